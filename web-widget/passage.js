/**
 * The page's text as a reader sees it, with the way back: text → place in the page.
 * The page itself is never changed.
 */

/** Never spoken, selected or not. Class names of other widgets are honoured. */
const SILENT = [
  'script,style,noscript,template,svg,math,canvas,video,audio,iframe,object,head',
  'button,input,select,textarea,progress,meter,dialog:not([open])',
  '[hidden],[aria-hidden="true"],.nospeech,.no-read-aloud,.rs_skip,.rs_skip_always',
  'pre,rt,rp,[role="doc-noteref"],:is(sup:has(> a[href^="#"]))',
  'click-to-listen,click-to-listen-stage,click-to-listen-overlay',
].join();

/** Around an article rather than of it: left out when the whole is read, spoken when selected. */
const AROUND = [
  'nav,aside,footer,form,menu',
  '[role="navigation"],[role="complementary"],[role="contentinfo"],[role="search"],[role="banner"]',
].join();

/** What separates two words, weakest first. A line break ends a block, a blank line a paragraph. */
const [NOTHING, SPACE, CELL, LINE, PARAGRAPH] = [0, 1, 2, 3, 4];
const SEPARATORS = ['', ' ', ', ', '\n', '\n\n'];

const PARAGRAPHS = new Set(
  'p,h1,h2,h3,h4,h5,h6,blockquote,ul,ol,dl,table,section,article,figure,header,hr,details'.split(','),
);

const SOMETHING_TO_SAY = /[\p{L}\p{N}]/u;

/** Text ready to be sent, that can say where each of its words stands in the page now. */
export class Passage {
  #page;
  #scope;
  #shift = 0;
  #readAgainAfter = 0;

  /**
   * @param {PageText} reading what was read
   * @param {() => PageText} readAgain reads the same place once more, when the page has changed
   */
  constructor(reading, readAgain) {
    this.text = reading.text;
    this.#page = reading;
    this.#scope = readAgain;
    Object.assign(this, languageAndRuns(reading));
  }

  get isEmpty() { return !SOMETHING_TO_SAY.test(this.text); }

  /** The same text in the page, white space at its ends aside, or null where the page no longer shows it. */
  rangeAt(charIndex, charLength) {
    const slice = this.text.slice(charIndex, charIndex + charLength);
    const words = slice.trim();
    return words ? this.#rangeOf(charIndex + slice.indexOf(words), words.length) : null;
  }

  /** The character that stands at `offset` in `node` or, between words, next after it; null where it is no part of this. */
  indexAt(node, offset) {
    const index = this.#page.indexAt(node, offset);
    return index === null ? null : Math.min(Math.max(0, index - this.#shift), this.text.length);
  }

  #rangeOf(charIndex, charLength) {
    const isSame = this.#page.text.startsWith(this.text.slice(charIndex, charIndex + charLength), charIndex + this.#shift);
    const range = isSame && this.#page.range(charIndex + this.#shift, charLength);
    if (range) return range;
    this.#readAgain();
    const moved = this.#find(charIndex, charLength);
    if (moved === null) return null;
    this.#shift = moved - charIndex;
    return this.#page.range(moved, charLength);
  }

  /** A page that changes all the time must not cost a walk per word. */
  #readAgain() {
    if (performance.now() < this.#readAgainAfter) return;
    this.#page = this.#scope();
    this.#readAgainAfter = performance.now() + 250;
  }

  /** Where the words around `charIndex` stand now: first by much context, then by little. */
  #find(charIndex, charLength) {
    for (const context of [40, 12]) {
      const from = Math.max(0, charIndex - context);
      const needle = this.text.slice(from, charIndex + charLength + context);
      const near = Math.max(0, from + this.#shift - 2000);
      const found = this.#page.text.indexOf(needle, near);
      const at = found < 0 ? this.#page.text.indexOf(needle) : found;
      if (at >= 0) return at + (charIndex - from);
    }
    return null;
  }
}

/** What `ranges`, at least one, show. A word begun or ended midway is taken whole. */
export function passageOfRanges(ranges) {
  const scope = ranges[0].commonAncestorContainer;
  const ancestors = ancestorsOf(scope);
  const reading = new PageText(SILENT);
  for (const range of ranges) reading.readRange(range);
  return new Passage(reading, () => readElements([ancestors.find((node) => node.isConnected) ?? document.body], SILENT));
}

/**
 * The whole of an article.
 * @param {() => Element[]} find names its parts, again if the page has replaced them
 */
export function passageOfArticle(find) {
  const read = () => readElements(find(), `${SILENT},${AROUND}`);
  return new Passage(read(), read);
}

/** The article that `element` belongs to, or the page's main content; null when the page has none. */
export function findArticle(element) {
  const own = element.closest('[itemprop="articleBody"],article');
  if (own) return own;
  const articles = [...document.querySelectorAll('[itemprop="articleBody"],article')];
  return longest(articles) ?? document.querySelector('main,[role="main"]') ?? null;
}

function longest(elements) {
  const length = (element) => element.textContent.length;
  return elements.reduce((best, one) => (best && length(best) >= length(one) ? best : one), null);
}

function ancestorsOf(node) {
  const elements = [];
  for (let up = node; up; up = up.parentNode ?? up.host) if (up.nodeType === Node.ELEMENT_NODE) elements.push(up);
  return elements;
}

function readElements(elements, silent) {
  const reading = new PageText(silent);
  for (const element of elements) {
    const range = new Range();
    range.selectNodeContents(element);
    reading.readRange(range);
  }
  return reading;
}

/** One walk over the page: text, the piece of the page behind each word, and stretches of one kind. */
class PageText {
  text = '';
  stretches = [];
  #pieces = [];
  #silent;
  #separator = NOTHING;
  #range;

