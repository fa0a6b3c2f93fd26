/** The look of the player's bar, on top of the sheet that every shadow root has. */

const RULES = `
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
  .dock, .dock [part~="toggle"] { border: 1px solid ButtonText; }
  input[type="range"] { forced-color-adjust: none; --accent: Highlight; --rail: GrayText; }
}
`;

let sheet = null;

/** The sheet a shadow root adopts while it holds the bar. */
export function dockStyles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
