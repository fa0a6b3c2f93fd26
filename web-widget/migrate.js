import { label, loadLabels } from './labels.js';
import { build } from './markup.js';
import { findArticle } from './passage.js';

/**
 * Puts our widget where pages made for ReadSpeaker, GSpeech or BeyondWords have theirs. Fetched only
 * where such markup is met. A service whose own script is still in the page keeps its places.
 */

/** A service is known by what the addresses of its scripts contain. */
const SERVICES = { readspeaker: takeReadSpeaker, gspeech: takeGSpeech, beyondwords: takeBeyondWords };

const SHORTCODE = /\{gspeech([^}]*)\}|\{\/gspeech\}|\[gspeech[^\]]*\]|\[beyondwords_player[^\]]*\]/i;
/** Where a shortcode is quoted, not used. */
const QUOTING = 'script,style,template,noscript,pre,code,kbd,samp,textarea,[contenteditable]';

/** What GSpeech's plug-in makes of its shortcodes for a whole page, with or without a player's number. */
const GSPEECH_PLAYERS = '.gsp_full_player,.gsp_button_player,.gsp_circle_player,[class^="gsp_shortcode_"]:not(.gsp_shortcode_txt_element)';

/** Once the words of the page's language are there. */
export async function migrate() {
  await loadLabels(document.documentElement.lang);
  for (const [service, take] of Object.entries(SERVICES)) {
    if (!document.querySelector(`script[src*="${service}" i]:not([src$="click-to-listen.js"])`)) take();
  }
}

/** Its link names in its address what is to be read. */
function takeReadSpeaker() {
  for (const link of document.querySelectorAll('a[href*="/cgi-bin/rsent"]')) {
    const query = new URL(link.href).searchParams;
    const list = (name, mark) => (query.get(name) ?? '').split(',').filter((word) => word.trim()).map((word) => mark + CSS.escape(word.trim()));
    const parts = [...list('readid', '#'), ...list('readclass', '.')].join();
    put(link.closest('.rsbtn') ?? link, { for: parts, language: tagOf(query.get('lang') ?? '') });
  }
  skipBetweenComments();
}

/** `en_uk` → `en-GB`, `no_nb` → `nb`; where the region only says the language again, as in `ar_ar`, it says nothing. */
function tagOf(code) {
  const [language, region] = code.toLowerCase().split('_');
  if (language === 'no') return region ?? language;
  return !region || region === language ? language : `${language}-${region === 'uk' ? 'GB' : region.toUpperCase()}`;
}

/** `<!-- RSPEAK_STOP -->` … `<!-- RSPEAK_START -->`, from before there were classes. */
function skipBetweenComments() {
  const says = (node, word) => node.nodeType === Node.COMMENT_NODE && node.data.trim() === word;
  const comments = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    if (!says(comments.currentNode, 'RSPEAK_STOP')) continue;
    let node = comments.currentNode;
    while ((node = node.nextSibling) && !says(node, 'RSPEAK_START')) node.classList?.add('rs_skip');
  }
}

function takeGSpeech() {
  for (const place of document.querySelectorAll(GSPEECH_PLAYERS)) {
    const text = place.closest('.gsp_inline_shortcode')?.querySelector('.gsp_shortcode_txt_element');
    if (text) putForWords(place, text);
    else putForArticle(place);
  }
  for (const place of document.querySelectorAll('.gsp_def_inline_shortcode,.gspeech_pro_main_wrapper')) {
    const text = place.closest('.gsp_inline_shortcode')?.querySelector('.gsp_shortcode_txt_element') ?? place.previousElementSibling;
    if (text) putForWords(place, text, place.querySelector('[language]')?.getAttribute('language'));
  }
  takeShortcodes();
}

function takeBeyondWords() {
  const hasArticle = findArticle(document.body) !== null;
  const marked = document.querySelector('[data-beyondwords-marker]');
  const parts = !hasArticle && marked ? { for: '[data-beyondwords-marker]' } : {};
  const places = document.querySelectorAll('[data-beyondwords-player],.beyondwords-player');
  for (const place of places) putForArticle(place, parts);
  if (!places.length && parts.for) marked.before(build('click-to-listen', parts));
}

/** Shortcodes that stand in the text since the plug-in that replaced them is gone. */
function takeShortcodes() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => (
    SHORTCODE.test(node.data) && !node.parentElement.closest(QUOTING) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  let open = null;
  for (let node of found) {
    for (let match; (match = SHORTCODE.exec(node.data));) {
      const place = build('span');
      const rest = node.splitText(match.index);
      rest.data = rest.data.slice(match[0].length);
      rest.before(place);
      if (match[0].startsWith('[')) putForArticle(place);
      else if (match[1] !== undefined) open = { place, language: /language=["']?([\w-]+)/.exec(match[1])?.[1] };
      else open = close(open, place);
      node = rest;
    }
  }
}

/** What stands between the two halves of a shortcode, where both are in one element, gets its button. */
function close(open, place) {
  if (open?.place.parentNode !== place.parentNode) return null;
  const text = build('span');
  while (open.place.nextSibling !== place) text.append(open.place.nextSibling);
  open.place.after(text);
  putForWords(open.place, text, open.language);
  return null;
}

/** One for each article, however many players it had. */
function putForArticle(place, attributes = {}) {
  const article = findArticle(place) ?? document.body;
  if (article.querySelector('click-to-listen:not([for]),click-to-listen[for^="[data-"]')) hide(place);
  else put(place, attributes);
}

/** A small button for some words of the page, not for all of an article. */
function putForWords(place, text, language = '') {
  text.id ||= `listen-${document.querySelectorAll('click-to-listen').length + 1}`;
  const words = { listenToArticle: label(document.documentElement.lang, 'player'), minutes: '' };
  const widget = put(place, { for: `#${CSS.escape(text.id)}`, language, labels: JSON.stringify(words) });
  Object.assign(widget.style, { display: 'inline-block', verticalAlign: 'middle' });
}

function put(place, attributes) {
  const given = Object.entries(attributes).filter(([, value]) => value);
  const widget = build('click-to-listen', Object.fromEntries(given));
  place.before(widget);
  hide(place);
  return widget;
}

/** Hidden, not removed: scripts of the page may look for it. */
function hide(place) { place.style.setProperty('display', 'none', 'important'); }
