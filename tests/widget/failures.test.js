/** What the reader is told when the server is away, comes back, or will not have the text. */
import assert from 'node:assert/strict';
import test, { after, afterEach, before } from 'node:test';
import { launch } from './browsers/chromium.js';
import {
  articleButton, control, heardEvent, hearsSound, now, openPage,
  startPages, startServer, wait,
} from './harness.js';

let server;
let pages;
let browser;
let open;

before(async () => { browser = await launch(); });
after(() => browser?.stop());
afterEach(async () => {
  await open?.page.close();
  await pages?.stop();
  await server?.stop();
  open = pages = server = null;
});

async function visit(name) {
  server = await startServer();
  pages = await startPages(server.url);
  open = await openPage(browser.context, `${pages.url}/${name}`);
  return open;
}

/** The same address again, as after a restart. */
async function restart() {
  server = await startServer({ port: new URL(server.url).port });
}

test('a_server_gone_before_the_first_click_is_told', async () => {
  const { page, seen } = await visit('two.html');
  await articleButton(page).first().waitFor();
  await server.stop();
  await articleButton(page).first().click();
  const { detail } = await heardEvent(page, 'listen-error');
  assert.equal(detail.code, 'unreachable');
  await page.getByRole('status').filter({ hasText: 'cannot be reached' }).waitFor();
  assert.deepEqual(seen.errors, []);
});

test('a_server_gone_before_the_second_click_is_told_and_play_tries_again', async () => {
  const { page, seen } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await control(page, 'Stop').click();
  await server.stop();
  await articleButton(page).last().click();
  const { detail } = await heardEvent(page, 'listen-error');
  assert.equal(detail.code, 'unreachable');
  await page.getByRole('status').filter({ hasText: 'cannot be reached' }).waitFor();
  await restart();
  await page.evaluate(() => { window.heard = []; });
  await control(page, 'Play').click();
  await hearsSound(page);
  assert.deepEqual(seen.errors, []);
});

test('a_server_restarted_midway_is_read_on_from_without_a_word', async () => {
  const { page, seen } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await server.stop();
  await restart();
  const end = await heardEvent(page, 'listen-end', 40000);
  assert.deepEqual(end.detail, { completed: true });
  assert.deepEqual(seen.errors, []);
});

test('a_text_over_the_limit_is_told_in_plain_words', async () => {
  const { page } = await visit('two.html');
  await page.evaluate(() => { document.querySelector('#one p').textContent = 'Many words are too many. '.repeat(6000); });
  await articleButton(page).first().click();
  const { detail } = await heardEvent(page, 'listen-error');
  assert.equal(detail.code, 'too_long');
  await page.getByRole('status').filter({ hasText: 'too long' }).waitFor();
});

test('a_busy_server_is_waited_for_and_the_reader_knows', async () => {
  const { page } = await visit('two.html');
  let refused = 0;
  // The refusal stands in for a full queue, which cannot be had at will; what follows is the real server's.
  await page.route('**/v1/passages', (route) => {
    if (route.request().method() !== 'POST' || refused++ > 0) return route.continue();
    return route.fulfill({
      status: 503, contentType: 'application/problem+json', body: '{"code":"busy"}',
      headers: { 'Retry-After': '2', 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' },
    });
  });
  await articleButton(page).first().click();
  await page.getByRole('status').filter({ hasText: /busy\. Trying again in [12] s/ }).waitFor();
  await hearsSound(page);
  assert.equal(refused, 2);
});

test('a_sentence_whose_connection_breaks_is_fetched_again', async () => {
  const { page, seen } = await visit('two.html');
  let broken = 0;
  await page.route('**/segments/1.webm', (route) => (broken++ === 0 ? route.abort('connectionreset') : route.continue()));
  await articleButton(page).first().click();
  const end = await heardEvent(page, 'listen-end');
  assert.deepEqual(end.detail, { completed: true });
  assert.ok(broken >= 2);
  assert.ok((await now(page)).ended);
  assert.deepEqual(seen.errors, []);
});

test('with_scripting_off_the_page_says_nothing', async () => {
  server = await startServer();
  pages = await startPages(server.url);
  const page = await browser.context.newPage();
  open = { page };
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.goto(`${pages.url}/two.html`);
  await wait(300);
  assert.equal(await page.locator('body').innerText().then((text) => /listen/i.test(text)), false);
});
