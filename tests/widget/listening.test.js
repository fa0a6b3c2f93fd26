/** The demo page, listened to by mouse and by keyboard. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  articleButton, control, distance, heardEvent, hearsSound, marksOf, now, picture,
  selectByMouse, selectionButton, stage, wait,
} from './harness.js';

const world = stage();
const demo = (options) => world.open('', options);

async function listenToSelection(page, from, to) {
  await selectByMouse(page, from, to);
  await selectionButton(page).click();
  await hearsSound(page);
}

/** Samples the page's state while it plays, and says how far each painted word was from its mark. */
async function follow(page, post, samples) {
  const marks = await marksOf(world.server.url, post);
  const distances = [];
  for (let i = 0; i < samples; i++) {
    await wait(130);
    const state = await now(page);
    assert.notEqual(state.word, '', `nothing is painted at ${state.currentTime}`);
    distances.push(distance(marks, post.sent.text, state));
  }
  return distances;
}

test('a_selection_by_mouse_shows_the_button_and_a_click_is_heard', async () => {
  const { page, seen } = await demo();
  await picture(page, 'idle');
  await selectByMouse(page, 'Ambrose', 'hard passage');
  await selectionButton(page).waitFor();
  await picture(page, 'selection');
  await selectionButton(page).click();
  await hearsSound(page);
  const { sent } = seen.posts[0];
  assert.match(sent.text, /^Ambrose, was reading a book; .* were at rest\. Augustine .* a hard passage$/);
  assert.equal(sent.language, 'en');
  const state = await now(page);
  assert.ok(state.isConnected && !state.paused);
  assert.equal(await page.locator('audio').count(), 1);
  await wait(600);
  await picture(page, 'playing');
});

test('the_painted_word_is_the_one_whose_mark_covers_the_time', async () => {
  const { page, seen } = await demo();
  await listenToSelection(page, 'Ambrose', 'hard passage');
  const distances = await follow(page, seen.posts[0], 25);
  const exact = distances.filter((seconds) => seconds < 0.05).length;
  assert.ok(Math.max(...distances) < 0.2, `a word was ${Math.max(...distances)} s away`);
  assert.ok(exact >= 0.9 * distances.length, `${exact} of ${distances.length} were exact`);
});

test('the_sound_lies_where_the_marks_say_without_a_gap', async () => {
  const { page, seen } = await demo();
  await listenToSelection(page, 'People could', 'own lips');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('3');
  await heardEvent(page, 'listen-end');
  const held = await page.evaluate(() => {
    const { buffered } = document.querySelector('audio');
    return Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)]);
  });
  const end = (await marksOf(world.server.url, seen.posts[0])).at(-1);
  assert.equal(end.name, 'end');
  assert.ok(seen.posts[0].answer.segments.length > 1, 'one sentence shows no joins');
  assert.equal(held.length, 1, `sound in ${JSON.stringify(held)}`);
  assert.ok(held[0][0] < 0.03 && Math.abs(held[0][1] - end.elapsedTime) < 0.05, `${held[0]} is not 0 to ${end.elapsedTime}`);
});

test('words_are_told_in_order_with_their_text_and_place', async () => {
  const { page, seen } = await demo();
  await listenToSelection(page, 'People could', 'before that');
  const end = await heardEvent(page, 'listen-end');
  assert.deepEqual(end.detail, { completed: true });
  const heard = await page.evaluate(() => window.heard);
  const [{ sent }] = seen.posts;
  assert.equal(heard[0].type, 'listen-start');
  assert.ok(heard.every(({ composed, target }) => composed && target === 'click-to-listen'));
  const words = heard.filter(({ type }) => type === 'listen-word').map(({ detail }) => detail);
  assert.deepEqual(words.map(({ text }) => text), ['People', 'could', 'read', 'silently', 'long', 'before', 'that']);
  for (const { charIndex, charLength, text } of words) assert.equal(sent.text.slice(charIndex, charIndex + charLength), text);
  const times = words.map(({ elapsedTime }) => elapsedTime);
  assert.deepEqual(times, times.toSorted((a, b) => a - b));
  assert.equal((await now(page)).word, '', 'the last word stays painted after the end');
});

test('pause_holds_and_play_goes_on_from_there', async () => {
  const { page } = await demo();
  await listenToSelection(page, 'Late in', 'might be listening');
  await control(page, 'Pause').click();
  await control(page, 'Play').waitFor();
  const held = await now(page);
  await wait(400);
  const later = await now(page);
  assert.equal(later.currentTime, held.currentTime);
  assert.equal(later.word, held.word);
  await control(page, 'Play').click();
  await page.waitForFunction((time) => document.querySelector('audio').currentTime > time + 0.2, held.currentTime);
  assert.ok((await now(page)).currentTime < held.currentTime + 3);
});