  constructor(silent) { this.#silent = silent; }

  readRange(range) {
    const top = range.commonAncestorContainer;
    const element = top.nodeType === Node.ELEMENT_NODE ? top : top.parentElement ?? top.host;
    if (!element || element.closest(this.#silent)) return;
    this.#range = range;
    this.#part(PARAGRAPH);
    const context = contextOf(element);
    if (top.nodeType === Node.TEXT_NODE) this.#readText(top, context);
    else this.#readChildren(element, context);
  }

  /** Where `text.slice(index, index + length)` stands, or null if the page has changed there. */
  range(index, length) {
    const first = this.#pieceAt(index);
    const last = this.#pieceAt(index + length - 1);
    if (!first || !last || !this.#stands(first) || !this.#stands(last)) return null;
    const range = new Range();
    range.setStart(first.node, first.offset + index - first.at);
    range.setEnd(last.node, last.offset + index + length - last.at);
    return range;
  }

  /** The character at a place in the page, or the first after it in the same node; null where nothing of it is read. */
  indexAt(node, offset) {
    const isThere = (piece) => (node.nodeType === Node.TEXT_NODE
      ? piece.node === node && piece.offset + piece.word.length > offset
      : node.contains(piece.node));
    const piece = this.#pieces.find(isThere) ?? this.#pieces.findLast((one) => one.node === node);
    return piece ? piece.at : null;
  }

  #readChildren(parent, context) {
    for (const node of shownChildren(parent)) {
      if (!this.#reaches(node)) continue;
      if (node.nodeType === Node.TEXT_NODE) this.#readText(node, context);
      else if (node.nodeType === Node.ELEMENT_NODE) this.#readElement(node, context);
    }
  }

  /** A range ends where its tree does: what a shadow root holds belongs to its host. */
  #reaches(node) {
    return node.getRootNode() !== this.#range.startContainer.getRootNode() || this.#range.intersectsNode(node);
  }

  #readElement(element, context) {
    if (element.matches(this.#silent)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || isForScreenReadersOnly(element, style)) return;
    const part = separatorOf(element, style);
    this.#part(part);
    this.#readChildren(element, contextOf(element, context, style));
    this.#part(part);
  }

  #readText(node, context) {
    if (!context.visible) return;
    const [from, to] = this.#clip(node);
    let end = from;
    for (const { 0: run, index } of node.data.slice(0, to).matchAll(/[^\s\u00ad]+/g)) {
      const start = Math.max(index, from);
      if (index + run.length <= from) continue;
      this.#between(node.data.slice(end, start), context);
      end = index + run.length;
      this.#say(node, start, end, context);
    }
    this.#between(node.data.slice(end, to), context);
  }

  #between(gap, { keepsLines }) {
    const space = gap.replaceAll('\u00ad', '');
    if (space) this.#part(keepsLines && space.includes('\n') ? LINE : SPACE);
  }

  #say(node, start, end, context) {
    if (this.text) this.text += this.#separatorText();
    this.#separator = NOTHING;
    const at = this.text.length;
    const word = node.data.slice(start, end);
    this.text += word;
    this.#pieces.push({ at, node, offset: start, word });
    const open = this.stretches.at(-1);
    if (open?.heading === context.heading && open.language === context.language) open.end = this.text.length;
    else this.stretches.push({ start: at, end: this.text.length, heading: context.heading, language: context.language });
  }

  /** Cells are parted as in a sentence, unless a cell ends one itself. */
  #separatorText() {
    if (this.#separator === CELL && /\p{P}$/u.test(this.text)) return ' ';
    return SEPARATORS[this.#separator];
  }

  #part(separator) { this.#separator = Math.max(this.#separator, separator); }

  #clip(node) {
    const { startContainer, startOffset, endContainer, endOffset } = this.#range;
    const from = node === startContainer ? wordEdge(node.data, startOffset, -1) : 0;
    const to = node === endContainer ? wordEdge(node.data, endOffset, +1) : node.data.length;
    return [from, to];
  }

  #pieceAt(index) {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pieces[middle].at <= index) low = middle + 1;
      else high = middle;
    }
    const piece = this.#pieces[low - 1];
    return piece && index < piece.at + piece.word.length ? piece : null;
  }

