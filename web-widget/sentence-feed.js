import { asSpeechError } from './speech-client.js';

/**
 * Feeds an `<audio>` through Media Source: one small WebM file per sentence, each
 * placed where the timeline says. Sound starts with the first kilobytes, and the
 * sentence is the unit of fetching ahead, of retry and of seeking.
 */

const TYPE = 'audio/webm; codecs="opus"';
/** Seconds of sound kept ready ahead of the reader at normal speed, and kept behind for going back. */
const AHEAD = 20;
const BEHIND = 30;

export class SentenceFeed {
  #audio; #reading; #onError;
  #source; #buffer; #opened;
  #run = null;
  /** The time a jump is on its way to, while the element is still where it was; else null. */
  #goingTo = null;

  static isSupported() { return sourceClass()?.isTypeSupported(TYPE) ?? false; }

  /** @param {(error: Error) => void} onError told when nothing more will come by itself */
  constructor(audio, reading, onError) {
    this.#audio = audio;
    this.#reading = reading;
    this.#onError = onError;
  }

  /** Seconds from the start of the passage. */
  get time() { return this.#goingTo ?? this.#audio.currentTime; }

  /** Gives the element its source at once, so that `play()` may follow within the click; the sound begins at `charIndex`. */
  open(charIndex = 0) {
    const Source = sourceClass();
    this.#source = new Source();
    // Apple's ManagedMediaSource opens only where the sound cannot move to another device.
    if (Source !== globalThis.MediaSource) this.#audio.disableRemotePlayback = true;
    const address = URL.createObjectURL(this.#source);
    this.#opened = firstOf([[this.#source, 'sourceopen']]).then(() => {
      URL.revokeObjectURL(address);
      this.#buffer = this.#source.addSourceBuffer(TYPE);
    });
    this.#audio.src = address;
    this.#start({ first: 0, time: null, charIndex });
  }

  /** Goes to `time`; what is not there is fetched from its sentence on. */
  seek(time) {
    const { timeline } = this.#reading;
    const n = timeline.sentenceAt(time);
    if (this.#isComing(n, time)) {
      this.#audio.currentTime = time;
      return;
    }
    const within = Math.max(0, time - timeline.start(n));
    timeline.anchor(n);
    this.#start({ first: n, time: timeline.start(n) + within });
  }

  /** After a failure: fetches on from the sentence being heard. */
  resume() {
    if (this.#run.failed) this.#start({ first: this.#run.at, time: this.#goingTo, charIndex: this.#run.from });
  }

  close() {
    this.#run?.abort.abort();
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  /** Whether the sound at `time` is there, or is the next to arrive. */
  #isComing(n, time) {
    if (!this.#buffer || this.#goingTo !== null) return false;
    return covers(this.#buffer.buffered, time) || (n === this.#run.at && !this.#run.failed);
  }

  #start({ first, time, charIndex = 0 }) {
    this.#run?.abort.abort();
    const run = { at: first, from: charIndex, failed: false, abort: new AbortController() };
    this.#run = run;
    this.#goingTo = time;
    this.#fill(run, time).catch((error) => {
      if (run.abort.signal.aborted) return;
      run.failed = true;
      this.#onError(error);
    });
  }

