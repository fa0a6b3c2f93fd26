/** The widget as an npm package: what it holds, what it says of itself, and that a bundle of it plays. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from './browsers/chromium.js';
import { startFolder } from './folder-site.js';
import { control, hearsSound, openPage, startServer } from './harness.js';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const WIDGET = path.resolve(HERE, '../../web-widget');
const read = (name) => fs.readFileSync(path.join(WIDGET, name), 'utf8');
const json = (name) => JSON.parse(read(name));
const scripts = fs.readdirSync(WIDGET).filter((name) => name.endsWith('.js'));
const code = scripts.map(read).join('\n');
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].toSorted();
const element = json('custom-elements.json').modules[0].declarations[0];
const names = (list) => list.map(({ name }) => name).toSorted();

let home;
let packed;
/** A project of someone's, with the packed package installed in it. */
before(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-package-'));
  const answer = execFileSync('npm', ['pack', '--json', '--pack-destination', home, WIDGET], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  [packed] = JSON.parse(answer);
  const folder = path.join(home, 'node_modules/click-to-listen');
  fs.mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(home, packed.filename), '-C', folder, '--strip-components=1']);
});
after(() => fs.rmSync(home, { recursive: true, force: true }));

test('the_package_holds_the_widget_and_nothing_else', () => {
  const labels = fs.readdirSync(path.join(WIDGET, 'labels')).map((name) => `labels/${name}`);
  const papers = ['LICENSE', 'README.md', 'package.json', 'custom-elements.json', 'index.d.ts', 'migrate.d.ts'];
  const expected = [...scripts.filter((name) => name !== 'click-to-listen.js'), ...labels, ...papers];
  assert.deepEqual(packed.files.map((file) => file.path).toSorted(), expected.toSorted());
});

test('every_file_that_the_package_names_is_in_it', () => {
  const described = json('package.json');
  const named = [described.types, described.customElements, ...JSON.stringify(described.exports).match(/\.\/[\w.-]+/g)];
  const held = new Set(packed.files.map((file) => `./${file.path}`));
  for (const name of named) assert.ok(held.has(name), name);
});

test('the_package_is_of_the_version_and_licence_of_the_rest', () => {
  const { version, license } = json('package.json');
  const cargo = fs.readFileSync(path.resolve(WIDGET, '../Cargo.toml'), 'utf8');
  assert.equal(version, cargo.match(/^version = "(.+)"$/m)[1]);
  assert.equal(license, 'MIT');
  assert.match(read('LICENSE'), /MIT License/);
});

test('the_attributes_listed_are_those_that_are_read', () => {
  const observed = all(read('element.js').match(/observedAttributes = \[(.+)\]/)[1], /'([\w-]+)'/g);
  const asked = all(['element.js', 'stage.js', 'playback.js'].map(read).join(), /(?:this|widget|speaking)\.(?:get|has)Attribute\('([\w-]+)'\)/g);
  const used = [...new Set([...observed, ...asked])].toSorted();
  const types = read('index.d.ts').split('interface ClickToListenAttributes {')[1].split('\n}')[0];
  assert.deepEqual(names(element.attributes), used);
  assert.deepEqual(all(types, /^ {2}'?([\w-]+)'?\?:/gm), used);
  assert.deepEqual(all(read('element.js'), /@attr \{\w+\} ([\w-]+)/g), used);
  const inReadme = read('README.md').split('| Attribute | Meaning |')[1].split('\n\n')[0];
  assert.deepEqual(all(inReadme, /^\| `([\w-]+)` \|/gm), used);
});

