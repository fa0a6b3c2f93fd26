/** Chromium, by playwright. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { programAt } from './processes.js';

export const program = () => programAt(process.env.CHROMIUM, 'chromium');

/** A context that keeps nothing. */
export async function launch({ env = {}, args = [] } = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-chromium-'));
  const context = await chromium.launchPersistentContext(home, {
    executablePath: program(), headless: true, chromiumSandbox: false, viewport: { width: 1200, height: 860 },
    ignoreDefaultArgs: ['--mute-audio'], // it is listened to
    env: { ...process.env, ...env },
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', ...args],
  });
  return {
    context,
    async stop() {
      await context.close();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

export async function start(options) {
  const { context, stop } = await launch(options);
  return {
    async newPage({ width = 1200, height = 860 } = {}) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height });
      return {
        goto: (url) => page.goto(url),
        evaluate: (act, ...args) => page.evaluate(([act, args]) => (0, eval)(`(${act})`)(...args), [String(act), args]),
        click: ([x, y]) => page.mouse.click(x, y),
        async drag(from, to) {
          await page.mouse.move(...from);
          await page.mouse.down();
          await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
          await page.mouse.move(...to);
          await page.mouse.up();
        },
        press: (key) => page.keyboard.press(key),
        screenshot: (file) => page.screenshot({ path: file }),
        back: () => page.goBack(),
        close: () => page.close(),
      };
    },
    stop,
  };
}
