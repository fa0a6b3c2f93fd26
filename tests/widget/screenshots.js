/**
 * Pictures of every state of the widget in every surrounding it meets, to be looked at:
 *
 *   node tests/widget/screenshots.js [FOLDER]
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fs from 'node:fs';
import { launch } from './browsers/chromium.js';
import { hearsSound, openPage, selectByMouse, startServer, wait } from './harness.js';

const FOLDER = path.resolve(process.argv[2] ?? fileURLToPath(new URL('../../target/screenshots', import.meta.url)));

const DESK = { width: 1200, height: 860, scale: 1 };
const PHONE = { width: 390, height: 780, scale: 2 };
const SURROUNDINGS = {
  light: { metrics: DESK },
  dark: { metrics: DESK, colorScheme: 'dark' },
  phone: { metrics: PHONE },
  'phone-dark': { metrics: PHONE, colorScheme: 'dark' },
  narrow: { metrics: { width: 320, height: 640, scale: 2 } },
  'right-to-left': { metrics: DESK, prepare: turnArabic },
  'right-to-left-phone': { metrics: PHONE, prepare: turnArabic },
  'forced-colours': { metrics: DESK, forcedColors: 'active' },
  'forced-colours-dark': { metrics: DESK, forcedColors: 'active', colorScheme: 'dark' },
  // A window of 1200 by 860 at 200 %, and at the 400 % at which WCAG 1.4.10 looks.
  'zoom-200': { metrics: { width: 600, height: 430, scale: 2 } },
  'zoom-400': { metrics: { width: 320, height: 256, scale: 4 } },
};

/** Each goes on from the page as it was opened. */
const STATES = {
  async idle() {},
  async focus(page) { await button(page).focus(); await page.keyboard.press('Shift+Tab'); await page.keyboard.press('Tab'); },
  async selection(page) {
    // Out of the way of the view's edge, where a drag would scroll.
    await page.locator('#article p.first').scrollIntoViewIfNeeded();
    const [first, last] = await page.evaluate(() => {
      const words = document.querySelector('#article p.first').textContent.split(/\s+/).filter((word) => word.length > 5);
      return [words[1], words[2]];
    });
    await selectByMouse(page, first, last, '#article p.first');
    await page.locator('click-to-listen-stage .selection:not([hidden])').waitFor();
  },
  async playing(page) { await listen(page); await wait(1500); },
  async 'mini-player'(page) {
    await listen(page);
    await page.mouse.wheel(0, 1500);
    await page.locator('[part~="follow"]').waitFor();
    await wait(400);
  },
  async panel(page) {
    await listen(page);
    await page.locator('[part~="more"]').click();
    await page.waitForFunction(() => document.querySelector('click-to-listen').shadowRoot.querySelector('[part~="voice"]')?.options.length > 1);
    await wait(300);
  },
  async busy(page) {
    await page.route('**/v1/passages', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '30', 'Access-Control-Allow-Origin': '*' }, body: '{}' }));
    await button(page).click();
    await page.locator('[part~="player"][data-problem]').waitFor();
    await wait(300);
  },
  async error(page) {
    await page.route('**/v1/passages', (route) => route.fulfill({ status: 400, body: '{}' }));
    await button(page).click();
    await page.locator('[part~="player"][data-state="failed"]').waitFor();
    await wait(300);
  },
  async 'error-notice'(page) {
    await page.route('**/playback.js', (route) => route.abort());
    await button(page).click();
    await page.locator('.notice:not(:empty)').waitFor();
  },
};

const button = (page) => page.locator('click-to-listen [part~="listen"]');

async function listen(page) {
  await button(page).click();
  await hearsSound(page);
}

/** The demo as an Arabic page. */
async function turnArabic(page) {
  await page.evaluate(() => {
    Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' });
    const text = 'جلس الرجل العجوز على المقعد وفتح الكتاب. قرأ الصفحة الأولى بصوت هادئ، وسمعه الأطفال من بعيد. ';
    document.querySelector('#article h1').textContent = 'القراءة بصوت مسموع';
    for (const paragraph of document.querySelectorAll('#article p:not(.kicker, .lede, [lang])')) paragraph.textContent = text.repeat(3);
    document.querySelector('#article .lede').textContent = text;
    document.querySelector('#article .kicker').textContent = 'عرض';
    // The words of the labels are looked up when an attribute changes.
    document.querySelector('click-to-listen').lang = 'ar';
  });
  await page.getByRole('button', { name: 'استمع إلى هذا المقال', exact: true }).waitFor();
}

async function take(context, server, [surrounding, { metrics, prepare, colorScheme = 'light', forcedColors = 'none' }], [state, reach]) {
  const { page, seen } = await openPage(context, `${server.url}/`, { colorScheme });
  try {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: metrics.width, height: metrics.height });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setDeviceMetricsOverride', { width: metrics.width, height: metrics.height, deviceScaleFactor: metrics.scale, mobile: false });
    await prepare?.(page);
    await wait(400);
    await reach(page);
    const { data } = await devtools.send('Page.captureScreenshot');
    fs.writeFileSync(path.join(FOLDER, `${surrounding}-${state}.png`), Buffer.from(data, 'base64'));
  } finally {
    await page.close();
  }
  if (seen.errors.length) throw new Error(seen.errors.join('\n'));
}

fs.mkdirSync(FOLDER, { recursive: true });
const server = await startServer();
const browser = await launch();
let missing = 0;
const only = new RegExp(process.env.ONLY ?? '');
for (const surrounding of Object.entries(SURROUNDINGS)) {
  for (const state of Object.entries(STATES)) {
    const name = `${surrounding[0]}-${state[0]}`;
    if (!only.test(name)) continue;
    await take(browser.context, server, surrounding, state).catch((error) => {
      missing += 1;
      console.error(`${name}: ${error.message.split('\n')[0]}`);
    });
  }
}
await browser.stop();
await server.stop();
console.log(`${fs.readdirSync(FOLDER).length} pictures in ${path.relative(process.cwd(), FOLDER)}`);
process.exitCode = missing ? 1 : 0;
