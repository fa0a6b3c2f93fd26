import { silence } from './silence.js';
import { asSpeechError } from './speech-client.js';

/** What feeds an `<audio>` where Media Source is missing: with files, of one sentence each or of the whole. */

/** Sentences kept ready ahead of the one being heard. */
const READY = 2;
/** Words are learnt this far ahead of the reader, in seconds, where the whole is one file. */
const AHEAD = 30;

const TYPES = {
  opus: 'audio/ogg; codecs="opus"',
  mp3: 'audio/mpeg',
};

/**
 * The address of the sound may not be known yet, but the element must be started within
 * the click: it plays silence, and keeps the permission.
 */
class PlainFeed {
  silence = URL.createObjectURL(silence());
  abort = new AbortController();

  /** @param {(error: Error) => void} onError told when nothing more will come by itself */
  constructor(audio, reading, onError) {
    this.audio = audio;
    this.reading = reading;
    this.onError = onError;
  }

  /** The element is given its source at once; the sound begins at `charIndex`. */
  open(charIndex = 0) {
    this.load(this.silence);
    this.start(charIndex);
  }

  /** Whether what plays is only the silence. */
  get isWarmingUp() { return this.audio.src === this.silence; }

  /** Fetches anew from where it is. */
  start(charIndex = 0) {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.isBusy = true;
    this.fill(charIndex, signal)
      .catch((error) => { if (!signal.aborted) this.onError(error); })
      .finally(() => { if (!signal.aborted) this.isBusy = false; });
  }

  /** Plays what is at `address` if `goesOn`, from `within` seconds on; then tells `then`. */
  load(address, goesOn = false, within = 0, then) {
    const { audio } = this;
    audio.loop = address === this.silence;
    audio.src = address;
    audio.addEventListener('loadedmetadata', () => {
      if (audio.src !== address) return;
      if (within) audio.currentTime = within;
      then?.();
    }, { once: true });
    if (goesOn) audio.play().catch(() => {}); // the element's own events tell what became of it
  }

  close() {
    this.abort.abort();
    URL.revokeObjectURL(this.silence);
    this.audio.loop = false;
    this.audio.removeAttribute('src');
    this.audio.load();
  }
}

/** One sentence after the other: the reader hears small gaps, but waits for the first sentence only. */
export class BlobFeed extends PlainFeed {
  /** Which of a sentence's files is played, and of what type it is. */
  static kind = 'audio';
  static type = 'audio/webm; codecs="opus"';

  /** By number of the sentence: the address of its sound. */
  #sounds = new Map();
  #n = 0;
  /** Seconds into the sentence at which its sound will begin; null once it has. */
  #within = 0;

  static isSupported() { return Boolean(new Audio().canPlayType(this.type)); }

  get time() {
    return (this.reading.timeline?.start(this.#n) ?? 0) + (this.#within ?? this.audio.currentTime);
  }

  seek(time) {
    const { timeline } = this.reading;
    const n = timeline.sentenceAt(time);
    const within = Math.max(0, time - timeline.start(n));
    if (n === this.#n && this.#within === null) {
      this.audio.currentTime = within;
      return;
    }
    timeline.anchor(n);
    this.start();
    this.#goTo(n, within, !this.audio.paused);
  }

  /** At the end of a sentence: goes on with the next; false where there is none. */
  next() {
    if (this.#n + 1 >= this.reading.timeline.count) return false;
    this.resume();
    this.#goTo(this.#n + 1, 0, true);
    return true;
  }

  /** Fetches on, unless it is under way. */
  resume() { if (!this.isBusy) this.start(); }

  close() {
    super.close();
    for (const address of this.#sounds.values()) URL.revokeObjectURL(address);
  }

  #goTo(n, within, goesOn) {
    this.#n = n;
    this.#within = within;
    if (this.#sounds.has(n)) this.#sound(goesOn);
    else this.load(this.silence, goesOn);
  }

  #sound(goesOn) {
    this.load(this.#sounds.get(this.#n), goesOn, this.#within, () => { this.#within = null; });
  }

  async fill(charIndex, signal) {
    await this.reading.ready();
    if (charIndex > 0) await this.#find(charIndex, signal);
    for (let n; (n = this.#missing()) !== null;) {
      await this.#fetch(n, signal);
      if (n === this.#n) this.#sound(!this.audio.paused);
    }
  }

  async #find(charIndex, signal) {
    const { timeline } = this.reading;
    const n = timeline.sentenceOf(charIndex);
    timeline.anchor(n);
    const time = await this.reading.timeOf(charIndex, signal);
    this.#n = n;
    this.#within = time - timeline.start(n);
  }

  /** The next sentence that is worth fetching now; what has been heard is let go. */
  #missing() {
    const last = Math.min(this.#n + READY, this.reading.timeline.count - 1);
    for (const [n, address] of this.#sounds) {
      if (n >= this.#n && n <= last) continue;
      URL.revokeObjectURL(address);
      this.#sounds.delete(n);
    }
    for (let n = this.#n; n <= last; n++) if (!this.#sounds.has(n)) return n;
    return null;
  }

  async #fetch(n, signal) {
    const { kind } = this.constructor;
    const timing = this.reading.learn(n, signal);
    timing.catch(() => {}); // awaited below; until then it must not count as unhandled
    const blob = await this.reading.patiently(async () => {
      const response = await this.reading.speech.sound(n, signal, kind);
      return response.blob().catch((error) => { throw asSpeechError(error, signal); });
    }, { signal });
    await timing;
    signal.throwIfAborted();
    this.#sounds.set(n, URL.createObjectURL(blob));
  }
}

/** The same, for browsers that do not play WebM. */
export class Mp3BlobFeed extends BlobFeed {
  static kind = 'mp3';
  static type = TYPES.mp3;
}

/** The whole passage as one file: slower to start, but it plays wherever audio plays. */
export class FileFeed extends PlainFeed {
  static isSupported() { return true; }

  get time() { return this.isWarmingUp ? 0 : this.audio.currentTime; }

  seek(time) { this.audio.currentTime = time; }

  resume() {
    if (this.isWarmingUp) this.start();
    else if (this.audio.error) this.audio.load();
  }

  async fill(charIndex, signal) {
    await this.reading.ready();
    const { timeline } = this.reading;
    timeline.anchor(0);
    const file = await this.reading.speech.file((format) => this.audio.canPlayType(TYPES[format] ?? ''));
    // In one file a place is known only when all before it is.
    for (let n = 0; charIndex && n < timeline.sentenceOf(charIndex); n++) await this.reading.learn(n, signal);
    const start = charIndex && await this.reading.timeOf(charIndex, signal);
    signal.throwIfAborted();
    this.load(file, !this.audio.paused, start);
    await this.#learnWords(timeline, signal);
  }

  async #learnWords(timeline, signal) {
    for (let n = 0; n < timeline.count; n++) {
      while (timeline.start(n) - this.audio.currentTime > AHEAD * Math.max(1, this.audio.playbackRate)) {
        await new Promise((resolve) => this.audio.addEventListener('timeupdate', resolve, { once: true }));
        signal.throwIfAborted();
      }
      await this.reading.learn(n, signal);
    }
  }
}
