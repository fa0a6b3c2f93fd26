import { Dock } from './dock.js';
import { Follower } from './follow.js';
import { Highlighter } from './highlighter.js';
import { build } from './markup.js';
import { Player } from './player.js';
import { SelectionButton } from './selection-button.js';
import { styles } from './style.js';

/**
 * What a page has once, however many widgets it holds: one `<audio>`, so that one
 * plays at a time; one bar; one selection button; one highlight.
 */
class Stage {
  #widgets = new Set();
  #speaking = null;
  #hasStarted = false;

  constructor() {
    this.audio = build('audio', { preload: 'none' });
    this.player = new Player(this.audio);
    this.dock = new Dock(this.player, { stop: () => this.stop(), follow: () => this.#follower.start() });
    this.highlighter = new Highlighter();
    this.selection = new SelectionButton({
      onIntent: (passage, node) => this.#widgetFor(node).prepare(passage),
      onListen: (passage, node) => this.#listenToSelection(passage, node),
    });
    this.#buildHost();
    this.#watchPlayer();
    document.addEventListener('keydown', (event) => this.#onKey(event), true);
  }

  join(widget) {
    this.#widgets.add(widget);
    this.#attach();
  }

  leave(widget) {
    this.#widgets.delete(widget);
    if (this.#speaking === widget) this.stop();
  }

  /** The widget whose passage is being read, if any. */
  get speaking() { return this.#speaking; }

  /** Reads `reading` for `widget`. Must be called within the click. */
  listen(widget, reading) {
    this.stop();
    this.#attach();
    this.#speaking = widget;
    this.#hasStarted = false;
    this.player.play(reading);
    this.dock.show(widget.shadowRoot, widget.labelLanguage);
    this.host.toggleAttribute('data-playing', true);
    this.#follower.start();
  }

  stop() {
    const widget = this.#speaking;
    if (!widget) return;
    const hadFocus = this.dock.bar.matches(':focus-within');
    const wasUnderWay = this.player.state !== 'ended' && this.#hasStarted;
    this.#speaking = null;
    this.#follower.stop();
    this.player.stop();
    this.highlighter.clear();
    this.dock.hide();
    this.host.removeAttribute('data-playing');
    widget.reflect('idle');
    if (hadFocus) widget.focus({ preventScroll: true });
    if (wasUnderWay) widget.announce('listen-end', { completed: false });
  }

  #follower = new Follower((following) => { this.dock.following = following; });

  #listenToSelection(passage, node) {
    const widget = this.#widgetFor(node);
    const byKeyboard = this.selection.button.matches(':focus') || this.host.shadowRoot.activeElement !== null;
    const reading = widget.prepare(passage);
    // The browser paints the selection over any highlight, so it gives way.
    getSelection().removeAllRanges();
    this.listen(widget, reading);
    if (byKeyboard) this.dock.focus();
  }

  /** The widget in charge of a place in the page: the one whose article holds it, else the first. */
  #widgetFor(node) {
    const widgets = [...this.#widgets];
    return widgets.find((widget) => widget.hasAttribute('for') && widget.article.contains(node))
      ?? widgets.find((widget) => widget.article.contains(node)) ?? widgets[0];
  }

  #buildHost() {
    this.host = build('click-to-listen-stage', { role: 'region', hidden: true }, this.audio);
    const root = this.host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.selection.button);
    this.selection.button.addEventListener('toggle', () => {
      this.host.hidden = !this.selection.isShown;
      this.host.setAttribute('aria-label', this.selection.text.textContent);
    });
  }

  /** The page may have thrown our host away with the rest of its body. */
  #attach() {
    if (!this.host.isConnected) document.body.append(this.host);
  }

  #watchPlayer() {
    const { player } = this;
    player.addEventListener('state', () => this.#onState(player.state));
    player.addEventListener('word', ({ detail }) => this.#onWord(detail));
    player.addEventListener('time', () => this.#speaking?.reflect(player.state));
    player.addEventListener('wait', ({ detail }) => this.#onWait(detail));
    player.addEventListener('failure', ({ detail }) => this.#onFailure(detail));
  }

  #onState(state) {
    const widget = this.#speaking;
    if (!widget) return;
    widget.reflect(state);
    if (state === 'playing' && !this.#hasStarted) {
      this.#hasStarted = true;
      widget.announce('listen-start', { text: this.player.reading.passage.text });
    }
    if (state === 'ended') {
      this.#hasStarted = false;
      this.highlighter.clear();
      widget.announce('listen-end', { completed: true });
    }
  }

  #onWord({ sentence, charIndex, charLength, elapsedTime }) {
    const { passage, timeline } = this.player.reading;
    const whole = timeline.sentence(sentence);
    const word = passage.rangeAt(charIndex, charLength);
    this.highlighter.show(word, passage.rangeAt(whole.charIndex, whole.charLength));
    if (word) this.#follower.keepInSight(word, this.dock.height);
    const text = passage.text.slice(charIndex, charIndex + charLength);
    this.#speaking?.announce('listen-word', { charIndex, charLength, elapsedTime, text });
  }

  /** Waiting is worth a word only where it can be heard. */
  #onWait({ kind, seconds }) {
    if (this.player.state === 'playing') return;
    if (kind === 'busy') this.dock.say('busyRetrying', { n: Math.ceil(seconds) }, true);
    else this.dock.say('reconnecting', {}, true);
  }

  #onFailure({ kind, message }) {
    this.dock.say(kind, {}, true);
    this.highlighter.clear();
    this.#speaking?.announce('listen-error', { code: kind, message });
  }

  /** `Alt+Shift+L`: listen to what is selected, else pause and go on. By place, not by layout. */
  #onKey(event) {
    if (!event.altKey || !event.shiftKey || event.code !== 'KeyL') return;
    if (this.selection.isShown) this.selection.press();
    else if (this.#speaking) this.player.toggle();
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
