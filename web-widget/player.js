import { BlobFeed, FileFeed, Mp3BlobFeed } from './plain-feeds.js';
import { SentenceFeed } from './sentence-feed.js';
import { SpeechError } from './speech-client.js';

/** Best first. What the browser cannot do is passed over; what fails there gives way to the next. */
const LADDER = [SentenceFeed, BlobFeed, Mp3BlobFeed, FileFeed];

/**
 * One `<audio>` for ever, whatever is read. Says what is so, never what should be:
 * the state changes when the element reports it.
 *
 * Events: `state`; `time`; `word` (detail: the word begun); `wait` (detail: {kind, seconds});
 * `failure` (detail: SpeechError).
 */
export class Player extends EventTarget {
  /** 'idle' | 'loading' | 'playing' | 'waiting' | 'paused' | 'ended' | 'failed' */
  state = 'idle';
  /** @type {import('./reading.js').Reading | null} */
  reading = null;
  #audio;
  #feed = null;
  #word = null;
  #from = 0;
  #frame = 0;
  #heard = false;
  #stumbled = false;

  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    super();
    this.#audio = audio;
    audio.preservesPitch = true;
    const on = (names, act) => names.forEach((name) => audio.addEventListener(name, () => this.#isSpeaking && act()));
    on(['playing'], () => this.#playing());
    on(['waiting'], () => this.#waiting());
    on(['ended'], () => this.#ended());
    on(['timeupdate', 'seeked', 'durationchange'], () => this.#tell());
    on(['error'], () => this.#stepDown(audio.error));
    audio.addEventListener('pause', () => { if (this.#feed && !audio.ended && this.state !== 'failed') this.#become('paused'); });
  }

  /** Seconds from the start of the passage. */
  get time() { return this.#feed?.time ?? 0; }

  /** Seconds of the whole passage: estimated until all is known, 0 before anything is. */
  get duration() { return this.reading?.timeline?.total ?? 0; }

  /** Where in the text the reader is: the word heard last, or where the next one will be. */
  get charIndex() { return this.#from; }

  get isOn() { return this.state === 'playing' || this.state === 'loading' || this.state === 'waiting'; }

  get rate() { return this.#audio.playbackRate; }

  /** Loading a new source resets the rate to the default, so both are set. */
  set rate(rate) {
    this.#audio.defaultPlaybackRate = rate;
    this.#audio.playbackRate = rate;
  }

  /** From 0 to 1. Where the device alone decides, as on an iPhone, it stays 1. */
  get volume() { return this.#audio.volume; }
  set volume(volume) { this.#audio.volume = volume; }

  /** Reads from the character at `from` on. Must be called within the click: `play()` comes before any await. */
  play(reading, from = 0) {
    this.stop();
    this.reading = reading;
    this.#from = from;
    this.#use(LADDER, from);
    this.#become('loading');
    reading.onWait = (kind, seconds) => { if (this.reading === reading) this.#emit('wait', { kind, seconds }); };
    this.#start();
  }

  pause() { this.#audio.pause(); }

  resume() {
    if (this.state === 'ended') this.seek(0);
    if (this.state === 'failed') {
      this.#become('loading');
      this.#feed.resume();
    }
    this.#start();
  }

  toggle() {
    if (this.isOn) this.pause();
    else this.resume();
  }

  /** Goes to `time` seconds, kept within the passage. */
  seek(time) {
    const timeline = this.reading?.timeline;
    if (!timeline) return;
    const within = Math.min(Math.max(0, time), this.duration);
    this.#word = null;
    this.#from = timeline.sentence(timeline.sentenceAt(within)).charIndex;
    this.#feed.seek(within);
    this.#tell();
  }

  /** Goes to the word at or after `charIndex`, and plays. Call it within the click. */
  async goTo(charIndex) {
    const { reading } = this;
    if (!this.isOn) this.resume();
    await reading.ready();
    const time = await reading.timeOf(charIndex);
    if (this.reading === reading) this.seek(time);
  }

  /** Goes `by` sentences on or back; back from the middle of one means to its start. */
  skip(by) {
    const timeline = this.reading?.timeline;
    if (!timeline) return;
    const n = timeline.sentenceAt(this.time);
    const isMidway = by < 0 && this.time - timeline.start(n) > 2;
    this.seek(timeline.start(Math.min(Math.max(0, isMidway ? n : n + by), timeline.count - 1)));
  }

  stop() {
    if (!this.#feed) return;
    const feed = this.#feed;
    this.#feed = null;
    this.#audio.pause();
    feed.close();
    this.#word = null;
    this.#heard = this.#stumbled = false;
    this.#become('idle');
    this.reading = null;
  }

  get #isSpeaking() { return this.#feed !== null && !this.#feed.isWarmingUp; }

  /** Takes the first of `rungs` that this browser can do; a rung below the last there is not. */
  #use(rungs, from) {
    const Feed = rungs.find((rung) => rung.isSupported());
    const feed = new Feed(this.#audio, this.reading, (error) => {
      if (this.#feed === feed) this.#failed(error);
    });
    this.#feed = feed;
    feed.open(from);
  }

  #start() {
    if (this.state === 'paused' && this.#feed.isWarmingUp) this.#become(this.#heard ? 'waiting' : 'loading');
    this.#audio.play().catch((error) => {
      if (error.name === 'NotAllowedError') this.#become('paused');
    });
  }

  #playing() {
    this.#heard = true;
    this.#become('playing');
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#step);
  }

  #waiting() {
    this.#become(this.#heard ? 'waiting' : 'loading');
    if (!this.#stumbled) return;
    this.#stumbled = false;
    this.#feed.resume();
  }

  /** What has arrived is played to its end; only then is the failure worth another try, or a word. */
  #failed(error) {
    if (!(error instanceof SpeechError)) this.#stepDown(error);
    else if (this.state === 'playing' && this.#secondsLeft() > 0.3) this.#stumbled = true;
    else this.#giveUp(error);
  }

  #giveUp(error) {
    this.#become('failed');
    this.#audio.pause();
    this.#emit('failure', error);
  }

  /** The next rung, from the word being heard. */
  #stepDown(error) {
    const below = LADDER.slice(LADDER.findIndex((Feed) => this.#feed.constructor === Feed) + 1);
    if (!below.length) {
      this.#giveUp(new SpeechError('failed', { message: error?.message }));
      return;
    }
    const isPaused = this.state === 'paused';
    this.#feed.close();
    this.#use(below, this.#from);
    if (!isPaused) this.#start();
  }

  /** The end of what was there: of the passage, or of one sentence of a feed that has more. */
  #ended() {
    this.#stumbled = false;
    if (!this.#feed.next?.()) this.#become('ended');
    else if (this.#feed.isWarmingUp) this.#become('waiting');
  }

  #secondsLeft() {
    const { buffered, currentTime } = this.#audio;
    return buffered.length ? buffered.end(buffered.length - 1) - currentTime : 0;
  }

  #step = () => {
    if (this.state !== 'playing') return;
    this.#tell();
    this.#frame = requestAnimationFrame(this.#step);
  };

  #tell() {
    const word = this.reading.timeline?.wordAt(this.time) ?? null;
    if (word && this.#heard && (word.charIndex !== this.#word?.charIndex || word.sentence !== this.#word.sentence)) {
      this.#word = word;
      this.#from = word.charIndex;
      this.#emit('word', word);
    }
    this.#emit('time');
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#emit('state');
  }

  #emit(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
