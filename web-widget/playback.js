import { Dock } from './dock.js';
import { Follower } from './follow.js';
import { Highlighter } from './highlighter.js';
import { Player } from './player.js';
import './player-labels.js';
import { Reading } from './reading.js';
import { Speech } from './speech-client.js';

/** One passage being heard, seen and steered: joins player, bar, highlight and scrolling. */
export class Playback {
  /** The widget whose passage is being read, if any. */
  speaking = null;
  /** Whether it reads the widget's article, rather than a selection. */
  isArticle = false;
  #host;
  #highlighter = new Highlighter();
  #follower = new Follower((following) => { this.#dock.following = following; });
  #dock;
  #prepared = null;
  #hasStarted = false;

  /**
   * @param {HTMLAudioElement} audio
   * @param {HTMLElement} host where the selection button lives; told that the bar takes room
   */
  constructor(audio, host) {
    this.#host = host;
    this.player = new Player(audio);
    this.#dock = new Dock(this.player, { stop: () => this.stop(), follow: () => this.#follower.start() });
    this.#watchPlayer();
  }

  /** Makes `passage` known to the server; the same one for the same widget is posted once. */
  prepare(widget, passage) {
    const request = widget.request(passage);
    const key = widget.server + JSON.stringify(request);
    if (this.#prepared?.key !== key) {
      this.#prepared = { key, reading: new Reading(passage, new Speech(widget.server, request)) };
    }
    this.#prepared.reading.ready().catch(() => {}); // told when the reader has clicked
    return this.#prepared.reading;
  }

  /** Reads `passage` for `widget`. Called within the click, or after the element was started in it. */
  listen(widget, passage, { byKeyboard = false, isArticle = false } = {}) {
    this.stop();
    this.speaking = widget;
    this.isArticle = isArticle;
    this.#hasStarted = false;
    this.player.play(this.prepare(widget, passage));
    this.#dock.show(widget.shadowRoot, widget.labelLanguage);
    if (byKeyboard) this.#dock.focus();
    this.#host.toggleAttribute('data-playing', true);
    this.#follower.start();
  }

  stop() {
    const widget = this.speaking;
    if (!widget) return;
    const hadFocus = this.#dock.bar.matches(':focus-within');
    const wasUnderWay = this.#hasStarted;
    this.speaking = null;
    this.#follower.stop();
    this.player.stop();
    this.#highlighter.clear();
    this.#dock.hide();
    this.#host.removeAttribute('data-playing');
    widget.reflect('idle');
    if (hadFocus) widget.focus({ preventScroll: true });
    if (wasUnderWay) widget.announce('listen-end', { completed: false });
  }

  #watchPlayer() {
    const { player } = this;
    player.addEventListener('state', () => this.#onState(player.state));
    player.addEventListener('word', ({ detail }) => this.#onWord(detail));
    player.addEventListener('wait', ({ detail }) => this.#onWait(detail));
    player.addEventListener('failure', ({ detail }) => this.#onFailure(detail));
  }

  #onState(state) {
    const widget = this.speaking;
    if (!widget) return;
    widget.reflect(state);
    if (state === 'playing' && !this.#hasStarted) {
      this.#hasStarted = true;
      widget.announce('listen-start', { text: this.player.reading.passage.text });
    }
    if (state === 'ended') {
      this.#hasStarted = false;
      this.#highlighter.clear();
      widget.announce('listen-end', { completed: true });
    }
  }

  #onWord({ sentence, charIndex, charLength, elapsedTime }) {
    const { passage, timeline } = this.player.reading;
    const whole = timeline.sentence(sentence);
    const word = passage.rangeAt(charIndex, charLength);
    this.#highlighter.show(word, passage.rangeAt(whole.charIndex, whole.charLength));
    if (word) this.#follower.keepInSight(word, this.#dock.height);
    const text = passage.text.slice(charIndex, charIndex + charLength);
    this.speaking?.announce('listen-word', { charIndex, charLength, elapsedTime, text });
  }

  /** Waiting is worth a word only where it can be heard. */
  #onWait({ kind, seconds }) {
    if (this.player.state === 'playing') return;
    if (kind === 'busy') this.#dock.say('busyRetrying', { n: Math.ceil(seconds) }, true);
    else this.#dock.say('reconnecting', {}, true);
  }

  #onFailure({ kind, message }) {
    this.#dock.say(kind, {}, true);
    this.#highlighter.clear();
    this.speaking?.announce('listen-error', { code: kind, message });
  }
}
