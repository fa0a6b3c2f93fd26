/** What a reader does, the same in every browser: real clicks, real sound, a page on another origin under a strict policy. */
import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { startProxy } from './browsers/proxy.js';
import { startSoundCard } from './browsers/sound-card.js';
import { marksOf, startPages, startServer, wait } from './harness.js';

/** What each browser has and lacks; where one learns it, its column changes, and the fallback is tested no more. */
const CAPABILITIES = {
  chromium: { mediaSource: true, managedMediaSource: false, highlights: true, severalRanges: false, mp3: true },
  firefox: { mediaSource: true, managedMediaSource: false, highlights: true, severalRanges: true, mp3: true },
  webkit: { mediaSource: true, managedMediaSource: true, highlights: true, severalRanges: false, mp3: true },
};
const WITHOUT_MEDIA_SOURCE = 'without=MediaSource,ManagedMediaSource';

/**
 * Runs every scenario.
 * @param {string} name of the browser
 * @param {{program: () => string | undefined, start: Function}} driver
 */
export function everyScenario(name, driver) {
  if (!driver.program() && !process.env.CI) {
    test.skip(`${name} is not installed here: make setup-test says why`, () => {});
    return;
  }
  let server; let proxy; let pages; let card; let browser; let page;

  before(async () => {
    assert.ok(driver.program(), `${name} is not installed`);
    server = await startServer();
    proxy = await startProxy(server.url);
    pages = await startPages(proxy.url);
    card = await startSoundCard();
    browser = await driver.start({ env: card?.env });
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.stop();
    await card?.stop();
    await pages?.stop();
    await proxy?.stop();
    await server?.stop();
  });

  /** A browser that is known to get stuck, and did, is started anew, twice at most; whatever else fails, fails. */
  function scenario(claim, act) {
    test(claim, async (t) => {
      for (let left = 2; ; left -= 1) {
        try {
          return await act(t);
        } catch (error) {
          if (!left || !driver.isStuck?.(error)) throw error;
          t.diagnostic(`the browser was stuck, and was started anew: ${error.message}`);
        }
        await browser.stop();
        browser = await driver.start({ env: card?.env });
        page = await browser.newPage();
      }
    });
  }

  async function visit(address) {
    Object.assign(proxy, { target: server.url, posts: [], refuse: null, isDead: false });
    await page.goto(`${pages.url}/${address}`);
    await until('the widget is there', () => Boolean(window.probe && customElements.get('click-to-listen')));
  }

  /** Waits until what `seen` says in the page is so, and returns it. */
  async function until(what, seen, args = [], timeout = 15_000) {
    const end = Date.now() + timeout;
    for (;;) {
      const answer = await page.evaluate(seen, ...args);
      if (answer) return answer;
      if (Date.now() > end) assert.fail(`${what}: not within ${timeout} ms; ${JSON.stringify(await state(), null, 1)}`);
      await wait(30);
    }
  }

  const now = () => page.evaluate(() => window.probe.now());
  const state = () => page.evaluate(() => ({ ...window.probe.now(), status: window.probe.status(), errors: window.seen.errors, events: window.seen.events.slice(-3) }));
  const noErrors = async () => assert.deepEqual(await page.evaluate(() => window.seen.errors), []);

  async function press(control, nth = 0) {
    await until(`there is “${control}”`, (control, nth) => Boolean(window.probe.control(control, nth)), [control, nth]);
    await page.click(await page.evaluate((control, nth) => {
      const found = window.probe.control(control, nth);
      if (!found.closest('.dock,.selection')) found.scrollIntoView({ block: 'center', behavior: 'instant' });
      return window.probe.middle(found);
    }, control, nth));
  }

  async function set(control, value) {
    await page.evaluate((control, value) => {
      const found = window.probe.control(control);
      found.value = String(value);
      for (const type of ['input', 'change']) found.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }, control, value);
  }

  async function select(from, to) {
    const [start, end] = await page.evaluate((from, to) => window.probe.span(from, to), from, to);
    await page.drag(start, end);
    await press('Listen to selection');
  }

  /** Sound goes on, and where there is a sound card it is measured there. */
  async function hearsSound() {
    const from = await until('sound began', () => {
      const { paused, loop, readyState, currentTime } = window.probe.now();
      return !paused && !loop && readyState >= 3 && window.seen.events.some(({ type }) => type === 'listen-start') && { currentTime, sound: window.probe.now().sound };
    });
    await until('sound goes on', (from) => {
      const { currentTime, sound } = window.probe.now();
      return sound !== from.sound || currentTime > from.currentTime + 0.15;
    }, [from]);
    if (!card) return;
    // What the browser says is playing reaches the card the later the busier the machine is.
    let level = 0;
    for (const end = Date.now() + 5000; level <= 0.01 && Date.now() < end;) level = await card.level(0.7);
    assert.ok(level > 0.01, `the sound card heard a level of ${level}`);
  }

  /** For a second, which in WebKit comes a while after the click: it begins anew where it was. */
  const goesTwiceAsFast = () => until('sound goes twice as fast as the clock', () => {
    const { currentTime, playbackRate } = window.probe.now();
    const at = performance.now() / 1000;
    const told = (window.seen.clock ??= []);
    told.push({ at, currentTime });
    const before = told.find((one) => one.at > at - 1.5 && one.at < at - 1);
    const rate = before && (currentTime - before.currentTime) / (at - before.at);
    return playbackRate === 2 && rate > 1.5 && rate < 2.4;
  });

  /** The last words told, from the `n`th event on. */
  const eventsSince = (n) => page.evaluate((n) => window.seen.events.slice(n), n);
  const eventCount = () => page.evaluate(() => window.seen.events.length);
  const ended = (timeout = 30_000) => until('it ended', () => window.seen.events.find(({ type }) => type === 'listen-end')?.detail, [], timeout);

  /** Checks every frame of a passage that was heard from its beginning to its end. */
  async function paintedAsHeard() {
    const [post] = proxy.posts;
    const samples = await page.evaluate(() => window.seen.samples);
    const marks = await marksOf(server.url, post);
    const words = marks.filter((mark) => mark.name === 'word');
    const starts = marks.filter((mark) => mark.name === 'sentence').map((mark) => mark.elapsedTime);
    assert.ok(samples.length > words.length * 5, `${samples.length} samples of ${words.length} words`);
    const told = [...new Set(samples.map(({ at }) => at))];
    assert.deepEqual(told, told.toSorted((a, b) => a - b), 'the words were not told in their order');
    // A word shorter than two frames may pass unseen where the machine is busy.
    const missed = words.filter(({ charIndex, duration }) => !told.includes(charIndex) && duration > 0.1);
    assert.deepEqual(missed, [], 'a word was not told');
    const away = samples.map(({ currentTime, sound, word, at }) => {
      const time = (starts[sound] ?? 0) + currentTime;
      const told = words.findIndex(({ charIndex }) => charIndex === at);
      const { charIndex, charLength } = words[told];
      assert.equal(word, post.sent.text.slice(charIndex, charIndex + charLength).replace(/\s+/g, ' '), 'another word is painted than was told');
      return Math.abs(told - Math.max(0, words.findLastIndex(({ elapsedTime }) => elapsedTime <= time)));
    });
    const exact = away.filter((words) => words === 0).length / away.length;
    assert.ok(Math.max(...away) <= 1, `a word was painted ${Math.max(...away)} words away`);
    assert.ok(exact >= 0.95, `${(exact * 100).toFixed(1)} % of ${away.length} samples were exact`);
  }

  scenario(`${name}: has_what_we_believe_it_has`, async () => {
    await visit('story.html');
    const found = await page.evaluate(() => {
      getSelection().removeAllRanges();
      for (const paragraph of document.querySelectorAll('p')) {
        const range = new Range();
        range.selectNodeContents(paragraph);
        getSelection().addRange(range);
      }
      const takes = (source) => source?.isTypeSupported('audio/webm; codecs="opus"') ?? false;
      return {
        mediaSource: takes(window.MediaSource), managedMediaSource: takes(window.ManagedMediaSource),
        highlights: Boolean(CSS.highlights), severalRanges: getSelection().rangeCount > 1,
        mp3: Boolean(new Audio().canPlayType('audio/mpeg')),
      };
    });
    assert.deepEqual(found, CAPABILITIES[name]);
    assert.ok(card || !process.env.CI, 'there is no sound card to listen to: pulseaudio is not installed');
  });

  scenario(`${name}: a_selection_is_heard_and_every_word_is_painted_while_it_is`, async () => {
    await visit('story.html');
    await page.evaluate(() => window.probe.sample());
    await select('Nobody', 'another');
    await hearsSound();
    assert.deepEqual(await ended(), { completed: true });
    assert.equal(proxy.posts.length, 1, 'the passage was not posted exactly once');
    await paintedAsHeard();
    assert.equal((await now()).word, '');
    await noErrors();
  });

  scenario(`${name}: seek_speed_pause_resume_and_stop`, async () => {
    await visit('story.html');
    await press('Listen to this article');
    await hearsSound();
    assert.match(proxy.posts[0].sent.text, /^The lamp on the pier\n\nEvery evening/);
    await set('Speed', 2);
    await goesTwiceAsFast();
    const total = await page.evaluate(() => Number(window.probe.control('Position').max));
    const told = await eventCount();
    await set('Position', total * 0.8);
    await until('it is heard there', (time) => window.probe.now().currentTime > time + 0.3, [total * 0.8]);
    const { text } = proxy.posts[0].sent;
    const heard = (await eventsSince(told)).filter(({ type, detail }) => type === 'listen-word' && detail.elapsedTime > total * 0.75);
    assert.ok(heard.length > 0 && heard.every(({ detail }) => detail.charIndex > text.length * 0.65), JSON.stringify(heard));
    await press('Pause');
    await until('it is paused', () => Boolean(window.probe.control('Play')));
    const held = await now();
    assert.ok(held.paused);
    if (card) {
      await card.level(0.4); // what is on its way to the card is let out
      const level = await card.level(0.3);
      assert.ok(level < 0.001, `while paused the sound card heard ${level}`);
    }
    assert.equal((await now()).currentTime, held.currentTime);
    await press('Play');
    await until('it goes on', (time) => window.probe.now().currentTime > time + 0.2, [held.currentTime]);
    await press('Stop');
    assert.deepEqual(await ended(), { completed: false });
    assert.deepEqual(await page.evaluate(() => [window.probe.now().paused, window.probe.now().word, window.probe.control('Stop')]), [true, '', null]);
    await noErrors();
  });

  scenario(`${name}: without_media_source_the_sentences_are_played_in_turn`, async () => {
    await visit(`story.html?${WITHOUT_MEDIA_SOURCE}`);
    await page.evaluate(() => window.probe.sample());
    await select('Nobody', 'another');
    await hearsSound();
    assert.match((await now()).src, /^blob:/);
    assert.deepEqual(await ended(), { completed: true });
    assert.equal(await page.evaluate(() => window.seen.sounds.length), proxy.posts[0].answer.segments.length);
    await paintedAsHeard();
    await noErrors();
  });

  scenario(`${name}: played_in_turn_seek_speed_pause_and_stop_work_too`, async () => {
    await visit(`story.html?${WITHOUT_MEDIA_SOURCE}`);
    await press('Listen to this article');
    await hearsSound();
    await set('Speed', 2);
    const total = await page.evaluate(() => Number(window.probe.control('Position').max));
    await set('Position', total * 0.6);
    const position = (least, most) => until(`it is heard between ${least} and ${most}`, (least, most) => {
      const { paused, loop, playbackRate } = window.probe.now();
      const at = Number(window.probe.control('Position').value);
      return !paused && !loop && playbackRate === 2 && at > least && at < most;
    }, [least, most]);
    await position(total * 0.6 + 0.3, total * 0.9);
    const middle = await page.evaluate(() => window.seen.events.findLast(({ type }) => type === 'listen-word').detail.charIndex / 700);
    assert.ok(middle > 0.4 && middle < 0.95, `at ${middle} of the text`);
    await press('Pause');
    await until('it is paused', () => Boolean(window.probe.control('Play')) && window.probe.now().paused);
    await set('Position', 0); // another sentence, while paused
    await wait(500);
    assert.ok((await now()).paused, 'a seek while paused started the sound');
    await press('Play');
    await position(0.3, total * 0.4);
    await press('Stop');
    assert.deepEqual(await ended(), { completed: false });
    await noErrors();
  });

  scenario(`${name}: without_webm_the_sentences_are_mp3_and_painted_as_well`, async () => {
    await visit(`story.html?${WITHOUT_MEDIA_SOURCE}&denies=webm`);
    await page.evaluate(() => window.probe.sample());
    await select('Nobody', 'another');
    await hearsSound();
    assert.deepEqual(await ended(), { completed: true });
    await paintedAsHeard();
    assert.match((await now()).src, /^blob:/);
    await noErrors();
  });

  scenario(`${name}: without_blobs_the_finished_file_is_played`, async () => {
    await visit(`story.html?${WITHOUT_MEDIA_SOURCE}&denies=webm,mpeg`);
    await select('When he', 'were ninety');
    await hearsSound();
    assert.match((await now()).src, /audio\.(opus|mp3|wav|flac)$/);
    assert.deepEqual(await ended(), { completed: true });
    await noErrors();
  });

  scenario(`${name}: a_server_that_dies_and_comes_back_is_read_on_from`, async () => {
    await visit('long.html');
    await press('Listen to this article');
    await hearsSound();
    await server.stop();
    await set('Position', 1200);
    await until('the reader is told', () => /connection was lost/.test(window.probe.status()));
    server = await startServer();
    proxy.target = server.url;
    await until('it is heard there', () => window.probe.now().currentTime > 1200.3 && !window.probe.now().paused);
    await until('the words are painted', () => window.probe.now().word);
    assert.ok(proxy.posts.filter(({ answer }) => answer).length > 1, 'the new server was not told the passage');
    await noErrors();
  });

  scenario(`${name}: a_busy_server_is_waited_for_and_the_reader_knows`, async () => {
    await visit('story.html');
    let refused = 0;
    proxy.refuse = ({ method, url }) => method === 'POST' && url === '/v1/passages' && refused++ === 0;
    await press('Listen to this article');
    await until('the reader is told', () => /busy. Trying again in \d s/.test(window.probe.status()));
    await hearsSound();
    await noErrors();
  });

  scenario(`${name}: a_page_rendered_anew_is_painted_on`, async () => {
    await visit('story.html');
    await press('Listen to this article');
    await hearsSound();
    const told = await eventCount();
    await page.evaluate(() => {
      const article = document.querySelector('#story');
      for (const paragraph of article.querySelectorAll('p')) paragraph.replaceWith(paragraph.cloneNode(true));
    });
    await until('words are told and painted', (told) => {
      const { text } = window.seen.events.at(-1).detail;
      return window.seen.events.length > told + 3 && window.probe.now().word === text.replace(/\s+/g, ' ');
    }, [told]);
    await page.evaluate(() => { for (const paragraph of document.querySelectorAll('#story p')) paragraph.textContent = 'Here stands something else.'; });
    const before = await now();
    await until('it is read on', (time) => window.probe.now().currentTime > time + 1.5, [before.currentTime]);
    assert.equal((await now()).word, '');
    await noErrors();
  });

  scenario(`${name}: of_two_widgets_one_plays_at_a_time`, async () => {
    await visit('pair.html');
    await press('Listen to this article', 0);
    await hearsSound();
    await press('Listen to this article', 1);
    await until('the second began', () => window.seen.events.filter(({ type }) => type === 'listen-start').length === 2);
    const story = (await eventsSince(0)).filter(({ type }) => type !== 'listen-word').map(({ type, id }) => `${type} ${id}`);
    assert.deepEqual(story, ['listen-start w1', 'listen-end w1', 'listen-start w2']);
    assert.equal(await page.evaluate(() => document.querySelectorAll('audio').length), 1);
    await noErrors();
  });

  scenario(`${name}: eight_thousand_words_begin_at_once_and_can_be_left_for_any_place`, async () => {
    await visit('long.html');
    const clicked = await page.evaluate(() => performance.now());
    await press('Listen to this article');
    await hearsSound();
    const begun = await page.evaluate(() => window.seen.events[0].at);
    assert.ok(begun - clicked < 2500, `${Math.round(begun - clicked)} ms until the first sound`);
    const { text } = proxy.posts[0].sent;
    assert.ok(text.split(/\s+/).length > 8000);
    const total = await page.evaluate(() => Number(window.probe.control('Position').max));
    for (const part of [0.9, 0.3]) {
      const told = await eventCount();
      await set('Position', total * part);
      const { at, word, charLength } = await until(`it is painted at ${part}`, (told, time) => {
        const { currentTime, word } = window.probe.now();
        const last = window.seen.events.slice(told).findLast(({ type }) => type === 'listen-word')?.detail;
        return currentTime > time + 0.5 && last && Math.abs(currentTime - last.elapsedTime) < 2 && word === last.text && { at: last.charIndex, word, charLength: last.charLength };
      }, [told, total * part]);
      assert.equal(text.slice(at, at + charLength), word);
      assert.ok(Math.abs(at / text.length - part) < 0.05, `at ${at / text.length} of the text instead of ${part}`);
    }
    await noErrors();
  });

  scenario(`${name}: after_a_jump_ahead_the_sentences_follow_without_a_gap`, async () => {
    await visit('story.html');
    await press('Listen to this article');
    await hearsSound();
    const marks = await marksOf(server.url, proxy.posts[0]);
    const sentences = marks.filter((mark) => mark.name === 'sentence');
    await set('Position', await page.evaluate(() => Number(window.probe.control('Position').max) * 0.45));
    await set('Speed', 3);
    await page.evaluate(() => { window.seen.events.length = 0; });
    assert.deepEqual(await ended(), { completed: true });
    const told = (await eventsSince(0)).filter(({ type }) => type === 'listen-word').map(({ detail }) => detail);
    // Each word from there on as long after the first as its mark says, also across sentences. At this speed a
    // browser whose clock is coarse may step over a short word.
    const words = marks.filter((mark) => mark.name === 'word' && mark.charIndex >= told[1].charIndex);
    assert.ok(told.length - 1 >= words.length * 0.9, `${told.length - 1} of ${words.length} words were told`);
    const elapsed = new Map(words.map(({ charIndex, elapsedTime }) => [charIndex, elapsedTime]));
    const shift = told[1].elapsedTime - words[0].elapsedTime;
    const off = Math.max(...told.slice(1).map(({ charIndex, elapsedTime }) => Math.abs(elapsedTime - elapsed.get(charIndex) - shift)));
    assert.ok(off < 0.005, `a word was told ${off} s away from its mark`);
    assert.ok(sentences.filter(({ charIndex }) => charIndex > told[1].charIndex).length >= 2, 'no join was heard');
    const held = await page.evaluate(() => { const { buffered } = document.querySelector('audio'); return buffered.length; });
    assert.equal(held, 1, 'there is a gap in the sound');
    await noErrors();
  });

  scenario(`${name}: several_ranges_are_read_one_after_the_other`, async () => {
    await visit('story.html');
    // The first is long enough to be still heard when it is listened for.
    const pieces = { '#first': 'Every evening at 6:45 an old man lit the lamp on the pier.', '#away': 'Elsewhere' };
    await page.evaluate((pieces) => {
      getSelection().removeAllRanges();
      for (const [selector, piece] of Object.entries(pieces)) {
        const range = new Range();
        const { firstChild } = document.querySelector(selector);
        range.setStart(firstChild, 0);
        range.setEnd(firstChild, piece.length);
        getSelection().addRange(range);
      }
    }, pieces);
    await press('Listen to selection');
    await hearsSound();
    const read = CAPABILITIES[name].severalRanges ? Object.values(pieces) : [pieces['#first']];
    assert.equal(proxy.posts[0].sent.text, read.join('\n\n'));
    await noErrors();
  });

  scenario(`${name}: a_page_left_and_come_back_to_is_silent_and_plays_again`, async (t) => {
    await visit('story.html');
    await press('Listen to this article');
    await hearsSound();
    await page.evaluate(() => { window.isTheSame = true; document.querySelector('#away').click(); });
    await wait(700);
    if (card) assert.ok(await card.level(0.4) < 0.001, 'the page left is still heard');
    await page.back();
    await until('the page is there again', () => Boolean(window.probe && customElements.get('click-to-listen')));
    assert.ok((await now()).paused);
    // Kept by the browser it goes on, loaded anew it begins; either way by the reader's hand alone.
    const isKept = await page.evaluate(() => window.isTheSame === true && window.seen.persisted === true);
    t.diagnostic(isKept ? 'the browser had kept it' : 'the browser loaded it anew');
    await press(isKept ? 'Play' : 'Listen to this article');
    await hearsSound();
    await noErrors();
  });

  scenario(`${name}: a_page_whose_script_does_not_come_is_unharmed_and_says_nothing`, async () => {
    for (const way of ['blocked', 'dead']) {
      proxy.isDead = way === 'dead';
      await page.goto(`${pages.url}/pair.html${way === 'blocked' ? '?blocked' : ''}`);
      await wait(300);
      const { text, boxes } = await page.evaluate(() => ({
        text: document.querySelector('main').innerText.trim(),
        boxes: [...document.querySelectorAll('click-to-listen')].map(({ offsetHeight, shadowRoot }) => shadowRoot ?? offsetHeight),
      }));
      assert.match(text, /^Two posts\s+The first post .* begins\.\s+The second post .* ends\.$/, way);
      assert.deepEqual(boxes.filter((box) => typeof box !== 'number' || box > 30), [], way);
    }
  });
}
