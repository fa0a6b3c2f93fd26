import { addLabels } from './labels.js';

/** What only the player says, fetched with it. */
addLabels('en', {
  play: 'Play',
  pause: 'Pause',
  previous: 'Previous sentence',
  next: 'Next sentence',
  seek: 'Position',
  position: '{now} of {total}',
  speed: 'Speed',
  follow: 'Follow the words',
  stop: 'Stop',
  loading: 'Getting the voice ready…',
  waiting: 'Waiting for more sound…',
  playing: 'Playing',
  paused: 'Paused',
  ended: 'Finished',
  busy: 'The speech server is busy. Please try again in a moment.',
  busyRetrying: 'The speech server is busy. Trying again in {n} s…',
  reconnecting: 'The connection was lost. Trying again…',
  too_long: 'This text is too long to be read aloud at once. Please select a shorter part.',
  empty: 'There is nothing here that can be read aloud.',
  unspeakable: 'This text cannot be read aloud.',
  refused: 'The speech server did not accept this text.',
  failed: 'Something went wrong while reading aloud. Please try again.',
});