  #stands({ node, offset, word }) {
    return node.isConnected && node.data.startsWith(word, offset);
  }
}

/** The edge of the word that `offset` lies inside of, going `step`; else `offset` itself. */
function wordEdge(text, offset, step) {
  const isWord = (i) => /[\p{L}\p{N}\p{M}\u00ad]/u.test(text[i] ?? '');
  if (!isWord(offset - 1) || !isWord(offset)) return offset;
  let edge = offset;
  while (isWord(step < 0 ? edge - 1 : edge)) edge += step;
  return edge;
}

/** The children a reader sees: those of an open shadow root, with what is slotted into it. */
function shownChildren(element) {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  const slotted = element.localName === 'slot' ? element.assignedNodes() : [];
  return slotted.length ? slotted : element.childNodes;
}

/** What an element passes down to its text; `parent` is absent where the walk begins. */
function contextOf(element, parent, style = getComputedStyle(element)) {
  const heading = 'h1,h2,h3,h4,h5,h6,[role="heading"]';
  return {
    language: element.lang || (parent ? parent.language : languageOf(element)),
    heading: parent ? (element.matches(heading) ? element : parent.heading) : element.closest(heading),
    visible: style.visibility === 'visible',
    keepsLines: /^(pre|break-spaces)/.test(style.whiteSpace),
  };
}

/** Inherited, out of shadow roots too. */
function languageOf(element) {
  for (let up = element; up; up = up.getRootNode().host) {
    const named = up.closest('[lang]');
    if (named) return named.lang;
  }
  return '';
}

function separatorOf(element, { display, cssFloat }) {
  if (element.localName === 'br') return LINE;
  if (/^(inline|contents|ruby)/.test(display)) return NOTHING;
  // A drop cap floats, which makes its span a block; it still begins the word.
  if (element.localName === 'span' && cssFloat !== 'none') return NOTHING;
  if (display === 'table-cell') return CELL;
  return PARAGRAPHS.has(element.localName) ? PARAGRAPH : LINE;
}

/** The usual "visually hidden" recipe: an absolute box of one pixel. */
function isForScreenReadersOnly(element, { position }) {
  return position === 'absolute' && element.offsetWidth <= 1 && element.offsetHeight <= 1;
}

/** The passage's language, and the stretches that are headings or speak another one. */
function languageAndRuns({ stretches }) {
  const language = mostSpoken(stretches);
  const runs = stretches
    .filter((stretch) => stretch.heading || stretch.language !== language)
    .map((stretch) => ({
      charIndex: stretch.start,
      charLength: stretch.end - stretch.start,
      ...(stretch.language && stretch.language !== language && { language: stretch.language }),
      ...(stretch.heading && { kind: 'heading' }),
    }));
  return { language, runs };
}

function mostSpoken(stretches) {
  const letters = new Map();
  for (const { language, start, end } of stretches) letters.set(language, (letters.get(language) ?? 0) + end - start);
  return [...letters].reduce((most, one) => (one[1] > most[1] ? one : most), ['', -1])[0];
}