  async #fill(run, time) {
    const { signal } = run.abort;
    await Promise.all([this.#opened, this.#reading.ready()]);
    signal.throwIfAborted();
    if (run.from > 0) time = await this.#find(run);
    if (time !== null) await this.#jump(time, signal);
    for (let next = null; run.at < this.#reading.timeline.count; run.at++) {
      await this.#room(run.at, signal);
      next = await this.#sentence(run.at, next, run);
    }
    await this.#settled();
    if (!signal.aborted && this.#source.readyState === 'open') this.#source.endOfStream();
  }

  /** The time at which a run that begins at a character begins. */
  async #find(run) {
    const { timeline } = this.#reading;
    run.at = timeline.sentenceOf(run.from);
    timeline.anchor(run.at);
    const time = await this.#reading.timeOf(run.from, run.abort.signal);
    run.from = 0;
    return time;
  }

  /** Puts sentence `n` in its place; returns the request for the next one, already under way. */
  async #sentence(n, started, { abort: { signal } }) {
    const { timeline } = this.#reading;
    const timing = this.#reading.learn(n, signal);
    timing.catch(() => {}); // awaited below; until then it must not count as unhandled
    let next = null;
    const attempt = async () => {
      const response = await (started ?? this.#reading.speech.sound(n, signal));
      next ??= this.#request(n + 1, signal);
      await this.#append(timeline.start(n), response, signal);
    };
    await this.#reading.patiently(() => attempt().finally(() => { started = null; }), { signal });
    await timing;
    await this.#stretch();
    return next;
  }

  /** One sentence is asked for ahead of the one arriving, so that no round trip falls between them. */
  #request(n, signal) {
    const { timeline, speech } = this.#reading;
    if (n >= timeline.count || timeline.start(n) - this.#audio.currentTime > this.#ahead()) return null;
    const request = speech.sound(n, signal);
    request.catch(() => {}); // whoever takes it up sees the failure
    return request;
  }

  async #append(start, response, signal) {
    await this.#settled();
    signal.throwIfAborted();
    this.#buffer.abort(); // forgets the beginning of a sentence whose connection broke
    this.#buffer.timestampOffset = start;
    await this.#forgetPlayed();
    const body = response.body.getReader();
    for (;;) {
      const { done, value } = await body.read().catch((error) => { throw asSpeechError(error, signal); });
      if (done) return;
      signal.throwIfAborted();
      await this.#write(value);
    }
  }

  async #write(bytes) {
    try {
      this.#buffer.appendBuffer(bytes);
    } catch (error) {
      if (error.name !== 'QuotaExceededError') throw error;
      await this.#remove(0, Math.max(0, this.#audio.currentTime - 1));
      this.#buffer.appendBuffer(bytes);
    }
    await this.#settled();
  }

  /** Waits until sentence `n` is near enough to be worth fetching. */
  async #room(n, signal) {
    const { timeline } = this.#reading;
    const isFar = () => timeline.start(n) - this.#audio.currentTime > this.#ahead();
    while (isFar() || this.#source.streaming === false) {
      signal.throwIfAborted();
      await firstOf([[this.#audio, 'timeupdate'], [this.#audio, 'ratechange'], [this.#source, 'startstreaming']], signal);
    }
  }

  #ahead() { return AHEAD * Math.max(1, this.#audio.playbackRate); }

  async #jump(time, signal) {
    await this.#settled();
    this.#buffer.abort();
    await this.#remove(0, Infinity);
    signal.throwIfAborted();
    await this.#stretch(time);
    signal.throwIfAborted();
    this.#audio.currentTime = time;
    this.#goingTo = null;
  }

  /** The element refuses to go beyond the duration it knows, so it learns ours. */
  async #stretch(atLeast = 0) {
    await this.#settled();
    const { buffered } = this.#buffer;
    const held = buffered.length ? buffered.end(buffered.length - 1) : 0;
    const duration = Math.max(this.#reading.timeline.total, held, atLeast);
    if (this.#source.readyState === 'open' && this.#source.duration !== duration) this.#source.duration = duration;
  }

  async #forgetPlayed() {
    const { buffered } = this.#buffer;
    const until = this.#audio.currentTime - BEHIND;
    if (buffered.length && until - buffered.start(0) > BEHIND) await this.#remove(0, until);
  }

  async #remove(from, to) {
    if (to <= from || !this.#buffer.buffered.length) return;
    this.#buffer.remove(from, to);
    await this.#settled();
  }

  async #settled() {
    while (this.#buffer.updating) await firstOf([[this.#buffer, 'updateend']]);
  }
}

/** The classic class first: Apple's managed one is for where the other is missing. */
function sourceClass() {
  return globalThis.MediaSource ?? globalThis.ManagedMediaSource;
}

function covers(ranges, time) {
  for (let i = 0; i < ranges.length; i++) if (ranges.start(i) <= time && time < ranges.end(i)) return true;
  return false;
}

/** Resolves with the first of `events`, pairs of target and name; rejects when `signal` aborts. */
function firstOf(events, signal) {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const settle = (act, value) => { over.abort(); act(value); };
    for (const [target, name] of events) target.addEventListener(name, () => settle(resolve), { signal: over.signal });
    signal?.addEventListener('abort', () => settle(reject, signal.reason), { signal: over.signal });
  });
}
