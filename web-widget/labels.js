/** What the widget says to the reader, by language; English where we have no other. Accessible names are these words. */
const LABELS = {
  en: {
    listenToSelection: 'Listen to selection',
    listenToArticle: 'Listen to this article',
    player: 'Listen',
    play: 'Play',
    pause: 'Pause',
    previous: 'Previous sentence',
    next: 'Next sentence',
    seek: 'Position',
    position: '{now} of {total}',
    speed: 'Speed',
    follow: 'Follow the words',
    stop: 'Stop',
    minutes: '{n} min',
    loading: 'Getting the voice ready…',
    waiting: 'Waiting for more sound…',
    playing: 'Playing',
    paused: 'Paused',
    ended: 'Finished',
    unreachable: 'The speech server cannot be reached. Please try again in a moment.',
    busy: 'The speech server is busy. Please try again in a moment.',
    busyRetrying: 'The speech server is busy. Trying again in {n} s…',
    reconnecting: 'The connection was lost. Trying again…',
    too_long: 'This text is too long to be read aloud at once. Please select a shorter part.',
    empty: 'There is nothing here that can be read aloud.',
    unspeakable: 'This text cannot be read aloud.',
    refused: 'The speech server did not accept this text.',
    failed: 'Something went wrong while reading aloud. Please try again.',
  },
};

/**
 * The label `key` in the nearest language we have; `{name}` is filled from `values`.
 * @param {string} language a BCP 47 tag, or '' for English
 */
export function label(language, key, values = {}) {
  const table = LABELS[language.toLowerCase().split('-')[0]] ?? LABELS.en;
  return (table[key] ?? LABELS.en[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
