/** Keeps the spoken word in sight until the reader scrolls away by hand. */

const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);

export class Follower {
  #following = true;
  #onChange;
  #listening = null;
  #moving = null;

  /** @param {(following: boolean) => void} onChange told when the reader takes over, and when we do again */
  constructor(onChange) { this.#onChange = onChange; }

  /** From now on (again) the word leads. */
  start() {
    this.#listen();
    this.#set(true);
  }

  stop() {
    this.#listening?.abort();
    this.#listening = null;
  }

  /** Brings `range` into view if it has left it. `covered` is the height our own bar takes below. */
  keepInSight(range, covered) {
    if (!this.#following) return;
    const word = range.getBoundingClientRect();
    if (word.width === 0 && word.height === 0) return;
    const area = scrollAreaOf(range.startContainer.parentElement);
    const view = viewOf(area, covered);
    if (word.top >= view.top && word.bottom <= view.bottom) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    // A third from the top leaves the reader most of the view for what comes next.
    const top = word.top - view.top - (view.bottom - view.top) / 3;
    this.#moving = area;
    area.scrollBy({ top, behavior: calm ? 'instant' : 'smooth' });
  }

  /** The reader's hand ends our own movement at once. */
  #giveWay() {
    this.#moving?.scrollTo({ top: this.#moving.scrollTop, behavior: 'instant' });
    this.#moving = null;
    this.#set(false);
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const options = { passive: true, capture: true, signal: this.#listening.signal };
    const away = () => this.#giveWay();
    addEventListener('wheel', (event) => { if (!event.ctrlKey) away(); }, options);
    addEventListener('touchmove', away, options);
    addEventListener('keydown', (event) => { if (scrolls(event)) away(); }, options);
    addEventListener('pointerdown', (event) => { if (isOnScrollbar(event)) away(); }, options);
  }

  #set(following) {
    if (following === this.#following) return;
    this.#following = following;
    this.#onChange(following);
  }
}

/** A key that scrolls the page: not one for a control that has the focus. */
function scrolls(event) {
  const inControl = event.composedPath()[0]?.closest?.('button,input,select,textarea,a,[contenteditable]');
  return SCROLL_KEYS.has(event.key) && !inControl && !event.defaultPrevented;
}

function isOnScrollbar(event) {
  return event.target === document.documentElement && event.clientX >= document.documentElement.clientWidth;
}

/** The nearest part of the page that scrolls by itself, else the page. */
function scrollAreaOf(element) {
  const page = document.scrollingElement;
  for (let up = element; up && up !== page && up !== document.body; up = up.parentElement) {
    if (up.scrollHeight > up.clientHeight && /auto|scroll/.test(getComputedStyle(up).overflowY)) return up;
  }
  return page;
}

function viewOf(area, covered) {
  const page = { top: 0, bottom: innerHeight - covered };
  if (area === document.scrollingElement) return { top: 16, bottom: page.bottom - 16 };
  const { top, bottom } = area.getBoundingClientRect();
  return { top: Math.max(top, page.top), bottom: Math.min(bottom, page.bottom) };
}
