/** The look of the buttons and the colours of all, as a constructed sheet: no inline style, no extra request. */

const RULES = `
:host { all: initial; color-scheme: inherit; }
:host, button, select, input { font: 500 14px/1.2 var(--click-to-listen-font, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif); }
:host([hidden]), [hidden] { display: none !important; }

.dock, .selection, .notice {
  --accent: var(--click-to-listen-accent, #0f6b5c);
  --on-accent: var(--click-to-listen-on-accent, #fff);
  --surface: var(--click-to-listen-surface, #fffefb);
  --ink: var(--click-to-listen-text, #1f2624);
  --quiet: var(--click-to-listen-quiet, #5a6562);
  --edge: var(--click-to-listen-edge, rgb(20 40 35 / 0.14));
  --rail: rgb(20 40 35 / 0.18);
  --hover: rgb(20 40 35 / 0.07);
}
@supports (color: light-dark(#000, #fff)) {
  .dock, .selection, .notice {
    --accent: var(--click-to-listen-accent, light-dark(#0f6b5c, #7ed3c0));
    --on-accent: var(--click-to-listen-on-accent, light-dark(#fff, #06231d));
    --surface: var(--click-to-listen-surface, light-dark(#fffefb, #1e2423));
    --ink: var(--click-to-listen-text, light-dark(#1f2624, #e8edeb));
    --quiet: var(--click-to-listen-quiet, light-dark(#5a6562, #a3b0ac));
    --edge: var(--click-to-listen-edge, light-dark(rgb(20 40 35 / 0.14), rgb(255 255 255 / 0.16)));
    --rail: light-dark(rgb(20 40 35 / 0.18), rgb(255 255 255 / 0.24));
    --hover: light-dark(rgb(20 40 35 / 0.07), rgb(255 255 255 / 0.1));
  }
}

button, select {
  box-sizing: border-box; min-width: 44px; min-height: 44px; margin: 0; padding: 0; border: 0; border-radius: 999px;
  background: transparent; color: inherit; cursor: pointer; touch-action: manipulation;
}
button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; }
svg { width: 22px; height: 22px; flex: none; fill: currentColor; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }

/* The article's own button takes its colours from the page around it. */
:host(click-to-listen) { display: block; color: inherit; }
.article[data-wordless] { visibility: hidden; }
.article { display: inline-flex; align-items: center; gap: 12px; -webkit-user-select: none; user-select: none; }
.article button {
  padding-block: 0; padding-inline: 14px 20px; border: 1px solid currentColor; scroll-margin: 12px;
  border-color: color-mix(in srgb, currentColor 32%, transparent);
  color: var(--click-to-listen-text, inherit);
}
.article button:hover, .article button[aria-pressed="true"] { background-color: color-mix(in srgb, currentColor 9%, transparent); }
.minutes { font-size: 13px; font-variant-numeric: tabular-nums; opacity: 0.78; }

.selection, .notice {
  position: fixed; z-index: 2147483647; background: var(--surface); color: var(--ink); border: 1px solid var(--edge);
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.1), 0 8px 24px rgb(0 0 0 / 0.16);
}
.selection {
  inset: 0 auto auto 0; padding-block: 0; padding-inline: 14px 18px; white-space: nowrap;
}
.selection svg { color: var(--accent); }
.selection:hover { background: linear-gradient(var(--hover), var(--hover)), var(--surface); }
.selection[data-docked] {
  inset: auto auto calc(env(safe-area-inset-bottom) + 20px) 50%; transform: translateX(-50%) !important; min-height: 52px; padding-inline: 18px 24px;
}
:host([data-playing]) .selection[data-docked] { bottom: calc(env(safe-area-inset-bottom) + 132px); }

/* Said here only while the bar, which says the rest, could not be fetched. */
.notice {
  inset: auto 0 calc(env(safe-area-inset-bottom) + 20px); width: fit-content; max-width: calc(100vw - 72px); margin: 0 auto;
  padding: 14px 20px; border-radius: 16px; line-height: 1.4;
}
.notice:empty { display: none; }

@media (forced-colors: active) {
  .selection, .notice, .article button { border: 1px solid ButtonText; }
  .selection svg { color: inherit; }
}
@media print { :host { display: none !important; } }
`;

let sheet = null;

/** The sheet every shadow root of the widget adopts. */
export function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
