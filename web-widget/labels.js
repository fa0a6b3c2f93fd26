/** What the widget says to the reader, by language. Accessible names are these words. */
const LABELS = {
  en: {
    listenToSelection: 'Listen to selection',
    listenToArticle: 'Listen to this article',
    minutes: '{n} min',
    player: 'Listen',
    unreachable: 'The speech server cannot be reached. Please try again in a moment.',
  },
};

/**
 * The languages with a file in `labels/`; English is here, and for the player in `player-labels.js`.
 * Written out, so that bundlers find them.
 */
const FILES = {
  ar: () => import('./labels/ar.js'),
  de: () => import('./labels/de.js'),
  es: () => import('./labels/es.js'),
  fr: () => import('./labels/fr.js'),
  it: () => import('./labels/it.js'),
  ja: () => import('./labels/ja.js'),
  nl: () => import('./labels/nl.js'),
  pl: () => import('./labels/pl.js'),
  pt: () => import('./labels/pt.js'),
  ru: () => import('./labels/ru.js'),
  zh: () => import('./labels/zh.js'),
  'zh-hant': () => import('./labels/zh-hant.js'),
};
const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const arrived = new Map();

/** Adds words to a language, or a language to the words; a page's own words win over ours. */
export function addLabels(language, labels) {
  const key = primary(language);
  LABELS[key] = { ...LABELS[key], ...labels };
}

/**
 * Fetches the words of `language`, once, where there is a file for it.
 * Without one, or when it does not come, the words are English.
 * @returns {Promise<void> | null} null where nothing needs to be waited for
 */
export function loadLabels(language) {
  const key = primary(language);
  if (!Object.hasOwn(FILES, key) || arrived.get(key) === true) return null;
  if (!arrived.has(key)) {
    const file = FILES[key]().then(
      ({ default: words }) => { LABELS[key] = { ...words, ...LABELS[key] }; },
      () => {},
    );
    arrived.set(key, file.then(() => { arrived.set(key, true); }));
  }
  return arrived.get(key);
}

/**
 * The label `key` in the nearest language we have; `{name}` is filled from `values`.
 * @param {string} language a BCP 47 tag, or '' for English
 * @param {object} own words that win over ours
 */
export function label(language, key, values = {}, own = {}) {
  const words = own[key] ?? LABELS[primary(language)]?.[key] ?? LABELS.en[key];
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The language and direction that `label` answers in, as attributes for what shows it. */
export function setLanguage(element, language) {
  const key = primary(language);
  const known = LABELS[key] ? language : 'en';
  element.lang = known;
  element.dir = RIGHT_TO_LEFT.has(primary(known)) ? 'rtl' : 'ltr';
}

/** The part of a tag that names its words: the language; for Chinese, which is written in two ways, the script too. */
function primary(language) {
  const tag = language.toLowerCase();
  return /^zh\b.*-(hant|tw|hk|mo)\b/.test(tag) ? 'zh-hant' : tag.split('-')[0] || 'en';
}
