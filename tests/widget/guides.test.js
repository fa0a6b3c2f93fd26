/**
 * The guides of web-widget/README.md, built from its very text and played in Chromium. Hugo is tried where it is installed; Astro and
 * Next, too large to install for a test, where `GUIDES` names a folder with `astro/` and `next/` in which `npm install` has put them.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers/chromium.js';
import { startFolder } from './folder-site.js';
import { articleButton, hearsSound, openPage, startServer } from './harness.js';

const WIDGET = fileURLToPath(new URL('../../web-widget/', import.meta.url));
const README = fs.readFileSync(path.join(WIDGET, 'README.md'), 'utf8');
const { GUIDES } = process.env;

let server;
let browser;
let home;
before(async () => {
  server = await startServer();
  browser = await launch();
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-guides-'));
});
after(async () => {
  await browser?.stop();
  await server?.stop();
  fs.rmSync(home, { recursive: true, force: true });
});

/** The code that a guide gives for a file, with our server in it. */
function guide(heading, file) {
  const section = README.split(`### ${heading}\n`)[1].split('\n### ')[0];
  const after = section.slice(section.indexOf(`\`${file}\``));
  return after.match(/```\S+\n([^]*?)```/)[1].replaceAll('https://speech.example', server.url);
}

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

async function plays(folder, address = '/') {
  const site = await startFolder(folder);
  const { page, seen } = await openPage(browser.context, site.url + address);
  try {
    await articleButton(page).click();
    await hearsSound(page);
    assert.equal(await page.locator('click-to-listen').count(), 1);
    assert.match(seen.posts[0].sent.text, /^A post\n\nThe words of the post\.$/);
    assert.deepEqual(seen.errors, []);
    return seen.posts[0].sent;
  } finally {
    await page.close();
    await site.stop();
  }
}

/** Our package, as `npm install` would put it there. */
function addPackage(project) {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', home, WIDGET], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const folder = path.join(project, 'node_modules/click-to-listen');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(home, filename), '-C', folder, '--strip-components=1']);
}

test('the_guide_for_plain_html_plays', async () => {
  write(path.join(home, 'plain'), { 'index.html': guide('Plain HTML', 'index.html') });
  await plays(path.join(home, 'plain'));
});

test('the_guide_for_hugo_plays_and_a_post_can_go_without', { skip: !isThere('hugo') && 'Hugo is not here' }, async () => {
  const project = path.join(home, 'hugo');
  write(project, {
    'config.toml': `${guide('Hugo', 'hugo.toml')}`,
    'layouts/partials/listen.html': guide('Hugo', 'layouts/partials/listen.html'),
    'layouts/_default/single.html': '<!doctype html><html lang="en"><title>{{ .Title }}</title><article><h1>{{ .Title }}</h1>{{ partial "listen.html" . }}{{ .Content }}</article></html>',
    'layouts/index.html': '<!doctype html><html lang="en"><title>List</title></html>',
    'content/with.md': '---\ntitle: A post\nvoice: espeak:en-gb\n---\nThe words of the post.\n',
    'content/without.md': '---\ntitle: A post\nlisten: false\n---\nThe words of the post.\n',
  });
  execFileSync('hugo', ['--source', project], { stdio: 'ignore' });
  const { voice } = await plays(path.join(project, 'public'), '/with/');
  assert.equal(voice, 'espeak:en-gb');
  assert.doesNotMatch(fs.readFileSync(path.join(project, 'public/without/index.html'), 'utf8'), /click-to-listen/);
});

test('the_guide_for_astro_plays', { skip: !GUIDES && 'GUIDES names no folder' }, async () => {
  const project = path.join(GUIDES, 'astro');
  addPackage(project);
  write(project, {
    'src/components/Listen.astro': guide('Astro', 'src/components/Listen.astro'),
    'src/pages/index.astro': "---\nimport Listen from '../components/Listen.astro';\n---\n<html lang='en'><title>A post</title><article><h1>A post</h1><Listen voice='espeak:en-gb' /><p>The words of the post.</p></article></html>",
  });
  execFileSync('npx', ['--no-install', 'astro', 'build'], { cwd: project, stdio: 'ignore', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } });
  const { voice } = await plays(path.join(project, 'dist'));
  assert.equal(voice, 'espeak:en-gb');
});

test('the_guide_for_next_plays', { skip: !GUIDES && 'GUIDES names no folder' }, async () => {
  const project = path.join(GUIDES, 'next');
  addPackage(project);
  write(project, {
    'next.config.mjs': "export default { output: 'export' };\n",
    'app/listen.jsx': guide('Next, and React elsewhere', 'app/listen.jsx'),
    'app/layout.jsx': "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }\n",
    'app/page.jsx': "import Listen from './listen';\nexport default function Page() { return <article><h1>A post</h1><Listen voice='espeak:en-gb' /><p>The words of the post.</p></article>; }\n",
  });
  execFileSync('npx', ['--no-install', 'next', 'build'], { cwd: project, stdio: process.env.SERVER_LOG ? 'inherit' : 'ignore', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } });
  const { voice } = await plays(path.join(project, 'out'));
  assert.equal(voice, 'espeak:en-gb');
});

function isThere(program) {
  try {
    execFileSync(program, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
