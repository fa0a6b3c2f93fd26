/**
 * In a real Chromium: how long from the click to the first sound, and what memory a long article takes.
 *
 *   node tools/bench/click.mjs --server URL --voice ID [--clicks N] [--memory SECONDS]
 *
 * Each click is on a page of its own with a text of its own, so that no cache of speech
 * answers; the widget's files come from the browser's cache, as for a reader's second
 * article. With --memory the page reads thirty minutes of text at three times the speed
 * for that long, and prints the page's heap after collection and the sound it holds.
 */
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import { parseArgs } from 'node:util';
import { launch } from '../../tests/widget/browsers/chromium.js';

const { values: options } = parseArgs({ options: {
  server: { type: 'string' }, voice: { type: 'string' }, clicks: { type: 'string', default: '20' }, memory: { type: 'string' },
} });
const MINUTES = 30;
const WORDS_A_MINUTE = 150;
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Twenty words a sentence, no two alike. */
const sentences = (n, seed) => Array.from({ length: n }, (_, i) => (
  `In note ${seed * 10_007 + i} the keeper of the lamp counts the steps, looks at the sea and waits for the evening ship.`
)).join(' ');

const site = http.createServer((request, response) => {
  const [, name, seed] = request.url.split('/');
  const text = sentences(name === 'long' ? Math.ceil(MINUTES * WORDS_A_MINUTE / 20) : 10, Number(seed));
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>Bench</title><script type="module" src="${options.server}/click-to-listen.js"></script>
    <article><click-to-listen voice="${options.voice}"></click-to-listen><p>${text}</p></article></html>`);
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const browser = await launch({ args: ['--mute-audio', '--enable-precise-memory-info'] });
try {
  if (options.memory) await watchMemory(Number(options.memory));
  else await timeClicks(Number(options.clicks));
} finally {
  await browser.stop();
  site.closeAllConnections();
  site.close();
}

async function timeClicks(count) {
  await timeClick(0); // the first fetches the widget and warms the voice
  const times = [];
  for (let i = 1; i <= count; i++) times.push(await timeClick(i));
  times.sort((a, b) => a - b);
  const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))]);
  console.log(`  ${`click to first sound, ${options.voice}`.padEnd(44)} ${at(0)} / ${at(0.5)} / ${at(1)}`);
}

/** Milliseconds from the press of the button to the moment at which sound began. */
async function timeClick(seed) {
  const page = await open(`short/${seed}`);
  await page.evaluate(() => {
    addEventListener('pointerdown', () => { window.pressed ??= performance.now(); }, true);
    const look = () => {
      const audio = document.querySelector('audio');
      const isSound = audio && !audio.paused && audio.readyState >= 3 && audio.currentTime > 0 && window.isHeard;
      if (isSound) window.began = performance.now() - audio.currentTime * 1000;
      else requestAnimationFrame(look);
    };
    addEventListener('listen-start', () => { window.isHeard = true; });
    look();
  });
  await page.getByRole('button', { name: 'Listen to this article' }).click();
  await page.waitForFunction(() => window.began, null, { timeout: 60_000 });
  const took = await page.evaluate(() => window.began - window.pressed);
  await page.close();
  return took;
}

async function watchMemory(seconds) {
  const page = await open(`long/${Date.now() % 1000}`);
  const devtools = await page.context().newCDPSession(page);
  await page.getByRole('button', { name: 'Listen to this article' }).click();
  await page.waitForFunction(() => document.querySelector('audio')?.currentTime > 1, null, { timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('3');
  const rows = [];
  for (let n = 0; n <= 10; n++) {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    rows.push({ heap: usedSize / 1e6, all: rendererMegabytes(), ...await page.evaluate(() => {
      const { buffered, currentTime } = document.querySelector('audio');
      const spans = Array.from({ length: buffered.length }, (_, i) => buffered.end(i) - buffered.start(i));
      return { at: currentTime, held: spans.reduce((sum, span) => sum + span, 0) };
    }) });
    if (n < 10) await wait(seconds / 10);
  }
  console.log(`  ${`${options.voice}, at three times the speed`.padEnd(44)} place s, sound held s, heap MB, browser MB`);
  for (const { at, held, heap, all } of rows) console.log(`  ${''.padEnd(44)} ${at.toFixed(0)}, ${held.toFixed(0)}, ${heap.toFixed(2)}, ${all.toFixed(0)}`);
}

async function open(address) {
  const page = await browser.context.newPage();
  await page.goto(`http://127.0.0.1:${site.address().port}/${address}`);
  await page.getByRole('button', { name: 'Listen to this article' }).waitFor();
  await wait(0.3);
  return page;
}

/** Resident memory of the browser's page processes, of those that this program started. */
function rendererMegabytes() {
  const rows = spawnSync('ps', ['-e', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' }).stdout.trim().split('\n').map((row) => row.trim().match(/^(\d+) +(\d+) +(\d+) (.*)$/));
  const family = new Set([process.pid]);
  for (let grown = true; grown;) {
    const more = rows.filter((row) => row && family.has(Number(row[2])) && !family.has(Number(row[1])));
    for (const [, pid] of more) family.add(Number(pid));
    grown = more.length > 0;
  }
  return rows.filter((row) => row && family.has(Number(row[1])) && row[4].includes('--type=renderer')).reduce((sum, row) => sum + Number(row[3]), 0) / 1024;
}
