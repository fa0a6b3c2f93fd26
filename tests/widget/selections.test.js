/** Selections of every kind: inside shadow roots, by double click, of everything, from right to left, in columns. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { hearsSound, selectionButton, stage, wait } from './harness.js';

const world = stage({ pages: true });
const visit = world.open;

/** Puts text into an open shadow root below the article, part of it slotted. */
const addCard = (page) => page.evaluate(() => {
  const card = document.createElement('x-card');
  card.textContent = 'slotted words';
  const paragraph = document.createElement('p');
  paragraph.append('Inside the card are ', document.createElement('slot'), ' and more.');
  card.attachShadow({ mode: 'open' }).append(paragraph);
  document.querySelector('article').append(card);
});

async function heardText({ page, seen }) {
  await selectionButton(page).click();
  await hearsSound(page);
  return seen.posts.at(-1).sent.text;
}

test('a_selection_inside_a_shadow_root_is_read', async () => {
  const { page } = await visit('plain.html');
  await addCard(page);
  const box = await page.locator('x-card p').boundingBox();
  await page.mouse.move(box.x + 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const text = await heardText(world.opened[0]);
  assert.match(text, /^Inside the/);
  assert.ok(text.length < 30, text);
  assert.equal(world.opened[0].seen.posts[0].sent.language, 'en');
  await page.waitForFunction(() => [...CSS.highlights.get('click-to-listen-word')].map(String).join('') !== '');
});

test('an_article_is_read_with_what_its_shadow_roots_show', async () => {
  const { page, seen } = await visit('plain.html');
  await addCard(page);
  await page.getByRole('button', { name: 'Listen to this article', exact: true }).click();
  await hearsSound(page);
  assert.match(seen.posts.at(-1).sent.text, /Inside the card are slotted words and more\.$/);
});

test('a_double_click_offers_its_word', async () => {
  const { page } = await visit('plain.html');
  const box = await page.locator('p').first().boundingBox();
  await page.mouse.dblclick(box.x + 14, box.y + box.height / 2);
  assert.equal(await heardText(world.opened[0]), 'The');
});

test('select_all_reads_what_the_page_shows_in_its_order', async () => {
  const { page } = await visit('plain.html');
  await page.keyboard.press('Control+A');
  assert.equal((await heardText(world.opened[0])).replace(/\s+/g, ' '), 'Home A plain article The first sentence is short. The second one is a '
    + 'little longer than the first. Then comes a second paragraph, which ends the article. Imprint and other matters.');
});

for (const [direction, style] of [['right_to_left', { direction: 'rtl' }], ['in_columns', { writingMode: 'vertical-rl' }]]) {
  test(`text_${direction}_is_offered_within_the_view`, async () => {
    const { page } = await visit('plain.html');
    await page.evaluate((style) => {
      const paragraph = document.querySelector('p');
      for (const [name, value] of Object.entries(style)) paragraph.style[name] = value;
      getSelection().selectAllChildren(paragraph);
    }, style);
    await selectionButton(page).waitFor();
    const { x, y, width, height } = await selectionButton(page).boundingBox();
    assert.ok(x >= 0 && y >= 0 && x + width <= 1200 && y + height <= 860, `${[x, y, width, height]}`);
    assert.match(await heardText(world.opened[0]), /^The first sentence is short\..* than the first\.$/);
  });
}

test('without_highlights_the_sentence_is_marked_by_an_overlay', async () => {
  const { page } = await visit('two.html', { init: () => Object.defineProperty(CSS, 'highlights', { value: undefined }) });
  await page.getByRole('button', { name: 'Listen to this article', exact: true }).first().click();
  await hearsSound(page);
  const overlay = () => page.evaluate(() => {
    const marks = [...(document.querySelector('click-to-listen-overlay')?.shadowRoot.children ?? [])].map((mark) => mark.getBoundingClientRect());
    const text = document.querySelector('#one p').getBoundingClientRect();
    return { count: marks.length, inside: marks.every((mark) => mark.top >= text.top - 4 && mark.bottom <= text.bottom + 4 && mark.left >= text.left - 1) };
  });
  await page.waitForFunction(() => document.querySelector('click-to-listen-overlay')?.shadowRoot.childElementCount > 0, null, { timeout: 8000 });
  assert.deepEqual(await overlay(), { count: 1, inside: true });
  await page.getByRole('toolbar').getByRole('button', { name: 'Stop' }).click();
  await wait(100);
  assert.equal((await overlay()).count, 0);
});

test('in_forced_colours_the_word_has_the_systems_own', async () => {
  const { page } = await visit('two.html');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('button', { name: 'Listen to this article', exact: true }).first().click();
  await hearsSound(page);
  const rules = await page.evaluate(() => {
    const style = (name) => getComputedStyle(document.querySelector('#one p'), `::highlight(click-to-listen-${name})`);
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.backgroundColor = 'Highlight';
    probe.style.color = 'HighlightText';
    const { backgroundColor, color } = getComputedStyle(probe);
    return { word: [style('word').backgroundColor, style('word').color], system: [backgroundColor, color] };
  });
  assert.deepEqual(rules.word, rules.system);
});
