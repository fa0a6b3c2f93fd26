import { build, icon } from './markup.js';
import { passageOfRanges } from './passage.js';

/**
 * The button that appears at a selection: beside it for mouse and keyboard, at the
 * bottom of the view for touch, where the system's own menu covers the selection.
 * `Tab` goes to it from a selection, and `Alt+Shift+L` presses it from anywhere.
 */
export class SelectionButton {
  #nameIn;
  #onIntent;
  #onListen;
  #passage = null;
  #node = null;
  #isPressed = false;
  #pointer = 'mouse';
  #ranges = [];
  /** The shadow roots last pressed in: a selection inside one is told only to those who name it. */
  #shadows = [];
  #timer = 0;
  #dismissed = '';

  /**
   * `onIntent` (before the press) and `onListen` (within the click) are given the passage and a node of the
   * selection; `nameIn` that node and the element to write the button's name into.
   */
  constructor({ nameIn, onIntent, onListen }) {
    this.#nameIn = nameIn;
    this.#onIntent = onIntent;
    this.#onListen = onListen;
    this.text = build('span');
    this.button = build('button', { type: 'button', className: 'selection', part: 'selection', hidden: true,
      'aria-keyshortcuts': 'Alt+Shift+L' }, icon('sound'), this.text);
    this.#watchPage();
    this.#watchButton();
  }

  get isShown() { return !this.button.hidden; }

  hide() {
    this.button.hidden = true;
    this.button.dispatchEvent(new Event('toggle'));
  }

  press() { this.button.click(); }

  #watchPage() {
    const page = { passive: true, capture: true };
    document.addEventListener('pointerdown', (event) => {
      this.#pointer = event.pointerType;
      this.#shadows = event.composedPath().filter((node) => node instanceof ShadowRoot);
      this.#isPressed = !event.composedPath().includes(this.button);
    }, page);
    for (const end of ['pointerup', 'pointercancel']) {
      document.addEventListener(end, () => { this.#isPressed = false; this.#later(20); }, page);
    }
    document.addEventListener('selectionchange', () => this.#later(250));
    document.addEventListener('keydown', (event) => this.#onKey(event), true);
    addEventListener('scroll', () => { if (this.isShown) this.#place(); }, page);
    addEventListener('resize', () => { if (this.isShown) this.#place(); }, page);
  }

  #watchButton() {
    // Neither event may take the selection away before the click has used it.
    for (const press of ['pointerdown', 'mousedown']) {
      this.button.addEventListener(press, (event) => event.preventDefault());
    }
    const intent = () => { if (this.#passage) this.#onIntent(this.#passage, this.#node); };
    this.button.addEventListener('pointerdown', intent);
    this.button.addEventListener('focus', intent);
    this.button.addEventListener('click', () => {
      // A button that has the focus was reached by keyboard: pressing by mouse leaves the focus where it was.
      const byKeyboard = this.button.matches(':focus');
      this.hide();
      this.#onListen(this.#passage, this.#node, { byKeyboard });
    });
  }

  #onKey(event) {
    if (!this.isShown) return;
    const focused = document.activeElement;
    const isFree = focused === document.body || focused === null || focused.contains(this.#node);
    if (event.key === 'Escape') {
      this.#dismissed = this.#passage.text;
      this.hide();
    } else if (event.key === 'Tab' && !event.shiftKey && isFree && this.#pointer !== 'touch') {
      event.preventDefault();
      this.button.focus({ preventScroll: true });
    }
  }

  #later(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), milliseconds);
  }

  /** Shows or hides the button for what is selected now; while the mouse is down it may still change. */
  #look() {
    if (this.#isPressed && this.#pointer === 'mouse') return;
    const selection = getSelection();
    this.#ranges = rangesOf(selection, this.#shadows);
    const isSelected = this.#ranges.length > 0 && !isEditable(this.#ranges[0].startContainer);
    this.#passage = isSelected ? passageOfRanges(this.#ranges) : null;
    if (!isSelected || this.#passage.isEmpty || this.#passage.text === this.#dismissed) {
      if (!isSelected) this.#dismissed = '';
      if (this.isShown) this.hide();
      return;
    }
    this.#show(selection);
  }

  async #show(selection) {
    const passage = this.#passage;
    this.#node = this.#ranges[0].startContainer;
    await this.#nameIn(this.#node, this.text);
    if (this.#passage !== passage) return; // selected anew meanwhile
    this.button.title = 'Alt+Shift+L';
    this.button.hidden = false;
    this.button.dispatchEvent(new Event('toggle'));
    this.#place();
  }

  /** Below the end of the selection, or above where there is no room; never outside the view. */
  #place() {
    const isDocked = this.#pointer === 'touch';
    this.button.toggleAttribute('data-docked', isDocked);
    const selection = getSelection();
    if (isDocked || !this.#ranges.length) return;
    const rects = this.#ranges.flatMap((range) => [...range.getClientRects()]).filter(({ width }) => width > 0);
    if (!rects.length) return;
    const { offsetWidth: width, offsetHeight: height } = this.button;
    const [first, last] = [rects[0], rects.at(-1)];
    const isBackward = comesBefore(selection);
    const below = last.bottom + 8;
    const above = first.top - height - 8;
    const goesAbove = above > 4 && (isBackward || below + height > innerHeight);
    const end = goesAbove ? first.left + first.width / 2 : last.right;
    const left = Math.min(Math.max(8, end - width / 2), document.documentElement.clientWidth - width - 8);
    const top = Math.min(Math.max(8, goesAbove ? above : below), innerHeight - height - 8);
    this.button.style.setProperty('transform', `translate(${Math.round(left)}px, ${Math.round(top)}px)`);
  }
}

/** What is selected, also inside one of `shadows`; browsers other than Firefox have one range at most. */
function rangesOf(selection, shadows) {
  const inShadow = shadows.length ? composedRange(selection, shadows) : null;
  if (inShadow) return [inShadow];
  const ranges = Array.from({ length: selection.rangeCount }, (_, i) => selection.getRangeAt(i).cloneRange());
  return ranges.filter(({ collapsed }) => !collapsed);
}

/** The selection as a range of one tree, or null where it is empty or spans two. */
function composedRange(selection, shadowRoots) {
  const [found] = selection.getComposedRanges?.({ shadowRoots }) ?? [];
  if (!found || found.collapsed || found.startContainer.getRootNode() !== found.endContainer.getRootNode()) return null;
  const range = new Range();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range;
}

/** Whether the selection was made from its end to its beginning. */
function comesBefore({ anchorNode, anchorOffset, focusNode, focusOffset }) {
  const order = anchorNode.compareDocumentPosition(focusNode);
  return anchorNode === focusNode ? focusOffset < anchorOffset : Boolean(order & Node.DOCUMENT_POSITION_PRECEDING);
}

function isEditable(node) {
  const element = elementOf(node);
  return !element || element.isContentEditable || Boolean(element.closest('input,textarea,select'));
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement ?? node.host;
}
