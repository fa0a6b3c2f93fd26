/** What is remembered between visits: speed and place, in this browser only. A browser that forbids it just forgets. */

const SPEED = 'click-to-listen:speed';
const PLACES = 'click-to-listen:places';
/** Articles whose place is kept, and how far in, in seconds, one has to be for it to be worth keeping. */
const MOST = 50;
const WORTH_KEEPING = 20;

export function rememberedSpeed() { return Number(read(SPEED)) || 1; }

export function rememberSpeed(speed) { write(SPEED, speed); }

/** The character to go on from, or 0 for an article not begun, finished, or rewritten since. */
export function placeIn(article, text) {
  const [, charIndex, length] = places().find(([name]) => name === article) ?? [];
  return length === text.length && Number.isInteger(charIndex) ? charIndex : 0;
}

export function rememberPlace(article, text, charIndex, seconds) {
  if (seconds < WORTH_KEEPING) return;
  write(PLACES, [[article, charIndex, text.length], ...without(article)].slice(0, MOST));
}

export function forgetPlace(article) {
  const others = without(article);
  if (others.length < places().length) write(PLACES, others);
}

function without(article) { return places().filter(([name]) => name !== article); }

function places() {
  const kept = read(PLACES);
  return Array.isArray(kept) ? kept.filter(Array.isArray) : [];
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch { /* full or forbidden: not remembered */ }
}
