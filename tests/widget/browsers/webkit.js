/** WebKitGTK's MiniBrowser, over the classic WebDriver protocol (W3C): a request for each step. */
import http from 'node:http';
import net from 'node:net';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasProgram, programAt, startProcess } from './processes.js';

const MINI_BROWSERS = ['4.1', '6.0', '4.0'].map((version) => `webkit2gtk-${version}/MiniBrowser`)
  .flatMap((name) => [`/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/${name}`, `/usr/lib/${name}`]);

/** The driver, where all that it takes is there too. */
export const program = () => (['xvfb-run', 'dbus-run-session'].every(hasProgram) && programAt(...MINI_BROWSERS) && programAt('WebKitWebDriver'));

const KEYS = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', ArrowRight: '\uE014', ArrowDown: '\uE015', Space: ' ', Shift: '\uE008' };

/**
 * WebKitGTK's page process hangs now and then where a player changes files under load: its main thread takes GStreamer's pads down
 * and waits for the thread that plays, which waits for the main thread to be told of a message. A new one does not.
 */
export const isStuck = ({ message }) => /no answer from the driver|\/url: timeout|script timeout/.test(message);

export async function start({ env = {} } = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-webkit-'));
  const port = await freePort();
  const driver = await startProcess('xvfb-run', [
    '-a', '-s', '-screen 0 1400x1000x24', 'dbus-run-session', '--', program(), `--port=${port}`, '--host=127.0.0.1',
  ], {
    // In a container, and as root, its own sandbox cannot be set up.
    env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1', ...env },
    isReady: () => ask(port, 'GET', '/status').then(({ ready }) => ready, () => false),
  });
  const sessions = new Set();
  const stop = async () => {
    for (const session of sessions) await ask(port, 'DELETE', `/session/${session}`).catch(() => {});
    await driver.stop();
    fs.rmSync(home, { recursive: true, force: true });
  };
  return { newPage: (size) => newPage(port, sessions, size), stop };
}

/** A session is a browser of its own; each page is one. */
async function newPage(port, sessions, { width = 1200, height = 860 } = {}) {
  const { sessionId } = await ask(port, 'POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: programAt(...MINI_BROWSERS), args: ['--automation'] } } },
  });
  sessions.add(sessionId);
  const send = (method, step, body) => ask(port, method, `/session/${sessionId}/${step}`, body);
  await send('POST', 'timeouts', { script: 20_000, pageLoad: 20_000 });
  await send('POST', 'window/rect', { width, height });
  const act = (type, actions) => send('POST', 'actions', { actions: [{ type, id: type, ...(type === 'pointer' && { parameters: { pointerType: 'mouse' } }), actions }] });
  const move = ([x, y]) => ({ type: 'pointerMove', duration: 20, x: Math.round(x), y: Math.round(y) });
  const [down, up] = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }));
  return {
    goto: (url) => send('POST', 'url', { url }),
    evaluate: (act, ...args) => send('POST', 'execute/sync', { script: `return (${act})(...arguments)`, args }),
    click: (place) => act('pointer', [move(place), down, up]),
    drag: (from, to) => act('pointer', [move(from), down, move([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), move(to), up]),
    press: (key) => act('key', ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key }))),
    screenshot: async (file) => fs.writeFileSync(file, Buffer.from(await send('GET', 'screenshot'), 'base64')),
    back: () => send('POST', 'back', {}),
    async close() {
      sessions.delete(sessionId);
      await ask(port, 'DELETE', `/session/${sessionId}`);
    },
  };
}

function ask(port, method, step, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path: step, headers: { 'Content-Type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => {
        const { value } = JSON.parse(text || '{}');
        if (response.statusCode >= 400) reject(new Error(`${step}: ${value?.error}: ${value?.message}`));
        else resolve(value);
      });
    });
    request.once('error', reject);
    request.setTimeout(30_000, () => request.destroy(new Error(`${step}: no answer from the driver`)));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
