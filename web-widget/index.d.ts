/** The attributes of `<click-to-listen>`, as written in HTML. */
export interface ClickToListenAttributes {
  /** Selector of the article, or of its parts, which are read in the order of the page; without it the surrounding or main article is found. */
  for?: string;
  /** Id of the voice; it wins over `language`. */
  voice?: string;
  /** BCP 47 tag of the speech; without it the page's own `lang` decides. */
  language?: string;
  /** Address of the speech server; without it the one the script came from; in a bundle, the page's own origin. */
  server?: string;
  /** Language of the labels, inherited as everywhere in HTML. */
  lang?: string;
  /** `off`: while listening, a click on a word does not go there. */
  'start-on-click'?: 'off';
  /** JSON object of words that replace ours on this widget, such as `{"listenToArticle": "Hear it"}`. */
  labels?: string;
}

export interface ListenStartDetail {
  /** What is read. */
  text: string;
}

export interface ListenWordDetail {
  /** Place of the word in the text being read, in UTF-16 units, as `String.prototype.slice` counts. */
  charIndex: number;
  charLength: number;
  /** Seconds from the start of the sound. */
  elapsedTime: number;
  /** The word itself. */
  text: string;
}

export interface ListenEndDetail {
  /** `false` when it was stopped before its end. */
  completed: boolean;
}

export type ListenErrorCode = 'unreachable' | 'busy' | 'too_long' | 'unspeakable' | 'refused' | 'failed';

export interface ListenErrorDetail {
  code: ListenErrorCode;
  message?: string;
}

/** The events of `<click-to-listen>`; all bubble and are composed. */
export interface ClickToListenEventMap {
  /** When sound is first heard. */
  'listen-start': CustomEvent<ListenStartDetail>;
  /** As each word begins. */
  'listen-word': CustomEvent<ListenWordDetail>;
  /** At the end, or when stopped. */
  'listen-end': CustomEvent<ListenEndDetail>;
  /** When it cannot be read. */
  'listen-error': CustomEvent<ListenErrorDetail>;
}

/** Makes an article, and any text selected in the page, listenable. */
export class ClickToListen extends HTMLElement {
  /** Words for a language we do not have, or instead of ours. Call it before the first widget is shown. */
  static addLabels(language: string, labels: Record<string, string>): void;

  /** What "the article" means for this element, in the order of the page; never empty. */
  readonly articles: Element[];
  /** Where its speech comes from. */
  readonly server: URL;

  addEventListener<K extends keyof ClickToListenEventMap>(
    type: K,
    listener: (this: ClickToListen, event: ClickToListenEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ClickToListenEventMap>(
    type: K,
    listener: (this: ClickToListen, event: ClickToListenEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Registers `<click-to-listen>`; a second copy on the page leaves the first in charge. */
export function define(): void;

/** Gives a page that places no widget itself one: where another service had its own, else below the heading of its article. */
export function placeInPage(): Promise<void>;

declare global {
  interface HTMLElementTagNameMap {
    'click-to-listen': ClickToListen;
  }
}
