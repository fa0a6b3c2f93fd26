/** What a page pays for the widget, in bytes over the wire: the files as the server sends them, as brotli. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { startServer } from './harness.js';

const FOLDER = new URL('../../web-widget/', import.meta.url);
const BEFORE_INTENT = ['click-to-listen.js', 'element.js'];
const TO_LISTEN = [...BEFORE_INTENT, 'playback.js'];
/** Fetched only where it is needed: by the reader who opens the panel, by the browser that lacks something. */
const ON_DEMAND = ['settings.js', 'overlay.js'];
/** Fetched by pages that were made for another service, and by no other. */
const MADE_FOR_ANOTHER = 'migrate.js';
const LANGUAGES = fs.readdirSync(new URL('labels/', FOLDER)).map((name) => `labels/${name}`);

const sources = new Map();
let server;
before(async () => {
  server = await startServer();
  const entry = await (await fetch(`${server.url}/click-to-listen.js`)).text();
  const home = new URL(entry.match(/'(\.\/widget\/[^/]+\/)element\.js'/)[1], server.url);
  for (const name of [...fs.readdirSync(FOLDER).filter((name) => name.endsWith('.js')), ...LANGUAGES]) {
    const response = await fetch(new URL(name, home));
    assert.ok(response.ok, name);
    sources.set(name, await response.text());
  }
});
after(() => server?.stop());

/** The files that importing `names` brings in, themselves included. */
function reached(names, files = new Set()) {
  for (const name of names) {
    if (files.has(name)) continue;
    files.add(name);
    const imports = sources.get(name).matchAll(/^import (?:.* from )?'\.\/(.+)';$/gm);
    reached([...imports].map(([, imported]) => imported), files);
  }
  return files;
}

const bytes = (files) => [...files].reduce((sum, name) => sum + brotliCompressSync(sources.get(name)).length, 0);
const largestLanguage = () => Math.max(...LANGUAGES.map((name) => bytes([name])));

test('before_the_reader_shows_intent_at_most_12_kb_are_fetched', () => {
  const size = bytes(reached(BEFORE_INTENT)) + largestLanguage();
  assert.ok(size <= 12_000, `${size} bytes`);
});

test('in_all_it_is_at_most_30_kb_with_one_language', () => {
  const files = reached([...TO_LISTEN, ...ON_DEMAND]);
  const written = [...sources.keys()].filter((name) => !name.startsWith('labels/') && name !== MADE_FOR_ANOTHER);
  assert.deepEqual([...files].toSorted(), written.toSorted(), 'a file is never reached, or not counted');
  const size = bytes(files) + largestLanguage();
  assert.ok(size <= 30_000, `${size} bytes`);
});

test('a_page_made_for_another_service_pays_at_most_2500_bytes_more', () => {
  const common = reached(BEFORE_INTENT);
  const more = [...reached([MADE_FOR_ANOTHER])].filter((name) => !common.has(name));
  assert.ok(bytes(more) <= 2500, `${bytes(more)} bytes`);
});

test('every_language_says_all_there_is_to_say', async () => {
  const words = (source) => [...source.matchAll(/^\s*(\w+): '(.+)',$/gm)].map(([, key, text]) => [key, text.match(/\{\w+\}/g)?.toSorted() ?? []]);
  const sorted = (list) => list.toSorted(([a], [b]) => a.localeCompare(b));
  const english = sorted([...words(sources.get('labels.js')), ...words(sources.get('player-labels.js'))]);
  assert.ok(LANGUAGES.length >= 11 && english.length > 30);
  for (const name of LANGUAGES) assert.deepEqual(sorted(words(sources.get(name))), english, name);
});
