/**
 * Paints words and sentences in the page with the CSS Custom Highlight API:
 * the page's nodes stay as they are. Without the API the sentence is marked by an overlay.
 */
const WORD = 'click-to-listen-word';
const SENTENCE = 'click-to-listen-sentence';

// The rules belong to the document, because the words do. The word brings both its
// colours, so its contrast holds on any page; the sentence only tints the page's own.
const RULES = `
::highlight(${SENTENCE}) {
  background-color: var(--click-to-listen-sentence, rgb(240 180 40 / 0.2));
}
::highlight(${WORD}) {
  background-color: var(--click-to-listen-word, #ffd25e);
  color: var(--click-to-listen-word-text, #1d1a12);
}
@media (forced-colors: active) {
  ::highlight(${WORD}) { background-color: Highlight; color: HighlightText; }
}
@media print {
  ::highlight(${SENTENCE}), ::highlight(${WORD}) { background-color: transparent; color: inherit; }
}`;

export class Highlighter {
  #word = null;
  #sentence = null;
  #overlay = null;

  /** Adds the rules to the document; nothing is painted yet. */
  constructor() {
    if (!globalThis.CSS?.highlights) {
      import('./overlay.js').then(({ Overlay }) => { this.#overlay = new Overlay(); }, () => {}); // then nothing is marked
      return;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
    document.adoptedStyleSheets.push(sheet);
    this.#word = new Highlight();
    this.#sentence = new Highlight();
    this.#word.priority = 1;
    CSS.highlights.set(WORD, this.#word);
    CSS.highlights.set(SENTENCE, this.#sentence);
  }

  /** Moves the marks; either range may be null where the page no longer shows the text. */
  show(word, sentence) {
    paint(this.#word, word);
    // Where colours are forced all marks are of one colour, and the word would be lost in its sentence.
    paint(this.#sentence, matchMedia('(forced-colors: active)').matches ? null : sentence);
    this.#overlay?.show(sentence);
  }

  clear() { this.show(null, null); }
}

function paint(highlight, range) {
  if (!highlight) return;
  highlight.clear();
  if (range) highlight.add(range);
}
