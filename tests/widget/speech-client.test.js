import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { Speech, patiently } from '../../web-widget/speech-client.js';

const ANSWER = {
  id: 'a', audio: { opus: '/v1/passages/a/audio.opus', mp3: '/v1/passages/a/audio.mp3' },
  segments: [{ charIndex: 0, charLength: 5, estimated_seconds: 1, audio: '/v1/passages/a/segments/0.webm', marks: '/v1/passages/a/segments/0.json' }],
};

/** A server that gives the next of `answers` to each request, and remembers what was asked. */
async function answering(t, answers) {
  const asked = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status = 200, headers = {}, body = {} } = answers[asked.length - 1] ?? {};
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { asked, url: `http://127.0.0.1:${server.address().port}/` };
}

const created = { status: 201, body: ANSWER };
const forgotten = { status: 404, body: { code: 'unknown_passage' } };

test('a_passage_is_posted_once_however_often_it_is_asked_for', async (t) => {
  const { asked, url } = await answering(t, [created]);
  const speech = new Speech(url, { text: 'Hello' });
  await Promise.all([speech.ready(), speech.ready()]);
  assert.deepEqual(asked, ['POST /v1/passages']);
});

test('a_forgotten_passage_is_posted_again_without_a_word', async (t) => {
  const timing = { body: { duration: 1, marks: [] } };
  const { asked, url } = await answering(t, [created, forgotten, created, timing]);
  const speech = new Speech(url, { text: 'Hello' });
  assert.equal((await speech.timing(0)).duration, 1);
  assert.deepEqual(asked, ['POST /v1/passages', 'GET /v1/passages/a/segments/0.json', 'POST /v1/passages', 'GET /v1/passages/a/segments/0.json']);
});

test('a_failed_post_may_be_tried_again', async (t) => {
  const { url } = await answering(t, [{ status: 500 }, created]);
  const speech = new Speech(url, { text: 'Hello' });
  await assert.rejects(speech.ready(), { kind: 'failed' });
  assert.equal((await speech.ready()).id, 'a');
});

test('refusals_are_told_apart', async (t) => {
  const cases = [
    [{ status: 413, body: { code: 'body_too_large' } }, 'too_long'],
    [{ status: 400, body: { code: 'text_too_long' } }, 'too_long'],
    [{ status: 422, body: { code: 'unspeakable' } }, 'unspeakable'],
    [{ status: 400, body: { code: 'unknown_voice' } }, 'refused'],
    [{ status: 503, headers: { 'Retry-After': '2' } }, 'busy'],
    [{ status: 500 }, 'failed'],
  ];
  const { url } = await answering(t, cases.map(([answer]) => answer));
  for (const [answer, kind] of cases) {
    await assert.rejects(new Speech(url, { text: 'x' }).ready(), (error) => {
      assert.equal(error.kind, kind, JSON.stringify(answer));
      return true;
    });
  }
});

test('a_busy_server_is_waited_for_as_long_as_it_says', async (t) => {
  const { asked, url } = await answering(t, [{ status: 503, headers: { 'Retry-After': '1' } }, created]);
  const waits = [];
  const speech = new Speech(url, { text: 'Hello' });
  const from = performance.now();
  await patiently(() => speech.ready(), { onWait: (kind, seconds) => waits.push([kind, seconds]) });
  assert.deepEqual(waits, [['busy', 1]]);
  assert.ok(performance.now() - from >= 950);
  assert.equal(asked.length, 2);
});

test('an_abort_ends_the_waiting', async () => {
  const abort = new AbortController();
  const closed = new Speech('http://127.0.0.1:9/', { text: 'x' });
  const ending = patiently(() => closed.ready(), { signal: abort.signal, onWait: () => abort.abort() });
  await assert.rejects(ending, { name: 'AbortError' });
});

test('a_server_below_a_path_is_asked_below_that_path', async (t) => {
  const { asked, url } = await answering(t, [created]);
  await new Speech(`${url}speech/`, { text: 'Hello' }).ready();
  assert.deepEqual(asked, ['POST /speech/v1/passages']);
});
