import { build } from './markup.js';

/**
 * Marks the sentence where the browser has no CSS Custom Highlight API: boxes laid
 * over its lines, in an element of our own, so that the page's stay as they are.
 */
export class Overlay {
  #sentence = null;
  #layer = build('click-to-listen-overlay', { 'aria-hidden': 'true' });
  #sheet = new CSSStyleSheet();

  constructor() {
    this.#sheet.replaceSync(`
      :host { all: initial; position: absolute; inset: 0 auto auto 0; pointer-events: none; z-index: 2147483645; }
      div {
        position: absolute; border-radius: 3px; box-sizing: border-box;
        background: var(--click-to-listen-sentence, rgb(240 180 40 / 0.28));
      }
      @media (forced-colors: active) { div { background: transparent; border: 2px solid Highlight; } }
      @media print { :host { display: none; } }`);
    this.root = this.#layer.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = [this.#sheet];
    addEventListener('resize', () => this.#draw());
    addEventListener('scroll', () => this.#draw(), { capture: true, passive: true });
  }

  /** @param {Range | null} sentence */
  show(sentence) {
    this.#sentence = sentence;
    if (sentence && !this.#layer.isConnected) document.body.append(this.#layer);
    if (!sentence) this.#layer.remove();
    this.#draw();
  }

  #draw() {
    if (!this.#layer.isConnected) return;
    const { left, top } = this.#layer.getBoundingClientRect();
    const boxes = [...(this.#sentence?.getClientRects() ?? [])].filter(({ width }) => width > 1);
    this.root.replaceChildren(...boxes.map((box) => {
      const mark = build('div');
      const place = { left: box.left - left, top: box.top - top, width: box.width, height: box.height };
      for (const [side, pixels] of Object.entries(place)) mark.style.setProperty(side, `${pixels}px`);
      return mark;
    }));
  }
}
