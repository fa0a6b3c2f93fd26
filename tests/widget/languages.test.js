/** The widget's words in other languages, right to left, and in the publisher's own. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { hearsSound, picture, stage, wait } from './harness.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const world = stage();

async function demoIn(language, options) {
  const open = await world.open('', options);
  await open.page.evaluate((language) => {
    const widget = document.querySelector('click-to-listen');
    widget.lang = language;
    widget.dir = 'auto';
  }, language);
  return open;
}

const SAMPLES = {
  'en-GB': 'Listen to this article', 'de-AT': 'Diesen Artikel anhören', fr: 'Écouter cet article', es: 'Escuchar este artículo',
  it: 'Ascolta questo articolo', 'pt-BR': 'Ouvir este artigo', ru: 'Прослушать статью', nl: 'Dit artikel beluisteren',
  pl: 'Posłuchaj artykułu', 'zh-Hans': '收听本文', 'zh-TW': '收聽本文', 'zh-Hant-HK': '收聽本文', ja: 'この記事を聞く', ar: 'استمع إلى هذا المقال', xx: 'Listen to this article',
};

test('the_button_speaks_twelve_languages_and_english_elsewhere', async () => {
  const { page, seen } = await demoIn('en');
  for (const [language, name] of Object.entries(SAMPLES)) {
    await page.evaluate((language) => { document.querySelector('click-to-listen').lang = language; }, language);
    await page.getByRole('button', { name, exact: true }).waitFor({ timeout: 5000 });
  }
  assert.ok(!seen.requests.some((url) => url.includes('labels/en') || url.includes('labels/xx')));
});

test('only_the_language_of_the_page_is_fetched', async () => {
  const { page, seen } = await demoIn('de');
  await page.getByRole('button', { name: 'Diesen Artikel anhören', exact: true }).click();
  await hearsSound(page);
  assert.deepEqual(seen.requests.filter((url) => url.includes('/labels/')).map((url) => url.split('/').at(-1)), ['de.js']);
  await page.getByRole('toolbar', { name: 'Vorlesen' }).getByRole('button', { name: 'Nächster Satz' }).waitFor();
});

for (const viewport of [{ width: 1200, height: 860 }, { width: 390, height: 800 }]) {
  test(`in_arabic_all_is_laid_out_from_the_right_but_time_at_${viewport.width}_pixels`, async () => {
    const { page } = await demoIn('ar', { viewport });
    await page.getByRole('button', { name: SAMPLES.ar, exact: true }).click();
    await hearsSound(page);
    await page.getByRole('button', { name: 'المزيد', exact: true }).click();
    await page.getByRole('slider', { name: 'مستوى الصوت' }).waitFor();
    await wait(300);
    await picture(page, `arabic-${viewport.width}`);
    const left = async (name) => (await page.getByRole('toolbar').getByRole('button', { name, exact: true }).boundingBox()).x;
    assert.ok(await left('إيقاف') < await left('إيقاف مؤقت'), 'stop is not on the left');
    assert.ok(await left('الجملة السابقة') < await left('الجملة التالية'), 'time runs to the left');
    const { x, width } = await page.getByRole('toolbar').boundingBox();
    assert.ok(x >= 0 && x + width <= viewport.width, 'the bar leaves the view');
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html)}`), []);
  });
}

test('a_publisher_can_replace_words_and_add_a_language', async () => {
  const { page } = await demoIn('en');
  await page.evaluate(() => document.querySelector('click-to-listen').setAttribute('labels', '{"listenToArticle": "Hear the story"}'));
  await page.getByRole('button', { name: 'Hear the story', exact: true }).waitFor();
  await page.evaluate(() => {
    customElements.get('click-to-listen').addLabels('sv', { listenToArticle: 'Lyssna på artikeln' });
    const widget = document.querySelector('click-to-listen');
    widget.setAttribute('labels', 'not JSON');
    widget.lang = 'sv';
  });
  await page.getByRole('button', { name: 'Lyssna på artikeln', exact: true }).waitFor();
});
