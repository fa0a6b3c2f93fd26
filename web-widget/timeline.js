/**
 * Where everything lies in time. Pure: knows no page, no network, no audio.
 *
 * Each sentence has an estimated duration from the first answer on, and an exact
 * one once its timing is learnt. One sentence, the anchor, is pinned to a moment
 * of media time; the others follow from it in both directions. Sound is placed
 * forward from the anchor and only after sentences whose durations are exact, so
 * what has been placed never moves; a jump elsewhere pins a new anchor.
 */
export class Timeline {
  #sentences;
  #starts;
  #anchor = 0;
  #anchorTime = 0;

  /** @param {{charIndex: number, charLength: number, estimated_seconds: number}[]} sentences in order */
  constructor(sentences) {
    this.#sentences = sentences.map(({ charIndex, charLength, estimated_seconds }) => ({
      charIndex, charLength, duration: estimated_seconds, words: null,
    }));
    this.#place();
  }

  get count() { return this.#sentences.length; }

  /** Seconds from the start to the end, as well as is known now. */
  get total() { return this.#starts[this.count]; }

  start(n) { return this.#starts[n]; }
  end(n) { return this.#starts[n + 1]; }
  sentence(n) { return this.#sentences[n]; }

  /** Whether the exact duration and the words of sentence `n` are known. */
  knows(n) { return this.#sentences[n].words !== null; }

  /** Takes the answer of the server about sentence `n`; times in it count from the sentence's own start. */
  learn(n, { duration, marks }) {
    const words = marks
      .filter((mark) => mark.name === 'word')
      .map(({ charIndex, charLength, elapsedTime, duration }) => ({ charIndex, charLength, elapsedTime, duration }));
    Object.assign(this.#sentences[n], { duration, words });
    this.#place();
  }

  /** Pins sentence `n` where the best durations known now put it. */
  anchor(n) {
    this.#anchorTime = this.#sentences.slice(0, n).reduce((sum, { duration }) => sum + duration, 0);
    this.#anchor = n;
    this.#place();
  }

  /** The sentence heard at `time`; before the first and after the last it is that one. */
  sentenceAt(time) {
    return clamp(lastAtMost(this.#starts, time, (start) => start), 0, this.count - 1);
  }

  /** The sentence that holds, or comes before, the character at `charIndex`. */
  sentenceOf(charIndex) {
    return clamp(lastAtMost(this.#sentences, charIndex, (sentence) => sentence.charIndex), 0, this.count - 1);
  }

  /**
   * The last word begun at `time`, with `elapsedTime` from the passage's start, or null:
   * before the first word, or where the words are not known yet. A pause keeps the word before it.
   */
  wordAt(time) {
    const n = this.sentenceAt(time);
    const words = this.#sentences[n]?.words;
    if (!words) return null;
    const i = lastAtMost(words, time - this.start(n), (word) => word.elapsedTime);
    return i < 0 ? null : this.#inPassage(n, words[i]);
  }

  /** When the word at or after `charIndex` is spoken; for a sentence not yet known, an estimate. */
  timeOf(charIndex) {
    const n = this.sentenceOf(charIndex);
    const { charIndex: first, charLength, duration, words } = this.#sentences[n];
    const word = words?.find((w) => w.charIndex + w.charLength > charIndex);
    if (word) return this.start(n) + word.elapsedTime;
    return this.start(n) + duration * clamp((charIndex - first) / Math.max(1, charLength), 0, 1);
  }

  #inPassage(n, word) {
    return { ...word, sentence: n, elapsedTime: this.start(n) + word.elapsedTime };
  }

  #place() {
    const starts = new Array(this.count + 1);
    starts[this.#anchor] = this.#anchorTime;
    for (let n = this.#anchor; n < this.count; n++) starts[n + 1] = starts[n] + this.#sentences[n].duration;
    for (let n = this.#anchor; n > 0; n--) starts[n - 1] = starts[n] - this.#sentences[n - 1].duration;
    this.#starts = starts;
  }
}

/** Index of the last item whose key is at most `value`, or -1; keys never fall. */
function lastAtMost(items, value, keyOf) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(items[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
