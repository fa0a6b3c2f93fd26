/** Firefox, over WebDriver BiDi. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { programAt } from './processes.js';

export const program = () => programAt(process.env.FIREFOX, 'firefox-esr', 'firefox');

/**
 * Gives a page its size. Puppeteer asks for the screen's orientation in the same breath, which not every Firefox of the ESR channel has;
 * the size is taken all the same, but perhaps a moment later.
 */
async function resize(page, size) {
  await page.setViewport(size).catch((error) => {
    if (!/unknown command emulation\.setScreenOrientationOverride/.test(error.message)) throw error;
  });
  await page.waitForFunction((width, height) => innerWidth === width && innerHeight === height, {}, size.width, size.height);
}

export async function start({ env = {} } = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: program(), headless: true, userDataDir: home,
    env: { ...process.env, HOME: home, ...env },
    extraPrefsFirefox: { 'media.autoplay.default': 0 },
  });
  return {
    async newPage({ width = 1200, height = 860 } = {}) {
      const page = await browser.newPage();
      await resize(page, { width, height });
      return {
        goto: (url) => page.goto(url),
        evaluate: (act, ...args) => page.evaluate(act, ...args),
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
    async stop() {
      await browser.close();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