test('speed_changes_the_rate_and_keeps_the_pitch', async () => {
  const { page } = await demo();
  await listenToSelection(page, 'Late in', 'might be listening');
  const speed = page.getByRole('combobox', { name: 'Speed' });
  const offered = await speed.locator('option').evaluateAll((options) => options.map(({ value }) => Number(value)));
  assert.deepEqual([Math.min(...offered), Math.max(...offered)], [0.5, 3]);
  await speed.selectOption('3');
  await page.waitForFunction(() => document.querySelector('audio').readyState >= 3);
  const [from, at] = [await now(page), performance.now()];
  await wait(1500);
  const to = await now(page);
  const rate = (to.currentTime - from.currentTime) / ((performance.now() - at) / 1000);
  assert.equal(to.playbackRate, 3);
  assert.equal(to.preservesPitch, true);
  assert.ok(rate > 2, `sound advanced ${rate} times as fast as the clock`);
});

test('seeking_far_ahead_is_heard_and_painted_there', async () => {
  const { page, seen } = await demo();
  await articleButton(page).click();
  await hearsSound(page);
  const seek = page.getByRole('slider', { name: 'Position' });
  const total = Number(await seek.getAttribute('max'));
  await seek.fill(String(total * 0.6));
  await page.waitForFunction((time) => document.querySelector('audio').currentTime > time + 0.3, total * 0.6, { timeout: 15000 });
  const { text } = seen.posts[0].sent;
  const { detail } = await heardEvent(page, 'listen-word');
  assert.ok(detail.charIndex > text.length * 0.4 && detail.charIndex < text.length * 0.8, `at character ${detail.charIndex} of ${text.length}`);
  assert.equal((await now(page)).word.replace(/\s/g, ''), (await heardEvent(page, 'listen-word')).detail.text.replace(/\s/g, ''));
  await seek.fill('0');
  await page.waitForFunction(() => { const { currentTime } = document.querySelector('audio'); return currentTime > 0.2 && currentTime < 5; });
  assert.ok((await heardEvent(page, 'listen-word')).detail.charIndex < 60);
});

test('after_a_seek_the_painted_word_is_still_the_one_heard', async () => {
  const { page, seen } = await demo();
  await listenToSelection(page, 'Late in', 'might be listening');
  await page.getByRole('slider', { name: 'Position' }).fill('4');
  await wait(700);
  const distances = await follow(page, seen.posts[0], 10);
  assert.ok(Math.max(...distances) < 0.2, `a word was ${Math.max(...distances)} s away`);
});

test('sentences_can_be_skipped_both_ways', async () => {
  const { page, seen } = await demo();
  await listenToSelection(page, 'Late in', 'might be listening');
  const { segments } = seen.posts[0].answer;
  await control(page, 'Next sentence').click();
  await page.waitForFunction((at) => window.heard.at(-1)?.detail.charIndex >= at, segments[1].charIndex, { timeout: 15000 });
  await hearsSound(page);
  await control(page, 'Previous sentence').click();
  await page.waitForFunction((at) => window.heard.at(-1)?.detail.charIndex < at, segments[1].charIndex);
});

test('stop_ends_sound_and_paint_and_tells_so', async () => {
  const { page } = await demo();
  await listenToSelection(page, 'Late in', 'might be listening');
  await control(page, 'Stop').click();
  const end = await heardEvent(page, 'listen-end');
  assert.deepEqual(end.detail, { completed: false });
  const state = await now(page);
  assert.ok(state.paused);
  assert.deepEqual([state.word, state.sentence], ['', '']);
  assert.equal(await page.getByRole('toolbar').count(), 0);
});

test('everything_can_be_done_by_keyboard', async () => {
  const { page } = await demo();
  await page.evaluate(() => {
    const text = document.querySelector('.first').firstChild;
    getSelection().setBaseAndExtent(text, 0, text, 4);
  });
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  await selectionButton(page).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await hearsSound(page);
  await page.keyboard.press('Space');
  await control(page, 'Play').waitFor();
  await page.keyboard.press('Space');
  await control(page, 'Pause').waitFor();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  const before = (await now(page)).currentTime;
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((time) => document.querySelector('audio').currentTime > time + 4.5, before);
  await page.keyboard.press('Escape');
  assert.equal((await heardEvent(page, 'listen-end')).detail.completed, false);
});

test('a_shortcut_listens_to_the_selection_and_then_pauses', async () => {
  const { page } = await demo();
  await selectByMouse(page, 'Ambrose', 'hard passage');
  await selectionButton(page).waitFor();
  await page.keyboard.press('Alt+Shift+KeyL');
  await hearsSound(page);
  await page.keyboard.press('Alt+Shift+KeyL');
  await control(page, 'Play').waitFor();
});

test('the_article_is_read_from_its_heading_without_code_notes_or_asides', async () => {
  const { page, seen } = await demo();
  await articleButton(page).click();
  await hearsSound(page);
  const { text, runs } = seen.posts[0].sent;
  assert.match(text, /^A short history of reading aloud\n\nFor most of its life/);
  assert.match(text, /the hands and the eyes are free\./);
  assert.match(text, /explain a hard passage to whoever might be listening\.\n\n/);
  assert.doesNotMatch(text, /curl|script type|Select any words|Historians|Try it/);
  const run = (wanted) => runs.find(({ charIndex, charLength }) => text.slice(charIndex, charIndex + charLength) === wanted);
  assert.equal(run('Words without spaces').kind, 'heading');
  assert.equal(run('lector').language, 'es');
  assert.equal(await articleButton(page).getAttribute('aria-pressed'), 'true');
  await wait(500);
  await picture(page, 'article');
});

