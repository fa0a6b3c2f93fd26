import { silence } from './silence.js';
import { asSpeechError } from './speech-client.js';

/**
 * Feeds an `<audio>` with one sentence after the other as a file of its own, for browsers
 * without Media Source: the reader hears small gaps, but waits for the first sentence only.
 */

/** Sentences kept ready ahead of the one being heard. */
const AHEAD = 2;

export class BlobFeed {
  /** Which of a sentence's files is played, and of what type it is. */
  static kind = 'audio';
  static type = 'audio/webm; codecs="opus"';

  #audio; #reading; #onError;
  #silence = URL.createObjectURL(silence());
  /** By number of the sentence: the address of its sound. */
  #sounds = new Map();
  #n = 0;
  /** Seconds into the sentence at which its sound will begin; null once it has. */
  #within = 0;
  #run = null;

  static isSupported() { return Boolean(new Audio().canPlayType(this.type)); }

  /** @param {(error: Error) => void} onError told when nothing more will come by itself */
  constructor(audio, reading, onError) {
    this.#audio = audio;
    this.#reading = reading;
    this.#onError = onError;
  }

  /** Silence keeps the element playing, and so the reader's permission, until the sound that begins at `charIndex` is there. */
  open(charIndex = 0) {
    this.#warmUp();
    this.#start(charIndex);
  }

  /** Whether what plays is only the silence. */
  get isWarmingUp() { return this.#audio.src === this.#silence; }

  get time() {
    return (this.#reading.timeline?.start(this.#n) ?? 0) + (this.#within ?? this.#audio.currentTime);
  }

  get left() { return this.isWarmingUp ? 0 : this.#audio.duration - this.#audio.currentTime; }

  seek(time) {
    const { timeline } = this.#reading;
    const n = timeline.sentenceAt(time);
    const within = Math.max(0, time - timeline.start(n));
    if (n === this.#n && this.#within === null) {
      this.#audio.currentTime = within;
      return;
    }
    timeline.anchor(n);
    this.#start();
    this.#goTo(n, within, !this.#audio.paused);
  }

  /** At the end of a sentence: goes on with the next; false where there is none. */
  next() {
    if (this.#n + 1 >= this.#reading.timeline.count) return false;
    this.resume();
    this.#goTo(this.#n + 1, 0, true);
    return true;
  }

  /** Fetches on, unless it is under way. */
  resume() { if (!this.#run.busy) this.#start(); }

  close() {
    this.#run?.abort.abort();
    for (const address of [this.#silence, ...this.#sounds.values()]) URL.revokeObjectURL(address);
    this.#audio.loop = false;
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  #goTo(n, within, goesOn) {
    this.#n = n;
    this.#within = within;
    if (this.#sounds.has(n)) this.#sound(goesOn);
    else this.#warmUp(goesOn);
  }

  #warmUp(goesOn = false) { this.#load(this.#silence, true, goesOn); }

  #sound(goesOn) {
    this.#load(this.#sounds.get(this.#n), false, goesOn);
    const { signal } = this.#run.abort;
    this.#audio.addEventListener('loadedmetadata', () => {
      if (this.#within) this.#audio.currentTime = this.#within;
      this.#within = null;
    }, { once: true, signal });
  }

  #load(address, loop, goesOn) {
    this.#audio.loop = loop;
    this.#audio.src = address;
    if (goesOn) this.#audio.play().catch(() => {}); // the element's own events tell what became of it
  }

  #start(charIndex = 0) {
    this.#run?.abort.abort();
    const run = { busy: true, abort: new AbortController() };
    this.#run = run;
    this.#fill(charIndex, run.abort.signal).catch((error) => {
      if (!run.abort.signal.aborted) this.#onError(error);
    }).finally(() => { run.busy = false; });
  }

  async #fill(charIndex, signal) {
    await this.#reading.ready();
    if (charIndex > 0) await this.#find(charIndex, signal);
    for (let n; (n = this.#missing()) !== undefined;) {
      await this.#fetch(n, signal);
      if (n === this.#n) this.#sound(!this.#audio.paused);
    }
  }

  async #find(charIndex, signal) {
    const { timeline } = this.#reading;
    const n = timeline.sentenceOf(charIndex);
    timeline.anchor(n);
    const time = await this.#reading.timeOf(charIndex, signal);
    this.#n = n;
    this.#within = time - timeline.start(n);
  }

  /** The next sentence that is worth fetching now; what has been heard is let go. */
  #missing() {
    for (const [n, address] of this.#sounds) {
      if (n >= this.#n && n <= this.#n + AHEAD) continue;
      URL.revokeObjectURL(address);
      this.#sounds.delete(n);
    }
    const last = Math.min(this.#n + AHEAD, this.#reading.timeline.count - 1);
    for (let n = this.#n; n <= last; n++) if (!this.#sounds.has(n)) return n;
    return undefined;
  }

  async #fetch(n, signal) {
    const { kind } = this.constructor;
    const timing = this.#reading.learn(n, signal);
    timing.catch(() => {}); // awaited below; until then it must not count as unhandled
    const blob = await this.#reading.patiently(async () => {
      const response = await this.#reading.speech.sound(n, signal, kind);
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
  static type = 'audio/mpeg';
}
