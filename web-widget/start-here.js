/**
 * While something is being read, a click on a word of it, or Enter where the text cursor
 * or the focus is, goes there. Links, controls and selecting stay what they are;
 * `start-on-click="off"` on the widget leaves all clicks to the page.
 */

const OWN_MEANING = 'a,area,button,input,select,textarea,label,summary,video,audio,iframe,[contenteditable],[onclick],'
  + '[role="button"],[role="link"],[role="tab"],[role="menuitem"],[role="checkbox"],[role="switch"],[role="option"]';
const BLOCK = 'p,li,h1,h2,h3,h4,h5,h6,td,th,dd,dt,blockquote,figcaption,div,section,article,main,body';
/** A second click within this time, in milliseconds, selects a word instead. */
const DOUBLE_CLICK = 300;

export class StartHere {
  #goTo;
  #timer = 0;

  /** @param {(node: Node, offset: number) => boolean} goTo plays from a place in the page; false where it is not being read */
  constructor(goTo) {
    this.#goTo = goTo;
    document.addEventListener('click', (event) => this.#onClick(event));
    document.addEventListener('pointerdown', () => clearTimeout(this.#timer), true);
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  #onClick(event) {
    if (event.button !== 0 || event.detail !== 1 || !isFree(event) || isSelecting()) return;
    const place = placeAt(event.clientX, event.clientY);
    if (!place || !isOn(place.node, event.target)) return;
    this.#timer = setTimeout(() => { if (!isSelecting()) this.#goTo(place.node, place.offset); }, DOUBLE_CLICK);
  }

  #onKey(event) {
    if (event.key !== 'Enter' || event.isComposing || !isFree(event) || isSelecting()) return;
    const { anchorNode, anchorOffset } = getSelection();
    const focused = event.target === document.body ? null : event.target;
    const isInFocus = anchorNode && (!focused || focused.contains(anchorNode));
    const goes = isInFocus ? this.#goTo(anchorNode, anchorOffset) : focused && this.#goTo(focused, 0);
    if (goes) event.preventDefault();
  }
}

/** Whether nothing in the page has a use of its own for the event. */
function isFree(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  return !event.composedPath().some((node) => node instanceof Element && node.matches(`${OWN_MEANING},click-to-listen,click-to-listen-stage`));
}

function isSelecting() { return !getSelection().isCollapsed; }

/** The text nearest to a point may lie far from it; a click beside a block is not on it. */
function isOn(node, target) {
  const block = node.parentElement?.closest(BLOCK);
  return Boolean(block) && block.contains(target);
}

function placeAt(x, y) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
