/** The look of the player's bar, on top of the sheet that every shadow root has. */

const RULES = `
.dock {
  box-sizing: border-box; position: fixed; z-index: 2147483646;
  inset: auto 0 calc(env(safe-area-inset-bottom) + 16px); margin: 0 auto; width: min(760px, calc(100vw - 24px)); max-width: none; overflow: visible;
  display: grid; grid-template: "buttons line speed more stop" auto "status status status status status" auto / auto 1fr auto auto auto;
  align-items: center; column-gap: 2px; padding: 8px 10px;
  background: var(--surface); color: var(--ink); border: 1px solid var(--edge); border-radius: 20px;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.08), 0 12px 40px rgb(0 0 0 / 0.2);
}
.buttons, .line { display: flex; align-items: center; }
.buttons { grid-area: buttons; justify-content: center; }
.line { grid-area: line; gap: 8px; min-width: 0; padding: 0 6px; }
[part~="speed"] { grid-area: speed; }
[part~="more"] { grid-area: more; }
[part~="more"] svg { stroke-width: 3; }
[part~="stop"] { grid-area: stop; }
.dock > button:hover, .buttons button:hover, .dock > select:hover { background-color: var(--hover); }
.dock [part~="toggle"] { margin: 0 2px; background: var(--accent); color: var(--on-accent); }
.dock [part~="toggle"]:hover { background: var(--accent); filter: brightness(1.08); }
.dock :focus-visible { outline-color: var(--accent); }
.time { min-width: 4ch; font-size: 13px; font-variant-numeric: tabular-nums; color: var(--quiet); text-align: center; }
.follow, .settings {
  position: absolute; bottom: calc(100% + 8px); background: var(--surface); border: 1px solid var(--edge);
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.08), 0 8px 24px rgb(0 0 0 / 0.16);
}
.follow { inset-inline-start: 0; padding: 0 18px; color: var(--accent); white-space: nowrap; }
.dock .follow:hover { background: linear-gradient(var(--hover), var(--hover)), var(--surface); }
.settings {
  inset-inline-end: 0; box-sizing: border-box; width: min(320px, 100%); padding: 10px 16px; border-radius: 16px;
  max-height: calc(100vh - 160px); overflow: auto;
}
.settings label { display: grid; grid-template-columns: 6em 1fr; align-items: center; gap: 8px; min-height: 48px; }
.settings label span { color: var(--quiet); overflow-wrap: anywhere; }
.settings select { width: 100%; min-width: 0; padding: 0 12px; border: 1px solid var(--edge); border-radius: 10px; text-align: start; text-align-last: start; text-overflow: ellipsis;
  padding-inline-end: 34px; background: no-repeat linear-gradient(45deg, transparent 50%, var(--quiet) 50%) right 18px center / 6px 6px,
    no-repeat linear-gradient(-45deg, transparent 50%, var(--quiet) 50%) right 12px center / 6px 6px; }
.settings select:dir(rtl) { background-position: left 12px center, left 18px center; }
.download { display: flex; align-items: center; min-height: 44px; color: var(--accent); font-weight: 600; text-underline-offset: 3px; }
.download[aria-busy] { opacity: 0.6; }
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
.status { grid-area: status; padding: 2px 10px 4px; color: var(--quiet); font-size: 13px; line-height: 1.4; }
.dock:is([data-state="playing"], [data-state="paused"], [data-state="ended"]):not([data-problem]) .status {
  position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.dock[data-problem] .status { color: var(--ink); }

@media (max-width: 560px) {
  .dock { grid-template: "line line stop" auto "speed buttons more" auto "status status status" auto / auto 1fr auto; padding: 4px 8px 6px; }
}
@media (max-width: 350px) {
  .buttons :is([part~="previous"], [part~="next"]) { display: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .dock:popover-open { animation: rise 0.18s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
}
@media (forced-colors: active) {
  .dock, .dock [part~="toggle"] { border: 1px solid ButtonText; }
  input[type="range"] { forced-color-adjust: none; --accent: Highlight; --rail: ButtonText; }
  .settings select { appearance: auto; }
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
