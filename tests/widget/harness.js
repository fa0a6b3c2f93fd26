/** Starts the real server and a real Chromium, and reads what the reader would see and hear. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers/chromium.js';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../..');

/** What a strict page allows: this origin's nothing, the speech server's scripts and API, sound from blobs. */
const policy = (server, scripts) => [
  "default-src 'none'", `script-src ${scripts}`, `connect-src ${server}`, `media-src ${server} blob:`,
  "style-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');

function binary() {
  const places = [process.env.ALOUD_BIN, 'target/release/aloud', 'target/debug/aloud'].filter(Boolean);
  const found = places.map((place) => path.resolve(ROOT, place)).find((place) => fs.existsSync(place));
  assert.ok(found, `no aloud binary: build it, or set ALOUD_BIN (looked at ${places.join(', ')})`);
  return found;
}

/** `aloud serve` on a free port with a cache of its own. */
export async function startServer({ port = 0 } = {}) {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-cache-'));
  // No voices either: one that is installed on this machine would speak by default.
  const own = ['--cache', cache, '--voices', path.join(cache, 'voices')];
  const child = spawn(binary(), ['serve', '--listen', `127.0.0.1:${port}`, ...own], {
    stdio: ['ignore', 'pipe', process.env.SERVER_LOG ? 'inherit' : 'ignore'],
  });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(line.match(/http:\S+/)?.[0]));
    child.once('exit', (code) => reject(new Error(`aloud serve ended with ${code} before it listened`)));
    child.once('error', reject);
  });
  return {
    url,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
        await gone;
        clearTimeout(timer);
      }
      fs.rmSync(cache, { recursive: true, force: true });
    },
  };
}

/** Eight thousand words, no two sentences alike. */
function paragraphs() {
  const sentence = (n) => `Traveller number ${n + 1} came to the inn, looked at the clock and asked for bread, cheese and a bed.`;
  const paragraph = (n) => `<p>${[0, 1, 2, 3, 4].map((i) => sentence(n * 5 + i)).join(' ')}</p>`;
  return Array.from({ length: 85 }, (_, n) => paragraph(n)).join('\n');
}

/**
 * The pages in `pages/`, on an origin of their own, under a strict policy, which with `?blocked` allows no script at all.
 * `__SERVER__` names the speech server, `__PARAGRAPHS__` is a long text.
 */
