/** The look of button, bar and article player, as one constructed sheet: no inline style, no extra request. */

const RULES = `
:host { all: initial; color-scheme: inherit; }
:host, button, select, input { font: 500 14px/1.2 var(--click-to-listen-font, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif); }
:host([hidden]), [hidden] { display: none !important; }

.dock, .selection {
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
  .dock, .selection {
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
  background: transparent; color: inherit; cursor: pointer; -webkit-tap-highlight-color: transparent; touch-action: manipulation;
}
button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; }
svg { width: 22px; height: 22px; fill: currentColor; flex: none; }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }

/* The article's own button takes its colours from the page around it. */
:host(click-to-listen) { display: block; color: inherit; }
.article { display: inline-flex; align-items: center; gap: 12px; }
.article button {
  padding: 0 20px 0 14px; border: 1px solid currentColor;
  border-color: color-mix(in srgb, currentColor 32%, transparent);
  color: var(--click-to-listen-text, inherit); transition: background-color 0.15s;
}
.article button:hover, .article button[aria-pressed="true"] { background-color: color-mix(in srgb, currentColor 9%, transparent); }
.minutes { font-size: 13px; font-variant-numeric: tabular-nums; opacity: 0.78; }

.selection {
  position: fixed; z-index: 2147483647; inset: 0 auto auto 0; padding: 0 18px 0 14px;
  background: var(--surface); color: var(--ink); border: 1px solid var(--edge); white-space: nowrap;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.1), 0 8px 24px rgb(0 0 0 / 0.16);
}
.selection svg { color: var(--accent); }
.selection:hover { background: linear-gradient(var(--hover), var(--hover)), var(--surface); }
.selection[data-docked] {
  inset: auto auto calc(env(safe-area-inset-bottom) + 20px) 50%; transform: translateX(-50%) !important; min-height: 52px; padding: 0 24px 0 18px;
}
:host([data-playing]) .selection[data-docked] { bottom: calc(env(safe-area-inset-bottom) + 132px); }

.dock {
  box-sizing: border-box; position: fixed; z-index: 2147483646;
  inset: auto 0 calc(env(safe-area-inset-bottom) + 16px); margin: 0 auto; width: min(720px, calc(100vw - 24px)); max-width: none; overflow: visible;
  display: grid; grid-template-columns: auto 1fr auto; align-items: center; column-gap: 12px; padding: 8px 10px;
  background: var(--surface); color: var(--ink); border: 1px solid var(--edge); border-radius: 20px;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.08), 0 12px 40px rgb(0 0 0 / 0.2);
}
.buttons, .rest, .line { display: flex; align-items: center; }
.line { gap: 10px; min-width: 0; }
.dock button:hover, .dock select:hover { background-color: var(--hover); }
.dock [part~="toggle"] { background: var(--accent); color: var(--on-accent); }
.dock [part~="toggle"]:hover { background: var(--accent); filter: brightness(1.08); }
.dock :focus-visible { outline-color: var(--accent); }
.time { min-width: 4ch; font-size: 13px; font-variant-numeric: tabular-nums; color: var(--quiet); text-align: center; }
.follow { padding: 0 14px; color: var(--accent); white-space: nowrap; }
select { appearance: none; padding: 0 6px; text-align: center; text-align-last: center; font-variant-numeric: tabular-nums; }
option { color: #1f2624; background: #fff; }

input[type="range"] {
  appearance: none; flex: 1; min-width: 60px; height: 44px; margin: 0; background: transparent; cursor: pointer; border-radius: 8px;
}
input[type="range"]::-webkit-slider-runnable-track {
  height: 4px; border-radius: 2px;
  background: linear-gradient(to right, var(--accent) calc(var(--played, 0) * 100%), var(--rail) 0);
}
input[type="range"]::-moz-range-track { height: 4px; border-radius: 2px; background: var(--rail); }
input[type="range"]::-moz-range-progress { height: 4px; border-radius: 2px; background: var(--accent); }
input[type="range"]::-webkit-slider-thumb { appearance: none; width: 16px; height: 16px; margin-top: -6px; border-radius: 50%; background: var(--accent); border: 0; }
input[type="range"]::-moz-range-thumb { width: 16px; height: 16px; border-radius: 50%; background: var(--accent); border: 0; }
input[type="range"]:dir(rtl)::-webkit-slider-runnable-track { background: linear-gradient(to left, var(--accent) calc(var(--played, 0) * 100%), var(--rail) 0); }

/* What is fine is told to screen readers only; what takes time or went wrong is told to all. */
.status { grid-column: 1 / -1; padding: 2px 10px 4px; color: var(--quiet); font-size: 13px; line-height: 1.4; }
.dock:is([data-state="playing"], [data-state="paused"], [data-state="ended"]):not([data-problem]) .status {
  position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.dock[data-problem] .status { color: var(--ink); }

@media (max-width: 560px) {
  .dock { grid-template-columns: 1fr auto; padding: 4px 8px 6px; }
  .line { grid-row: 1; grid-column: 1 / -1; padding: 0 6px; }
  .buttons { gap: 4px; }
}
@media (prefers-reduced-motion: no-preference) {
  .dock:popover-open { animation: rise 0.18s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
}
@media (forced-colors: active) {
  .dock, .selection, .article button { border: 1px solid ButtonText; }
  .dock [part~="toggle"] { border: 1px solid ButtonText; }
  input[type="range"] { forced-color-adjust: none; --accent: Highlight; --rail: GrayText; }
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
