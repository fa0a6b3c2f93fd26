/** Pages of other people: another origin, a strict policy, markup of every kind, changes while playing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  articleButton, heardEvent, hearsSound, now, selectByMouse,
  selectionButton, stage, wait,
} from './harness.js';

const world = stage({ pages: true });
const visit = world.open;

test('the_script_alone_makes_an_article_listenable_once', async () => {
  const { page, seen } = await visit('plain.html');
  await wait(500);
  assert.equal(await page.locator('click-to-listen').count(), 1);
  assert.equal(await page.evaluate(() => document.querySelector('h1').nextElementSibling.localName), 'click-to-listen');
  await articleButton(page).click();
  await hearsSound(page);
  const { text } = seen.posts[0].sent;
  assert.equal(text, 'A plain article\n\nThe first sentence is short. The second one is a little longer than the first.\n\n'
    + 'Then comes a second paragraph, which ends the article.');
  assert.equal(seen.posts.length, 1);
});

test('the_text_sent_is_what_a_reader_sees', async () => {
  const { page, seen } = await visit('markup.html');
  await articleButton(page).click();
  await hearsSound(page);
  const { text, runs, language } = seen.posts[0].sent;
  assert.equal(text, [
    'The heading', '',
    'Nested bold and slanted words, a link and inline code.', 'A new line.', '',
    'First item', 'Second item', '', 'Inner item', '',
    'Name, Age', 'Ada, 36', '',
    'Guten Morgen, mon ami.', '',
    'The end.',
  ].join('\n'));
  assert.equal(language, 'en');
  const spoken = runs.map(({ charIndex, charLength, ...rest }) => [text.slice(charIndex, charIndex + charLength), rest]);
  assert.deepEqual(spoken, [
    ['The heading', { kind: 'heading' }],
    ['Guten Morgen,', { language: 'de' }],
    ['mon ami', { language: 'fr' }],
    ['.', { language: 'de' }],
  ]);
});

test('words_across_nested_markup_are_painted_whole_and_the_page_is_not_rewritten', async () => {
  const { page } = await visit('markup.html');
  const before = await page.evaluate(() => document.querySelector('#post').innerHTML);
  await page.evaluate(() => {
    window.painted = [];
    addEventListener('listen-word', () => window.painted.push([...CSS.highlights.get('click-to-listen-word')].map(String).join('')));
  });
  await articleButton(page).click();
  await page.waitForFunction(() => window.heard.some(({ detail }) => detail.text?.startsWith('inline')), null, { timeout: 30000 });
  const painted = await page.evaluate(() => window.painted.map((word) => word.replaceAll('\u00ad', '')));
  for (const word of ['heading', 'bold', 'slanted', 'link', 'inline']) assert.ok(painted.includes(word), `${word} in ${painted}`);
  assert.equal(await page.evaluate(() => document.querySelector('#post').innerHTML), before);
});

test('a_selection_begun_inside_a_word_takes_the_word', async () => {
  const { page, seen } = await visit('plain.html');
  await page.evaluate(() => {
    const text = document.querySelector('p').firstChild;
    getSelection().setBaseAndExtent(text, 6, text, 17);
  });
  await selectionButton(page).click();
  await hearsSound(page);
  assert.equal(seen.posts[0].sent.text, 'first sentence');
});

test('code_alone_offers_nothing', async () => {
  const { page } = await visit('markup.html');
  await selectByMouse(page, 'let code', '= 1;');
  await wait(500);
  assert.equal(await selectionButton(page).count(), 0);
});

test('of_two_widgets_one_plays_at_a_time', async () => {
  const { page, seen } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await articleButton(page).last().click();
  await page.waitForFunction(() => window.heard.filter(({ type }) => type === 'listen-start').length === 2);
  const story = (await page.evaluate(() => window.heard)).filter(({ type }) => type !== 'listen-word').map(({ type, id }) => `${type} ${id}`);
  assert.deepEqual(story, ['listen-start w1', 'listen-end w1', 'listen-start w2']);
  assert.equal(await page.locator('audio').count(), 1);
  assert.equal(await page.getByRole('toolbar').count(), 1);
  assert.deepEqual(seen.posts.map(({ sent }) => sent.language), ['en', 'en-GB']);
});

test('a_selection_belongs_to_the_widget_of_its_article', async () => {
  const { page, seen } = await visit('two.html');
  await selectByMouse(page, 'speaks of evening', 'speaks of evening');
  await selectionButton(page).click();
  await hearsSound(page);
  assert.equal((await heardEvent(page, 'listen-start')).id, 'w2');
  assert.equal(seen.posts[0].sent.language, 'en-GB');
});

test('a_page_rendered_anew_with_the_same_text_is_painted_on', async () => {
  const { page } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await page.evaluate(() => {
    const paragraph = document.querySelector('#one p');
    paragraph.replaceWith(paragraph.cloneNode(true));
  });
  const words = () => page.evaluate(() => window.heard.filter(({ type }) => type === 'listen-word').length);
  const before = await words();
  await page.waitForFunction((n) => window.heard.filter(({ type }) => type === 'listen-word').length > n + 2, before);
  await page.waitForFunction(() => [...CSS.highlights.get('click-to-listen-word')].map(String).join('') === window.heard.at(-1).detail.text);
});

test('a_page_whose_text_is_gone_is_read_on_unpainted', async () => {
  const { page } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await page.evaluate(() => { document.querySelector('#one p').textContent = 'Now something else stands here.'; });
  const { currentTime } = await now(page);
  await page.waitForFunction((time) => document.querySelector('audio').currentTime > time + 1.5, currentTime);
  assert.equal((await now(page)).word, '');
});

test('a_widget_that_is_removed_falls_silent', async () => {
  const { page } = await visit('two.html');
  await articleButton(page).first().click();
  await hearsSound(page);
  await page.evaluate(() => document.querySelector('#w1').remove());
  const state = await now(page);
  assert.ok(state.paused);
  assert.equal(state.word, '');
});

test('a_page_kept_open_over_an_upgrade_still_reads', async () => {
  const { page } = await visit('two.html', { before: (page) => page.route('**/click-to-listen.js', async (route) => {
    const response = await route.fetch();
    // The version that this page began with is one that the server no longer has.
    await route.fulfill({ response, body: (await response.text()).replace(/[0-9a-f]{16}/, '0123456789abcdef') });
  }) });
  await articleButton(page).first().click();
  await hearsSound(page);
  assert.deepEqual((await heardEvent(page, 'listen-end')).detail, { completed: true });
});
