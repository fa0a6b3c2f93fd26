import assert from 'node:assert/strict';
import test from 'node:test';
import { Timeline } from '../../web-widget/timeline.js';

/** Three sentences of ten characters, each thought to last two seconds. */
function threeSentences() {
  return new Timeline([0, 1, 2].map((n) => ({ charIndex: n * 10, charLength: 9, estimated_seconds: 2 })));
}

/** A sentence's timing with a word a second, each of four characters. */
function timing(n, duration) {
  const words = Array.from({ length: Math.floor(duration) }, (_, i) => ({
    name: 'word', charIndex: n * 10 + i * 5, charLength: 4, elapsedTime: i + 0.25, duration: 0.5,
  }));
  return { duration, marks: [{ name: 'sentence', charIndex: n * 10, charLength: 9, elapsedTime: 0, duration }, ...words] };
}

test('estimates_give_way_to_exact_durations', () => {
  const timeline = threeSentences();
  assert.equal(timeline.total, 6);
  timeline.learn(0, timing(0, 3));
  assert.deepEqual([timeline.start(1), timeline.start(2), timeline.total], [3, 5, 7]);
  assert.ok(timeline.knows(0) && !timeline.knows(1));
});

test('a_sentence_placed_after_known_ones_never_moves', () => {
  const timeline = threeSentences();
  timeline.learn(0, timing(0, 3));
  const placed = timeline.start(1);
  timeline.learn(1, timing(1, 7));
  timeline.learn(2, timing(2, 1));
  assert.equal(timeline.start(1), placed);
});

test('an_anchor_holds_while_what_lies_before_it_is_learnt', () => {
  const timeline = threeSentences();
  timeline.anchor(2);
  assert.equal(timeline.start(2), 4);
  timeline.learn(0, timing(0, 3));
  assert.equal(timeline.start(2), 4);
  timeline.anchor(2);
  assert.equal(timeline.start(2), 5);
});

test('the_word_is_the_last_one_begun', () => {
  const timeline = threeSentences();
  timeline.learn(0, timing(0, 2));
  timeline.learn(1, timing(1, 2));
  const at = (time) => timeline.wordAt(time)?.charIndex ?? null;
  const cases = [[0, null], [0.24, null], [0.25, 0], [0.9, 0], [1.25, 5], [1.99, 5], [2.1, null], [2.25, 10], [4.5, null]];
  for (const [time, expected] of cases) assert.equal(at(time), expected, `at ${time}`);
  assert.equal(timeline.wordAt(3.3).elapsedTime, 3.25);
});

test('a_place_in_the_text_has_a_time_even_before_it_is_known', () => {
  const timeline = threeSentences();
  assert.equal(timeline.timeOf(10), 2);
  assert.ok(timeline.timeOf(14) > 2 && timeline.timeOf(14) < 4);
  timeline.learn(1, timing(1, 2));
  assert.equal(timeline.timeOf(15), 3.25);
});

test('times_outside_the_passage_belong_to_its_ends', () => {
  const timeline = threeSentences();
  assert.deepEqual([timeline.sentenceAt(-5), timeline.sentenceAt(99)], [0, 2]);
});
