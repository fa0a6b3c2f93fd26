/** What a page pays for the widget, in bytes over the wire. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const FOLDER = new URL('../../web-widget/', import.meta.url);

/** The files that importing `names` brings in, themselves included. */
function reached(names, files = new Set()) {
  for (const name of names) {
    if (files.has(name)) continue;
    files.add(name);
    const source = fs.readFileSync(new URL(name, FOLDER), 'utf8');
    reached([...source.matchAll(/^import (?:.* from )?'\.\/(.+)';$/gm)].map(([, imported]) => imported), files);
  }
  return files;
}

const bytes = (files) => [...files].reduce((sum, name) => sum + brotliCompressSync(fs.readFileSync(new URL(name, FOLDER))).length, 0);

const BEFORE_INTENT = ['click-to-listen.js', 'element.js'];

test('before_the_reader_shows_intent_at_most_12_kb_are_fetched', () => {
  const size = bytes(reached(BEFORE_INTENT));
  assert.ok(size <= 12_000, `${size} bytes`);
});

test('in_all_it_is_at_most_30_kb', () => {
  const files = reached([...BEFORE_INTENT, 'playback.js']);
  const written = fs.readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  assert.deepEqual([...files].toSorted(), written.toSorted(), 'a file is never reached, or not counted');
  assert.ok(bytes(files) <= 30_000, `${bytes(files)} bytes`);
});
