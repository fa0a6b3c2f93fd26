import { patiently } from './speech-client.js';
import { Timeline } from './timeline.js';

/** A passage being read aloud: its place in the page, its speech and its timeline. */
export class Reading {
  #ready = null;
  #onWait = () => {};
  #waiting = { kind: '', until: 0 };

  /**
   * @param {import('./passage.js').Passage} passage
   * @param {import('./speech-client.js').Speech} speech
   */
  constructor(passage, speech) {
    this.passage = passage;
    this.speech = speech;
    /** @type {Timeline | null} null until `ready` */
    this.timeline = null;
  }

  /** Who is told of each wait, `(kind, seconds)`; also of the one under way, begun before the click. */
  set onWait(tell) {
    this.#onWait = tell;
    const seconds = (this.#waiting.until - performance.now()) / 1000;
    if (seconds > 0) tell(this.#waiting.kind, seconds);
  }

  /** Makes the passage known to the server; asked twice, it is done once. A failure may be tried again. */
  ready() {
    // The reader waits for the first answer, so a silent server is reported after one more try.
    this.#ready ??= this.patiently(() => this.speech.ready(), { tries: { unreachable: 2, busy: 6 } })
      .then(({ segments }) => { this.timeline ??= new Timeline(segments); })
      .catch((error) => {
        this.#ready = null;
        throw error;
      });
    return this.#ready;
  }

  /** Learns the exact times of sentence `n`, once. */
  async learn(n, signal) {
    if (this.timeline.knows(n)) return;
    this.timeline.learn(n, await this.patiently(() => this.speech.timing(n, signal), { signal }));
  }

  /** When the word at or after `charIndex` is spoken, to the word. */
  async timeOf(charIndex, signal) {
    await this.learn(this.timeline.sentenceOf(charIndex), signal);
    return this.timeline.timeOf(charIndex);
  }

  /** Runs `attempt` with patience, and tells of each wait. */
  patiently(attempt, options) {
    return patiently(attempt, { ...options, onWait: (kind, seconds) => this.#wait(kind, seconds) });
  }

  #wait(kind, seconds) {
    this.#waiting = { kind, until: performance.now() + seconds * 1000 };
    this.#onWait(kind, seconds);
  }
}