test('the_events_listed_are_those_that_are_sent', () => {
  const sent = all(code, /announce\('(listen-\w+)'/g);
  assert.equal(sent.length, 4);
  assert.deepEqual(names(element.events), sent);
  assert.deepEqual(all(read('index.d.ts'), /^ {2}'(listen-\w+)': CustomEvent/gm), sent);
  assert.deepEqual(all(read('README.md'), /^\| `(listen-\w+)` \|/gm), sent);
});

test('the_properties_of_style_listed_are_those_that_are_used', () => {
  assert.deepEqual(names(element.cssProperties), all(code, /var\((--click-to-listen-[a-z-]+)/g));
});

test('what_is_exported_is_described', async () => {
  const described = json('custom-elements.json').modules.map(({ path: file, exports: listed }) => [file, listed.filter(({ kind }) => kind === 'js').map(({ name }) => name).toSorted()]);
  for (const [file, listed] of described) assert.deepEqual(Object.keys(await import(path.join(WIDGET, file))).toSorted(), listed, file);
});

test('files_imported_for_what_they_do_are_kept_by_bundlers', () => {
  const imported = all(code, /^import '(\.\/.+)';$/gm);
  assert.deepEqual(json('package.json').sideEffects, imported);
});

test('it_can_be_imported_where_there_is_no_page', () => {
  const program = "import('click-to-listen').then(({ define, placeInPage }) => console.log(typeof define, typeof placeInPage))";
  assert.equal(execFileSync(process.execPath, ['-e', program], { cwd: home, encoding: 'utf8' }), 'function function\n');
});

test('the_types_say_what_the_element_does', () => {
  fs.writeFileSync(path.join(home, 'page.ts'), `
    import { ClickToListen, define } from 'click-to-listen';
    import { migrate } from 'click-to-listen/migrate.js';
    define();
    const widget: ClickToListen = document.createElement('click-to-listen');
    widget.addEventListener('listen-word', ({ detail }) => detail.text.slice(detail.charIndex, detail.charLength));
    widget.addEventListener('listen-end', ({ detail }) => { const completed: boolean = detail.completed; return completed; });
    widget.addEventListener('click', (event) => event.preventDefault());
    ClickToListen.addLabels('sv', { listenToArticle: 'Lyssna' });
    // @ts-expect-error: there is no such code
    widget.addEventListener('listen-error', ({ detail }) => detail.code === 'rain');
    migrate().then(() => widget.articles[0].id);
  `);
  const options = ['--noEmit', '--strict', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--lib', 'es2022,dom', 'page.ts'];
  const tsc = path.join(HERE, 'node_modules/typescript/bin/tsc');
  assert.equal(execFileSync(process.execPath, [tsc, ...options], { cwd: home, encoding: 'utf8' }), '');
});

const PAGES = [
  { format: 'esm', language: 'de', listen: 'Diesen Artikel anhören', more: 'Mehr', voice: 'Stimme' },
  { format: 'iife', language: 'en', listen: 'Listen to this article', more: 'More', voice: 'Voice' },
];
for (const { format, language, ...words } of PAGES) {
  test(`a_page_bundled_as_${format}_plays_and_its_parts_are_those_listed`, async () => {
    const site = path.join(home, format);
    fs.mkdirSync(site);
    fs.writeFileSync(path.join(home, `${format}.js`), "import { define } from 'click-to-listen'; define();");
    await build({
      entryPoints: [path.join(home, `${format}.js`)], outfile: format === 'iife' ? path.join(site, 'page.js') : undefined,
      outdir: format === 'esm' ? site : undefined, entryNames: 'page', bundle: true, format, splitting: format === 'esm', minify: true,
      // In a script there is no address of a module; that is known and right.
      logLevel: 'error',
    });
    const server = await startServer();
    const pages = await startFolder(site);
    const browser = await launch();
    try {
      fs.writeFileSync(path.join(site, 'index.html'), `<!doctype html><html lang="${language}"><title>Paket</title>
        <script ${format === 'esm' ? 'type="module"' : 'defer'} src="page.js"></script><main><article><h1>Ein Beitrag</h1>
        <click-to-listen server="${server.url}"></click-to-listen><p>Der erste Satz ist kurz. Der zweite ist ein wenig länger.</p></article></main></html>`);
      const { page, seen } = await openPage(browser.context, `${pages.url}/`);
      await page.getByRole('button', { name: words.listen, exact: true }).click();
      await hearsSound(page);
      assert.equal(seen.posts[0].sent.language, language);
      await control(page, words.more).click();
      await page.getByRole('combobox', { name: words.voice }).waitFor();
      const inPage = await page.evaluate(() => [...document.querySelectorAll('click-to-listen,click-to-listen-stage')]
        .flatMap((host) => [...host.shadowRoot.querySelectorAll('[part]')].flatMap((one) => [...one.part])));
      assert.deepEqual([...new Set(inPage)].toSorted(), names(element.cssParts));
      assert.deepEqual(seen.errors, []);
    } finally {
      await browser.stop();
      await pages.stop();
      await server.stop();
    }
  });
}
