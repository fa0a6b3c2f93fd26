import { patiently } from './speech-client.js';
import { Timeline } from './timeline.js';

/** A passage being read aloud: its place in the page, its speech and its timeline. */
export class Reading {
  #ready = null;

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

  /** Makes the passage known to the server; asked twice, it is done once. A failure may be tried again. */
  ready(onWait) {
    // The reader waits for the first answer, so a silent server is reported after one more try.
    this.#ready ??= patiently(() => this.speech.ready(), { onWait, tries: { unreachable: 2, busy: 6 } })
      .then(({ segments }) => { this.timeline ??= new Timeline(segments); })
      .catch((error) => {
        this.#ready = null;
        throw error;
      });
    return this.#ready;
  }

  /** Learns the exact times of sentence `n`, once. */
  async learn(n, signal, onWait) {
    if (this.timeline.knows(n)) return;
    this.timeline.learn(n, await patiently(() => this.speech.timing(n, signal), { signal, onWait }));
  }
}
