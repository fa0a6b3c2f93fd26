/** The article's player beyond play and pause: its panel, its memory, clicks on words, keys of the lock screen, other tabs. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {
  articleButton, control, heardEvent, hearsSound, now, picture,
  selectByMouse, stage, wait,
} from './harness.js';

const world = stage();

async function listen(options) {
  const open = await world.open('', options);
  await articleButton(open.page).click();
  await hearsSound(open.page);
  return open;
}

const soundAt = (page, least, most) => page.waitForFunction(([least, most]) => {
  const { currentTime, readyState, paused } = document.querySelector('audio');
  return !paused && readyState >= 3 && currentTime >= least && currentTime <= most;
}, [least, most], { timeout: 15000, polling: 20 });

/** Where a word of the page is, in pixels of the view. */
const placeOf = (page, word) => page.evaluate((word) => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const { x, y, width, height } = range.getClientRects()[0];
    return [x + width / 2, y + height / 2];
  }
  throw new Error(`the page does not show: ${word}`);
}, word);

const painted = (page, word) => page.waitForFunction((word) => (
  [...(CSS.highlights.get('click-to-listen-word') ?? [])].map(String).join('') === word
), word, { timeout: 15000, polling: 20 });

test('fifteen_seconds_on_and_back_and_the_time_left_are_right', async () => {
  const { page } = await listen();
  await control(page, 'Forward 15 seconds').click();
  await soundAt(page, 15, 25);
  await control(page, 'Forward 15 seconds').click();
  await soundAt(page, 30, 42);
  await control(page, 'Back 15 seconds').click();
  await soundAt(page, 15, 28);
  await control(page, 'Pause').click();
  await control(page, 'Play').waitFor();
  const shown = await page.getByRole('toolbar').evaluate((bar) => [...bar.querySelectorAll('.time')].map((time) => time.textContent));
  const seconds = (clock) => clock.replace('−', '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const total = Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('max'));
  assert.match(shown[1], /^−\d+:\d\d$/);
  assert.ok(Math.abs(seconds(shown[0]) + seconds(shown[1]) - total) <= 1.5, `${shown} of ${total}`);
});

test('the_panel_sets_the_volume_offers_voices_of_the_language_and_closes_with_escape', async () => {
  const { page, seen } = await listen();
  assert.ok(!seen.requests.some((url) => url.includes('/v1/voices')), 'voices were asked for before the panel was opened');
  await control(page, 'More').click();
  const panel = page.getByRole('group', { name: 'More' });
  await panel.getByRole('slider', { name: 'Volume' }).fill('0.3');
  assert.equal(await page.evaluate(() => document.querySelector('audio').volume), 0.3);
  const voice = panel.getByRole('combobox', { name: 'Voice' });
  await page.waitForFunction(() => document.querySelector('click-to-listen').shadowRoot.querySelector('[part="voice"]')?.options.length > 1);
  const { data } = await (await fetch(`${world.server.url}/v1/voices`)).json();
  const english = data.filter(({ language }) => language.startsWith('en')).map(({ id }) => id);
  assert.deepEqual(await voice.locator('option').evaluateAll((options) => options.map(({ value }) => value)), ['', ...english]);
  await picture(page, 'panel');
  await panel.getByRole('slider', { name: 'Volume' }).press('Escape');
  assert.equal(await panel.count(), 0);
  assert.equal((await now(page)).paused, false, 'Escape stopped the player instead');
});

test('another_voice_reads_on_from_the_word_being_heard', async () => {
  const { page, seen } = await listen();
  await control(page, 'Forward 15 seconds').click();
  await soundAt(page, 15.5, 25);
  const before = (await heardEvent(page, 'listen-word')).detail.charIndex;
  await control(page, 'More').click();
  const voice = page.getByRole('combobox', { name: 'Voice' });
  await page.waitForFunction(() => document.querySelector('click-to-listen').shadowRoot.querySelector('[part="voice"]')?.options.length > 2);
  const id = await voice.locator('option').last().getAttribute('value');
  await page.evaluate(() => { window.heard = []; });
  await voice.selectOption(id);
  const { detail } = await heardEvent(page, 'listen-word');
  assert.ok(detail.charIndex >= before - 1 && detail.charIndex < before + 120, `from ${before} to ${detail.charIndex}`);
  assert.equal(seen.posts.at(-1).sent.voice, id);
});

test('the_sound_can_be_saved_as_a_finished_file', async () => {
  const { page } = await world.open();
  await selectByMouse(page, 'People could', 'before that');
  await page.getByRole('button', { name: 'Listen to selection' }).click();
  await hearsSound(page);
  await control(page, 'More').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the sound' }).click();
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /\.mp3$/);
  const bytes = fs.readFileSync(await saved.path());
  assert.ok(bytes.length > 5000 && (bytes.subarray(0, 3).toString() === 'ID3' || bytes[0] === 0xff), `${bytes.length} bytes`);
});

