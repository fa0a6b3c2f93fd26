import { label, loadLabels, setLanguage } from './labels.js';
import { build } from './markup.js';
import { SelectionButton } from './selection-button.js';
import { silence } from './silence.js';
import { styles } from './style.js';

/**
 * What a page has once, however many widgets it holds: the `<audio>`, so that one
 * plays at a time, and the selection button. All that plays is fetched at the
 * reader's first sign of intent, and lives in `playback.js`.
 */
class Stage {
  /** @type {import('./playback.js').Playback | null} null until the reader has shown intent */
  playback = null;
  #loading = null;
  #widgets = new Set();

  constructor() {
    this.audio = build('audio', { preload: 'none' });
    this.notice = build('p', { className: 'notice', role: 'status' });
    this.selection = new SelectionButton({
      onIntent: (passage, node) => this.prepare(this.#widgetFor(node), passage),
      nameIn: (node, button) => this.#nameSelectionButton(node, button),
      onListen: (passage, node, options) => this.#listenToSelection(passage, node, options),
    });
    this.#buildHost();
    document.addEventListener('keydown', (event) => this.#onKey(event), true);
  }

  join(widget) {
    this.#widgets.add(widget);
    this.#attach();
  }

  leave(widget) {
    this.#widgets.delete(widget);
    if (this.speaking === widget) this.playback.stop();
  }

  /** The widget whose passage is being read, if any. */
  get speaking() { return this.playback?.speaking ?? null; }

  /** The state of the player. */
  get state() { return this.playback?.player.state ?? 'idle'; }

  /** The reader is about to press: what the click will need is made ready. */
  prepare(widget, passage) {
    this.#load().then((playback) => playback.prepare(widget, passage), () => {}); // told when the reader has clicked
  }

  /** Reads `passage` for `widget`. Must be called within the click. */
  listen(widget, passage, options) {
    this.#attach();
    this.#tell('');
    if (this.playback) {
      this.playback.listen(widget, passage, options);
      return;
    }
    this.#claimPermission();
    this.#load().then((playback) => playback.listen(widget, passage, options), (error) => this.#failed(widget, error));
  }

  /** `play()` within the click is what a browser asks for; the sound itself may follow it. */
  #claimPermission() {
    this.audio.src = URL.createObjectURL(silence());
    this.audio.play().catch(() => {}); // the player, once here, reports what the element does
  }

  #load() {
    this.#loading ??= import('./playback.js').then(
      ({ Playback }) => { this.playback ??= new Playback(this.audio, this.host); return this.playback; },
      (error) => { this.#loading = null; throw error; },
    );
    return this.#loading;
  }

  #failed(widget, { message }) {
    setLanguage(this.notice, widget.labelLanguage);
    this.#tell(widget.label('unreachable'));
    widget.announce('listen-error', { code: 'unreachable', message });
  }

  #tell(text) {
    this.notice.textContent = text;
    this.#showHost();
  }

  #listenToSelection(passage, node, options) {
    // The browser paints the selection over any highlight, so it gives way.
    getSelection().removeAllRanges();
    this.listen(this.#widgetFor(node), passage, options);
  }

  /** In the language of the widget in charge, or of the page where there is none. */
  async #nameSelectionButton(node, name) {
    const widget = this.#widgetFor(node);
    const language = widget?.labelLanguage ?? document.documentElement.lang;
    await loadLabels(language);
    setLanguage(this.selection.button, language);
    name.textContent = widget?.label('listenToSelection') ?? label(language, 'listenToSelection');
  }

  /** The widget in charge of a place in the page: the one whose article holds it, else the first. */
  #widgetFor(node) {
    const widgets = [...this.#widgets];
    const holds = (widget) => widget.articles.some((article) => article.contains(node));
    return widgets.find((widget) => widget.hasAttribute('for') && holds(widget)) ?? widgets.find(holds) ?? widgets[0];
  }

  #buildHost() {
    this.host = build('click-to-listen-stage', { role: 'region', hidden: true }, this.audio);
    const root = this.host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.selection.button, this.notice);
    this.selection.button.addEventListener('toggle', () => {
      if (this.selection.isShown) this.notice.textContent = '';
      this.#showHost();
    });
  }

  /** An empty region would be a landmark that leads nowhere. */
  #showHost() {
    this.host.hidden = !this.selection.isShown && !this.notice.textContent;
    this.host.setAttribute('aria-label', label(document.documentElement.lang, 'player'));
  }

  /** The page may have thrown our host away with the rest of its body. */
  #attach() {
    if (!this.host.isConnected) document.body.append(this.host);
  }

  /** `Alt+Shift+L`: listen to what is selected, else pause and go on. By place, not by layout. */
  #onKey(event) {
    if (!event.altKey || !event.shiftKey || event.code !== 'KeyL') return;
    if (this.selection.isShown) this.selection.press();
    else if (this.speaking) this.playback.player.toggle();
    else return;
    event.preventDefault();
  }
}

let stage = null;

/** The page's stage, built when the first widget needs it. */
export function theStage() {
  stage ??= new Stage();
  return stage;
}
