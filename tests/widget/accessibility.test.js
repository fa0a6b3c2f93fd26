/** What axe finds, and what it does not look for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { articleButton, hearsSound, now, selectByMouse, selectionButton, stage, wait } from './harness.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const world = stage();

async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe_finds_nothing_idle_selecting_or_playing_in_the_${colorScheme}`, async () => {
    const { page } = await world.open('', { colorScheme });
    await wait(600);
    assert.deepEqual(await violations(page), [], 'idle');
    await selectByMouse(page, 'Ambrose', 'hard passage');
    await selectionButton(page).waitFor();
    assert.deepEqual(await violations(page), [], 'selecting');
    await selectionButton(page).click();
    await hearsSound(page);
    await wait(400);
    assert.deepEqual(await violations(page), [], 'playing');
    await page.close();
  });
}

test('every_control_is_named_focusable_and_large_enough', async () => {
  const { page } = await world.open();
  await articleButton(page).click();
  await hearsSound(page);
  const controls = page.getByRole('toolbar').locator('button:visible, input, select');
  assert.equal(await controls.count(), 9);
  for (const one of await controls.all()) {
    const name = await one.getAttribute('aria-label');
    assert.ok(name, 'a control has no name');
    const { width, height } = await one.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${name} is ${width} × ${height}`);
    await one.focus();
    assert.ok(await one.evaluate((element) => element.matches(':focus')), `${name} cannot have the focus`);
  }
  assert.match(await page.getByRole('slider').getAttribute('aria-valuetext'), /^\d+:\d\d of \d+:\d\d$/);
  await page.close();
});

test('the_status_tells_states_and_never_words', async () => {
  const { page } = await world.open();
  await page.evaluate(() => { window.told = new Set(); });
  await articleButton(page).click();
  await page.getByRole('toolbar').getByRole('status').evaluate((status) => {
    new MutationObserver(() => window.told.add(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
  });
  await hearsSound(page);
  await wait(1500);
  const told = await page.evaluate(() => [...window.told]);
  assert.ok(told.every((text) => ['Getting the voice ready…', 'Waiting for more sound…', 'Playing'].includes(text)), told.join());
  await page.close();
});

test('where_colours_are_forced_the_word_alone_is_marked', async () => {
  const { page } = await world.open();
  await page.emulateMedia({ forcedColors: 'active' });
  await articleButton(page).click();
  await hearsSound(page);
  const state = await now(page);
  assert.equal(state.sentence, '');
  assert.notEqual(state.word, '');
});