test('speed_and_place_are_remembered_in_this_browser_alone', async () => {
  const { page } = await listen({ remembers: true });
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('1.25');
  const seek = page.getByRole('slider', { name: 'Position' });
  await seek.fill('40');
  await page.waitForFunction(() => localStorage.getItem('click-to-listen:places'), null, { timeout: 15000 });
  const [[, charIndex]] = await page.evaluate(() => JSON.parse(localStorage.getItem('click-to-listen:places')));
  assert.ok(charIndex > 100);
  assert.equal(await page.evaluate(() => document.cookie), '');
  await page.reload();
  await articleButton(page).click();
  await hearsSound(page);
  await heardEvent(page, 'listen-word');
  const first = await page.evaluate(() => window.heard.find(({ type }) => type === 'listen-word').detail);
  assert.ok(Math.abs(first.charIndex - charIndex) < 30, `${first.charIndex} is not near ${charIndex}`);
  assert.equal((await now(page)).playbackRate, 1.25);
  await page.evaluate(() => localStorage.clear());
});

test('a_click_on_a_word_goes_there_and_a_link_stays_a_link', async () => {
  const { page } = await listen();
  await page.mouse.click(...await placeOf(page, 'monks'));
  await painted(page, 'monks');
  await page.evaluate(() => { document.querySelector('a[href="#article"]:not(.skip)').addEventListener('click', () => { window.followed = true; }); });
  const before = (await heardEvent(page, 'listen-word')).detail.charIndex;
  await page.getByRole('link', { name: 'short ones' }).click();
  await wait(900);
  assert.equal(await page.evaluate(() => window.followed), true);
  const { detail: { charIndex } } = await heardEvent(page, 'listen-word');
  assert.ok(charIndex < before + 200, 'the click on a link moved the reading');
});

test('a_double_click_selects_and_does_not_move_the_reading', async () => {
  const { page } = await listen();
  await page.mouse.dblclick(...await placeOf(page, 'monks'));
  await page.getByRole('button', { name: 'Listen to selection' }).waitFor();
  await wait(700);
  assert.equal((await page.evaluate(() => String(getSelection()))).trim(), 'monks');
  assert.ok((await heardEvent(page, 'listen-word')).detail.charIndex < 400);
});

test('enter_reads_on_from_the_text_cursor', async () => {
  const { page } = await listen();
  await page.evaluate(() => {
    document.activeElement.blur();
    const paragraph = [...document.querySelectorAll('p')].find((one) => one.textContent.startsWith('People could'));
    getSelection().collapse(paragraph.firstChild, 1);
  });
  await page.keyboard.press('Enter');
  await painted(page, 'People');
});

test('a_publisher_can_keep_clicks_to_the_page', async () => {
  const { page } = await listen();
  await page.evaluate(() => document.querySelector('click-to-listen').setAttribute('start-on-click', 'off'));
  await page.mouse.click(...await placeOf(page, 'monks'));
  await wait(900);
  assert.ok((await heardEvent(page, 'listen-word')).detail.charIndex < 400);
});

test('the_lock_screen_knows_the_page_and_steers_the_player', async () => {
  const { page } = await listen({
    init: () => {
      window.keys = {};
      const original = MediaSession.prototype.setActionHandler;
      MediaSession.prototype.setActionHandler = function (action, act) {
        window.keys[action] = act;
        return original.call(this, action, act);
      };
    },
  });
  const press = (action, details = {}) => page.evaluate(([action, details]) => window.keys[action]({ action, ...details }), [action, details]);
  const session = () => page.evaluate(() => ({ title: navigator.mediaSession.metadata?.title, state: navigator.mediaSession.playbackState }));
  assert.deepEqual(await session(), { title: await page.title(), state: 'playing' });
  await press('seekforward');
  await soundAt(page, 15, 25);
  await press('seekto', { seekTime: 2 });
  await soundAt(page, 2, 8);
  await press('pause');
  await control(page, 'Play').waitFor();
  assert.equal((await session()).state, 'paused');
  await press('play');
  await control(page, 'Pause').waitFor();
  await press('stop');
  assert.deepEqual((await heardEvent(page, 'listen-end')).detail, { completed: false });
  assert.equal((await session()).state, 'none');
  assert.equal(await page.evaluate(() => window.keys.play), null);
});

test('the_artwork_is_the_image_of_the_page', async () => {
  const { page } = await world.open();
  await page.evaluate(() => {
    const meta = document.createElement('meta');
    meta.setAttribute('property', 'og:image');
    meta.content = 'cover.png';
    document.head.append(meta);
  });
  await articleButton(page).click();
  await hearsSound(page);
  const artwork = await page.evaluate(() => navigator.mediaSession.metadata.artwork.map(({ src }) => src));
  assert.deepEqual(artwork, [`${world.server.url}/cover.png`]);
});

test('a_second_tab_that_plays_hushes_the_first', async () => {
  const first = await listen();
  const second = await listen();
  await first.page.waitForFunction(() => document.querySelector('audio').paused);
  assert.equal((await now(second.page)).paused, false);
});

test('a_page_that_is_put_away_falls_silent', async () => {
  const { page } = await listen();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await control(page, 'Play').waitFor();
  await control(page, 'Play').click();
  await hearsSound(page);
});

test('nothing_of_it_is_printed', async () => {
  const { page } = await listen();
  await page.emulateMedia({ media: 'print' });
  const shown = await page.evaluate(() => [...document.querySelectorAll('click-to-listen,click-to-listen-stage')].map((one) => getComputedStyle(one).display));
  assert.ok(shown.length === 2 && shown.every((display) => display === 'none'), shown.join());
});
