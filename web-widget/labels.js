/** What the widget says to the reader, by language; English where we have no other. Accessible names are these words. */
const LABELS = {
  en: {
    listenToSelection: 'Listen to selection',
    listenToArticle: 'Listen to this article',
    minutes: '{n} min',
    player: 'Listen',
    unreachable: 'The speech server cannot be reached. Please try again in a moment.',
  },
};

/** Adds words to a language, or a language to the words. */
export function addLabels(language, labels) {
  LABELS[language] = { ...LABELS[language], ...labels };
}

/**
 * The label `key` in the nearest language we have; `{name}` is filled from `values`.
 * @param {string} language a BCP 47 tag, or '' for English
 */
export function label(language, key, values = {}) {
  const table = LABELS[language.toLowerCase().split('-')[0]] ?? LABELS.en;
  return (table[key] ?? LABELS.en[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