test('a_selection_takes_over_from_the_article', async () => {
  const { page } = await demo();
  await articleButton(page).click();
  await hearsSound(page);
  await page.evaluate(() => { window.heard = []; });
  await listenToSelection(page, 'People could', 'before that');
  assert.equal(await articleButton(page).getAttribute('aria-pressed'), 'false');
  assert.equal((await heardEvent(page, 'listen-start')).detail.text, 'People could read silently long before that');
  const end = await page.evaluate(() => window.heard.find(({ type }) => type === 'listen-end').detail);
  assert.deepEqual(end, { completed: false });
});

test('the_spoken_word_is_kept_in_sight_until_the_reader_scrolls_away', async () => {
  const { page } = await demo({ viewport: { width: 1000, height: 600 } });
  await articleButton(page).click();
  await hearsSound(page);
  const inSight = () => page.waitForFunction(() => {
    const [word] = CSS.highlights.get('click-to-listen-word');
    const box = word?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight - 60;
  }, null, { timeout: 8000 });
  const seek = page.getByRole('slider', { name: 'Position' });
  await seek.fill(String(Number(await seek.getAttribute('max')) * 0.5));
  await page.waitForFunction(() => window.heard.at(-1).detail.charIndex > 500, null, { timeout: 15000 });
  await inSight();
  const followed = await page.evaluate(() => scrollY);
  assert.ok(followed > 300, `the page stands at ${followed}`);
  await page.mouse.move(500, 200);
  // The first turn ends the page's own movement, the second scrolls: as a hand on a wheel does.
  await page.mouse.wheel(0, -500);
  await wait(200);
  await page.mouse.wheel(0, -20000);
  await page.waitForFunction(() => scrollY === 0);
  await wait(1500);
  assert.equal(await page.evaluate(() => scrollY), 0, 'the page was pulled back');
  await page.getByRole('button', { name: 'Follow the words' }).click();
  await inSight();
});

test('nothing_is_sent_to_the_api_before_the_reader_shows_intent', async () => {
  const { page, seen } = await demo();
  await wait(1200);
  await selectByMouse(page, 'Ambrose', 'hard passage');
  await selectionButton(page).waitFor();
  await wait(300);
  const api = () => seen.requests.filter((url) => url.includes('/v1/'));
  assert.deepEqual(api(), []);
  assert.ok(!seen.requests.some((url) => url.includes('player.js')), 'the player was fetched before intent');
  await selectionButton(page).click();
  await hearsSound(page);
  assert.equal(api().filter((url) => url.endsWith('/v1/passages')).length, 1, 'the passage was not posted exactly once');
});

test('where_nothing_else_works_the_finished_file_is_played_and_painted', async () => {
  const { page, seen } = await demo({
    init: () => {
      delete window.MediaSource;
      delete window.ManagedMediaSource;
      const { canPlayType } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.canPlayType = function (type) { return /webm|mpeg/.test(type) ? '' : canPlayType.call(this, type); };
    },
  });
  await listenToSelection(page, 'Ambrose', 'hard passage');
  assert.match((await now(page)).currentSrc, /audio\.(opus|mp3)$/);
  const distances = await follow(page, seen.posts[0], 10);
  assert.ok(Math.max(...distances) < 0.3, `a word was ${Math.max(...distances)} s away`);
  await control(page, 'Pause').click();
  await control(page, 'Play').waitFor();
});

test('on_touch_the_button_is_docked_at_the_bottom', async () => {
  const { page } = await demo({ viewport: { width: 390, height: 800 } });
  await page.evaluate(() => {
    document.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true }));
    document.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'touch', bubbles: true }));
    getSelection().selectAllChildren(document.querySelector('.first'));
  });
  await selectionButton(page).waitFor();
  const { y, height, x, width } = await selectionButton(page).boundingBox();
  assert.ok(y + height > 740 && y + height <= 800, `it ends at ${y + height}`);
  assert.ok(Math.abs(x + width / 2 - 195) < 2, 'it is not in the middle');
  await picture(page, 'phone-selection');
  await selectionButton(page).click();
  await hearsSound(page);
  await wait(600);
  await picture(page, 'phone-playing');
});

test('in_the_dark_it_looks_right_too', async () => {
  const { page } = await demo({ colorScheme: 'dark' });
  await picture(page, 'dark-idle');
  await selectByMouse(page, 'Ambrose', 'hard passage');
  await selectionButton(page).waitFor();
  await picture(page, 'dark-selection');
  await selectionButton(page).click();
  await hearsSound(page);
  await wait(600);
  await picture(page, 'dark-playing');
  const painted = await page.evaluate(() => getComputedStyle(document.querySelector('click-to-listen').shadowRoot.querySelector('[role="toolbar"]')).backgroundColor);
  assert.notEqual(painted, 'rgb(255, 254, 251)', 'the bar is light on a dark page');
});
