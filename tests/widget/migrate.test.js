/** Pages made for other services, of which only the script was changed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { articleButton, hearsSound, picture, stage } from './harness.js';

const world = stage({ pages: true });

async function visit(name) {
  const open = await world.open(name);
  await open.page.locator('click-to-listen').first().waitFor({ state: 'attached' });
  return open;
}

const small = (page) => page.getByRole('button', { name: 'Listen', exact: true });

/** What is sent when the button is pressed. */
async function read({ page, seen }, button) {
  const before = seen.posts.length;
  await button.click();
  await page.waitForFunction(() => document.querySelector('audio')?.paused === false);
  await hearsSound(page);
  assert.equal(seen.posts.length, before + 1);
  return seen.posts.at(-1).sent;
}

test('the_listen_button_of_readspeaker_becomes_ours_and_reads_what_its_link_names', async () => {
  const visited = await visit('readspeaker.html');
  const { page } = visited;
  assert.equal(await page.locator('.rsbtn').isVisible(), false);
  assert.equal(await page.locator('click-to-listen').count(), 1);
  const sent = await read(visited, articleButton(page));
  assert.equal(sent.text, 'The title\n\nA part inside another is read once.\n\nAnd the end.');
  assert.equal(sent.language, 'en-GB');
  await picture(page, 'from-readspeaker');
});

test('the_players_and_shortcodes_of_gspeech_become_ours', async () => {
  const visited = await visit('gspeech.html');
  const { page } = visited;
  assert.equal(await articleButton(page).count(), 1, 'one player for an article that had three');
  assert.equal(await small(page).count(), 3);
  assert.equal(await page.locator('p').filter({ hasText: 'Before' }).innerText().then((text) => text.replace(/\s+/g, ' ').trim()), 'Before palabras sueltas and after.');
  assert.equal(await page.locator('code').innerText(), '{gspeech}like this{/gspeech}');
  const snippets = [];
  for (const n of [0, 1, 2]) {
    const { text, language } = await read(visited, small(page).nth(n));
    snippets.push([text, language]);
  }
  assert.deepEqual(snippets, [['Words of the third generation.', 'en'], ['Mots de la deuxième génération.', 'fr'], ['palabras sueltas', 'es']]);
  const { text } = await read(visited, articleButton(page));
  assert.equal(text, 'A page of theirs\n\nThe first words.\n\nWords of the third generation.\n\nMots de la deuxième génération.\n\n'
    + 'Before palabras sueltas and after.\n\nThe shortcode is written {gspeech}like this{/gspeech}.');
  await picture(page, 'from-gspeech');
});

test('where_there_is_no_article_the_marked_parts_of_beyondwords_are_it', async () => {
  const visited = await visit('beyondwords.html');
  const sent = await read(visited, articleButton(visited.page));
  assert.equal(sent.text, 'The title\n\nThe first part.\n\nThe second part.');
  assert.equal(await visited.page.locator('click-to-listen + [data-beyondwords-player]').count(), 1);
});

test('a_service_whose_script_is_still_there_keeps_its_places', async () => {
  const { page } = await visit('readspeaker-too.html');
  assert.equal(await page.locator('.rsbtn').isVisible(), true);
  assert.equal(await page.evaluate(() => document.querySelector('click-to-listen').previousElementSibling?.localName), 'h1');
});

test('a_page_made_for_nobody_does_not_fetch_what_is_for_those', async () => {
  const { seen } = await visit('plain.html');
  assert.equal(seen.requests.filter((url) => url.endsWith('migrate.js')).length, 0);
});
