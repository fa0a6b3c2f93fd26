import { Dock } from './dock.js';
import { Follower } from './follow.js';
import { Highlighter } from './highlighter.js';
import { forgetPlace, placeIn, rememberedSpeed, rememberPlace, rememberSpeed } from './memory.js';
import { Player } from './player.js';
import { Platform } from './platform.js';
import './player-labels.js';
import { Reading } from './reading.js';
import { Speech } from './speech-client.js';
import { StartHere } from './start-here.js';

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
  #settings = null;
  /** What the reader chose in the player: the voice, and the language it was chosen for. */
  #chosen = { voice: '', language: '' };
  #sentence = -1;
  #hasStarted = false;

  /**
   * @param {HTMLAudioElement} audio
   * @param {HTMLElement} host where the selection button lives; told that the bar takes room
   */
  constructor(audio, host) {
    this.#host = host;
    this.player = new Player(audio);
    this.player.rate = rememberedSpeed();
    this.#dock = new Dock(this.player, {
      stop: () => this.stop(),
      follow: () => this.#follower.start(),
      speed: (rate) => this.#setSpeed(rate),
      settings: () => this.#loadSettings(),
    });
    this.#watchPlayer();
    new Platform(this.player, () => this.stop());
    new StartHere((node, offset) => this.#goTo(node, offset));
  }

  /** Makes `passage` known to the server; the same one for the same widget is posted once. */
  prepare(widget, passage) {
    const request = { ...widget.request(passage) };
    request.voice = this.voiceFor(passage) ?? request.voice;
    const key = widget.server + JSON.stringify(request);
    if (this.#prepared?.key !== key) {
      this.#prepared = { key, reading: new Reading(passage, new Speech(widget.server, request)) };
    }
    this.#prepared.reading.ready().catch(() => {}); // told when the reader has clicked
    return this.#prepared.reading;
  }

  /** The voice the reader chose, for passages in the language it was chosen for. */
  voiceFor({ language }) {
    return this.#chosen.voice && this.#chosen.language === language ? this.#chosen.voice : undefined;
  }

  /** Reads on with another voice, from the word being heard; '' is the page's own. */
  speakWith(voice) {
    const { speaking: widget, isArticle } = this;
    const { reading: { passage } } = this.player;
    const from = this.player.charIndex;
    this.#chosen = { voice, language: passage.language };
    this.player.play(this.prepare(widget, passage), from);
    this.isArticle = isArticle;
  }

  /**
   * Reads `passage` for `widget`. Called within the click, or after the element was started in it.
   * An article goes on where this reader last left it, unless `from`, a character, says otherwise.
   */
  listen(widget, passage, { byKeyboard = false, isArticle = false, from } = {}) {
    this.stop();
    this.speaking = widget;
    this.isArticle = isArticle;
    this.#hasStarted = false;
    this.#sentence = -1;
    this.#dock.show(widget);
    this.player.play(this.prepare(widget, passage), from ?? (isArticle ? placeIn(nameOf(widget), passage.text) : 0));
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
      if (this.isArticle) forgetPlace(nameOf(widget));
      widget.announce('listen-end', { completed: true });
    }
  }

  #onWord({ sentence, charIndex, charLength, elapsedTime }) {
    const { passage, timeline } = this.player.reading;
    const whole = timeline.sentence(sentence);
    if (sentence !== this.#sentence) this.#remember(sentence, passage.text, whole.charIndex, elapsedTime);
    const word = passage.rangeAt(charIndex, charLength);
    this.#highlighter.show(word, passage.rangeAt(whole.charIndex, whole.charLength));
    if (word) this.#follower.keepInSight(word, this.#dock.height);
    const text = passage.text.slice(charIndex, charIndex + charLength);
    this.speaking?.announce('listen-word', { charIndex, charLength, elapsedTime, text });
  }

  #remember(sentence, text, charIndex, elapsedTime) {
    this.#sentence = sentence;
    if (this.isArticle) rememberPlace(nameOf(this.speaking), text, charIndex, elapsedTime);
  }

  /** Plays from a place in the page, if what is being read stands there and the publisher lets it. */
  #goTo(node, offset) {
    if (!this.speaking || this.speaking.getAttribute('start-on-click') === 'off') return false;
    const charIndex = this.player.reading.passage.indexAt(node, offset);
    if (charIndex === null) return false;
    this.#follower.start();
    this.player.goTo(charIndex).catch(() => {}); // the feed, on its way there, meets and tells the same failure
    return true;
  }

  #setSpeed(rate) {
    this.player.rate = rate;
    rememberSpeed(rate);
  }

  async #loadSettings() {
    const { Settings } = await import('./settings.js');
    this.#settings ??= new Settings(this);
    return this.#settings;
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

/** Names an article among those of this site. */
function nameOf(widget) { return location.pathname + location.search + (widget.getAttribute('for') ?? ''); }
