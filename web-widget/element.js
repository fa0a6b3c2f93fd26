import { addLabels, label, loadLabels, setLanguage } from './labels.js';
import { build, icon } from './markup.js';
import { findArticle, passageOfArticle } from './passage.js';
import { theStage } from './stage.js';
import { styles } from './style.js';

/** This file is served at ROOT/widget/VERSION/element.js; the API is at ROOT. Undefined in a bundle, which stands anywhere. */
const ROOT = /^(http.+\/)widget\/[^/]+\/element\.js$/.exec(import.meta.url)?.[1];

/** Characters spoken in a minute, for the estimate shown before anything is sent. */
const CHARACTERS_PER_MINUTE = 900;
/** A page without an article is offered as one only above this length, in characters. */
const WORTH_LISTENING = 300;
/** What other services leave in a page, as elements or in its text. */
const OTHERS = 'a[href*="/cgi-bin/rsent"],[class^="gsp_"],.gspeech_pro_main_wrapper,[data-beyondwords-player],[data-beyondwords-marker]';
const SHORTCODES = /[[{]gspeech|\[beyondwords_player/i;

/**
 * Makes an article, and any text selected in the page, listenable. Where there is no page, as on a
 * server that renders one, the module can be imported all the same.
 *
 * @element click-to-listen
 * @attr {string} for selector of the article, or of its parts, which are read in the order of the page; without it the surrounding or main article is found
 * @attr {string} voice id of the voice; it wins over `language`
 * @attr {string} language BCP 47 tag of the speech; without it the page's own `lang` decides
 * @attr {string} server address of the speech server; without it the one this script came from; in a bundle, the page's own origin
 * @attr {string} lang language of the labels, inherited as everywhere in HTML
 * @attr {string} start-on-click `off`: while listening, a click on a word does not go there
 * @attr {string} labels JSON object of words that replace ours on this widget, such as `{"listenToArticle": "Hear it"}`
 * @fires listen-start `{text}`, when sound is first heard
 * @fires listen-word `{charIndex, charLength, elapsedTime, text}`, as each word begins
 * @fires listen-end `{completed}`, at the end or when stopped
 * @fires listen-error `{code, message}`, when it cannot be read
 */
export class ClickToListen extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ['for', 'labels', 'lang', 'voice', 'language', 'server'];

  /** `(language, labels)`: words for a language we do not have, or instead of ours. Call it before the first widget is shown. */
  static addLabels = addLabels;

  #button = build('button', { type: 'button', part: 'button listen' });
  #minutes = build('span', { className: 'minutes', id: 'minutes', part: 'minutes' });
  #box;
  #ownWords = {};
  #shown = '';

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    this.#button.setAttribute('aria-describedby', 'minutes');
    this.#box = build('div', { className: 'article', part: 'article' }, this.#button, this.#minutes);
    root.append(this.#box);
    for (const intent of ['pointerdown', 'focus']) this.#button.addEventListener(intent, () => this.#onIntent());
    this.#button.addEventListener('click', () => this.#onClick());
  }

  connectedCallback() {
    theStage().join(this);
    this.#begin();
  }

  disconnectedCallback() { theStage().leave(this); }

  attributeChangedCallback(name) {
    if (name === 'labels') this.#ownWords = wordsIn(this.getAttribute('labels'));
    if (this.isConnected) this.#begin();
  }

  /** What "the article" means for this element, in the order of the page; never empty. */
  get articles() {
    const named = this.#named();
    return named.length ? named : [findArticle(this) ?? document.body];
  }

  get labelLanguage() { return this.closest('[lang]')?.lang ?? document.documentElement.lang; }

  /** The label `key`: the publisher's own word for it, else ours. */
  label(key, values = {}) {
    return label(this.labelLanguage, key, values, this.#ownWords);
  }

  /** A bad address falls back to the script's own server. */
  get server() {
    const base = document.baseURI;
    const address = this.getAttribute('server');
    const url = new URL(address && URL.canParse(address, base) ? address : ROOT ?? '/', base);
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    return url;
  }

  /** What is posted. The language attribute speaks for the page's own language; other languages in it stay what they are. */
  request({ text, language, runs }) {
    const own = this.closest('[lang]')?.lang ?? '';
    const given = this.getAttribute('language');
    const spoken = (tag) => (given && tag === own ? given : tag);
    return {
      text,
      language: spoken(language) || given || undefined,
      voice: this.getAttribute('voice') || undefined,
      runs: runs.map((run) => (run.language ? { ...run, language: spoken(run.language) } : run)),
    };
  }

  /** Shows the state of the player on the article's button. */
  reflect(state) { this.#draw(this.#isHeard ? state : 'idle'); }

  focus(options) { this.#button.focus(options); }

  announce(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Whether it is this article that is being read, not a selection. */
  get #isHeard() {
    const { speaking, playback } = theStage();
    return speaking === this && playback.isArticle;
  }

  #onIntent() {
    if (!this.#isHeard) theStage().prepare(this, this.#readArticle());
  }

  #onClick() {
    if (this.#isHeard) theStage().playback.player.toggle();
    else theStage().listen(this, this.#readArticle(), { isArticle: true });
  }

  #readArticle() {
    return passageOfArticle(() => this.articles);
  }

  /** Shows the article's button once its words are there; until then it keeps its place unseen. */
  async #begin() {
    this.#shown = '';
    const words = loadLabels(this.labelLanguage);
    this.#box.toggleAttribute('data-wordless', words !== null);
    await words;
    this.#box.removeAttribute('data-wordless');
    setLanguage(this.#box, this.labelLanguage);
    this.reflect(theStage().state);
    whenIdle(() => this.#estimate());
  }

  #draw(state) {
    const isOn = state === 'playing' || state === 'loading' || state === 'waiting';
    const drawing = isOn ? 'pause' : state === 'idle' ? 'sound' : 'play';
    const name = this.label('listenToArticle');
    if (this.#shown === drawing + name) return;
    this.#shown = drawing + name;
    this.#button.replaceChildren(icon(drawing), name);
    this.#button.setAttribute('aria-pressed', String(isOn));
  }

  #estimate() {
    if (!this.isConnected) return;
    const { text, isEmpty } = this.#readArticle();
    const isArticle = this.articles[0] !== document.body || text.length >= WORTH_LISTENING;
    this.#box.hidden = isEmpty || !isArticle;
    const n = Math.max(1, Math.round(text.length / CHARACTERS_PER_MINUTE));
    this.#minutes.textContent = this.label('minutes', { n });
  }

  /** What `for` names; a part inside another is read with it. */
  #named() {
    try {
      const parts = [];
      const all = this.hasAttribute('for') ? document.querySelectorAll(this.getAttribute('for')) : [];
      for (const one of all) if (!parts.at(-1)?.contains(one)) parts.push(one);
      return parts;
    } catch {
      return []; // not a selector: as if it were not there
    }
  }
}

/** Registers the element; a second copy of this file on the page leaves the first in charge. */
export function define() {
  if (!customElements.get('click-to-listen')) customElements.define('click-to-listen', ClickToListen);
}

/** A page that places no widget itself gets one: where another service had its own, else below the heading of its article. */
export async function placeInPage() {
  const hasOne = () => document.querySelector('click-to-listen') !== null;
  if (!hasOne() && isMadeForAnother()) await import('./migrate.js').then(({ migrate }) => migrate(), () => {});
  if (hasOne()) return;
  const article = findArticle(document.body) ?? document.body;
  const heading = article.querySelector('h1');
  const header = heading?.closest('header,hgroup');
  const widget = document.createElement('click-to-listen');
  const top = header && header !== article && article.contains(header) ? header : heading;
  if (top) top.after(widget);
  else article.prepend(widget);
}

function isMadeForAnother() {
  return document.querySelector(OTHERS) !== null || SHORTCODES.test(document.body.textContent);
}

/** The strings of a JSON object; anything else is as if it were not there. */
function wordsIn(json) {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(json) ?? {}).filter(([, word]) => typeof word === 'string'));
  } catch {
    return {};
  }
}

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act, { timeout: 1000 });
  else setTimeout(act, 100);
}
