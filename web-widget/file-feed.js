import { silence } from './silence.js';

/**
 * Feeds an `<audio>` with the whole passage as one file, where nothing better works:
 * slower to start, but it plays wherever audio plays.
 */

/** Words are learnt this far ahead of the reader, in seconds. */
const AHEAD = 30;

const TYPES = {
  opus: 'audio/ogg; codecs="opus"',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
};

export class FileFeed {
  #audio; #reading; #onError;
  #abort = new AbortController();
  #silence = null;
  #from = 0;

  /** @param {(error: Error) => void} onError told when nothing more will come by itself */
  constructor(audio, reading, onError) {
    this.#audio = audio;
    this.#reading = reading;
    this.#onError = onError;
  }

  static isSupported() { return true; }

  /**
   * The address of the file may not be known yet, but the element must be started
   * within the click: it plays a moment of silence, and keeps the permission.
   */
  open(charIndex = 0) {
    this.#from = charIndex;
    this.#silence = URL.createObjectURL(silence());
    this.#audio.src = this.#silence;
    this.#audio.loop = true;
    this.#fill().catch((error) => {
      if (!this.#abort.signal.aborted) this.#onError(error);
    });
  }

  /** Whether what plays is only the silence. */
  get isWarmingUp() { return this.#audio.src === this.#silence; }

  get time() { return this.isWarmingUp ? 0 : this.#audio.currentTime; }

  get left() { return 0; }

  seek(time) { this.#audio.currentTime = time; }

  resume() {
    if (this.#audio.error) this.#audio.load();
  }

  close() {
    this.#abort.abort();
    URL.revokeObjectURL(this.#silence);
    this.#audio.loop = false;
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  async #fill() {
    const { signal } = this.#abort;
    await this.#reading.ready();
    const file = await this.#reading.speech.file((format) => this.#audio.canPlayType(TYPES[format] ?? ''));
    const start = await this.#startTime(signal);
    signal.throwIfAborted();
    const goesOn = !this.#audio.paused;
    this.#audio.loop = false;
    this.#audio.src = file;
    if (start) this.#audio.addEventListener('loadedmetadata', () => { this.#audio.currentTime = start; }, { once: true, signal });
    if (goesOn) this.#audio.play().catch(() => {}); // the element's own events tell what became of it
    await this.#learnWords(signal);
  }

  /** In one file a place is known only when all before it is. */
  async #startTime(signal) {
    const { timeline } = this.#reading;
    timeline.anchor(0);
    if (!this.#from) return 0;
    for (let n = 0; n < timeline.sentenceOf(this.#from); n++) await this.#reading.learn(n, signal);
    return this.#reading.timeOf(this.#from, signal);
  }

  async #learnWords(signal) {
    const { timeline } = this.#reading;
    for (let n = 0; n < timeline.count; n++) {
      while (timeline.start(n) - this.#audio.currentTime > AHEAD * Math.max(1, this.#audio.playbackRate)) {
        await new Promise((resolve) => this.#audio.addEventListener('timeupdate', resolve, { once: true }));
        signal.throwIfAborted();
      }
      await this.#reading.learn(n, signal);
    }
  }
}