export async function startPages(server) {
  const site = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://page');
    const file = path.join(HERE, 'pages', path.basename(pathname));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const scripts = searchParams.has('blocked') ? "'none'" : server;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(server, scripts) });
    return response.end(fs.readFileSync(file, 'utf8').replaceAll('__SERVER__', server).replace('__PARAGRAPHS__', paragraphs));
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${site.address().port}`,
    stop: () => new Promise((resolve) => { site.closeAllConnections(); site.close(resolve); }),
  };
}

/**
 * Starts what a file of tests needs, and ends it after them: the server, Chromium and, with `pages`,
 * the other origin. `open` opens a page, which is closed after its test and must not have had an error.
 */
export function stage({ pages: wantsPages = false } = {}) {
  const world = { server: null, pages: null, browser: null, opened: [] };
  before(async () => {
    world.server = await startServer();
    if (wantsPages) world.pages = await startPages(world.server.url);
    world.browser = await launch();
  });
  after(async () => {
    await world.browser?.stop();
    await world.pages?.stop();
    await world.server?.stop();
  });
  afterEach(async () => {
    const opened = world.opened.splice(0);
    for (const { page } of opened) await page.close();
    for (const { seen } of opened) assert.deepEqual(seen.errors, [], 'the page had errors');
  });
  /** The demo page, or a page of the other origin by name. */
  world.open = async (name, options) => {
    const address = name ? `${world.pages.url}/${name}` : `${world.server.url}/`;
    const open = await openPage(world.browser.context, address, options);
    world.opened.push(open);
    return open;
  };
  return world;
}

/** A page that remembers its requests, its events, its posts, and every error it should not have had. */
export async function openPage(context, url, { init, colorScheme = 'light', viewport, remembers = false, before: prepare } = {}) {
  const page = await context.newPage();
  const seen = { requests: [], posts: [], errors: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => { if (/Content Security Policy|TrustedHTML/.test(message.text())) seen.errors.push(message.text()); });
  page.on('response', async (response) => {
    if (response.request().method() !== 'POST' || !response.url().endsWith('/v1/passages')) return;
    const sent = response.request().postDataJSON();
    seen.posts.push({ sent, answer: await response.json().catch(() => null) });
  });
  await page.emulateMedia({ colorScheme });
  if (viewport) await page.setViewportSize(viewport);
  if (!remembers) await page.addInitScript(() => localStorage.clear());
  await page.addInitScript(rememberEvents);
  if (init) await page.addInitScript(init);
  await prepare?.(page);
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('click-to-listen'));
  return { page, seen };
}

function rememberEvents() {
  window.heard = [];
  for (const type of ['listen-start', 'listen-word', 'listen-end', 'listen-error']) {
    addEventListener(type, (event) => {
      window.heard.push({ type, detail: event.detail, target: event.target.localName, id: event.target.id, composed: event.composed });
    });
  }
}

/** Selects with the mouse, as a reader does, from the start of one piece of text to the end of another. */
export async function selectByMouse(page, from, to, within = 'body') {
  const [start, end] = await page.evaluate(([from, to, within]) => {
    const root = document.querySelector(within);
    const box = (text) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at < 0) continue;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        return range;
      }
      throw new Error(`the page does not show: ${text}`);
    };
    box(from).startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    const first = box(from).getClientRects()[0];
    const last = [...box(to).getClientRects()].at(-1);
    return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
  }, [from, to, within]);
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, { steps: 3 });
  await page.mouse.move(...end, { steps: 3 });
  await page.mouse.up();
}

export const selectionButton = (page) => page.getByRole('button', { name: 'Listen to selection', exact: true });
export const articleButton = (page) => page.getByRole('button', { name: 'Listen to this article', exact: true });
export const control = (page, name) => page.getByRole('toolbar').getByRole('button', { name, exact: true });

/** What the one audio element says, and what is painted, at one instant. */
export function now(page) {
  return page.evaluate(() => {
    const audio = document.querySelector('audio');
    const painted = (name) => [...(CSS.highlights.get(name) ?? [])].map(String).join('').replace(/\s+/g, ' ');
    const { currentTime, paused, ended, playbackRate, preservesPitch, isConnected, currentSrc } = audio;
    return {
      currentTime, paused, ended, playbackRate, preservesPitch, isConnected, currentSrc,
      word: painted('click-to-listen-word'), sentence: painted('click-to-listen-sentence'),
    };
  });
}

/** Waits until sound advances; the browser's own clock is the witness. */
export async function hearsSound(page) {
  await page.waitForFunction(() => {
    const audio = document.querySelector('audio');
    if (audio.paused || audio.readyState < 3) { window.from = undefined; return false; }
    window.from ??= audio.currentTime;
    return audio.currentTime > window.from + 0.15 && window.heard.some(({ type }) => type === 'listen-start');
  }, null, { timeout: 15000, polling: 20 });
}

/** Waits for the last event of `type`, and returns its detail. */
export async function heardEvent(page, type, timeout = 30000) {
  await page.waitForFunction((type) => window.heard.some((event) => event.type === type), type, { timeout });
  return page.evaluate((type) => window.heard.filter((event) => event.type === type).at(-1), type);
}

/** Every mark of a passage, from the route made for that. */
export async function marksOf(server, { answer }) {
  const text = await (await fetch(new URL(answer.marks, server))).text();
  return text.trim().split('\n').map((line) => JSON.parse(line));
}

/** How far `time` lies outside the mark of the word painted, in seconds; 0 is inside. */
export function distance(marks, text, { currentTime, word }) {
  const words = marks.filter((mark) => mark.name === 'word');
  const outside = words.map((mark, i) => {
    // A word stays painted through the pause after it.
    const until = words[i + 1]?.elapsedTime ?? Infinity;
    const isThis = text.slice(mark.charIndex, mark.charIndex + mark.charLength).replace(/\s+/g, ' ') === word;
    return isThis ? Math.max(0, mark.elapsedTime - currentTime, currentTime - until) : Infinity;
  });
  return Math.min(...outside);
}

/** Keeps a picture where `SCREENSHOTS` names a folder. */
export async function picture(page, name) {
  if (!process.env.SCREENSHOTS) return;
  fs.mkdirSync(process.env.SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name}.png`) });
}

export function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
