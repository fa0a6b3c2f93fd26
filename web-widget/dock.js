import { dockStyles } from './dock-style.js';
import { setLanguage } from './labels.js';
import { build, icon } from './markup.js';

/** The player's controls: one bar at the bottom of the view, shown by whichever widget is speaking. */

const DRAWINGS = {
  toggle: 'pause',
  previous: 'M6.5 7v10M17 7v10l-7-5z',
  next: 'M17.5 7v10M7 7v10l7-5z',
  back: 'back',
  forward: 'forward',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  stop: 'm7 7 10 10M17 7 7 17',
};
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
/** Seconds by which the buttons move the position. */
const LEAP = 15;
/** Seconds by which the arrow keys and the page keys move the position. */
const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };

export class Dock {
  #player;
  #actions;
  /** Whose words are shown. */
  #widget = null;
  #isDragging = false;

  /**
   * @param {import('./player.js').Player} player
   * @param {{stop: Function, follow: Function, speed: (rate: number) => void, settings: () => Promise<import('./settings.js').Settings>}} actions
   */
  constructor(player, actions) {
    this.#player = player;
    this.#actions = actions;
    this.#build();
    player.addEventListener('state', () => this.#onState());
    player.addEventListener('time', () => this.#onTime());
  }

  /** Shows the bar inside `widget`, so that it follows it in the order of focus. */
  show(widget) {
    const root = widget.shadowRoot;
    this.#widget = widget;
    this.#name();
    if (!root.adoptedStyleSheets.includes(dockStyles())) root.adoptedStyleSheets.push(dockStyles());
    if (this.bar.parentNode !== root) root.append(this.bar);
    this.bar.hidden = false;
    // The top layer, where the browser has it, lies above anything of the page.
    this.bar.showPopover?.();
    this.#onTime();
  }

  hide() {
    this.#closeSettings();
    this.bar.hidden = true;
    this.bar.remove();
  }

  /** The height it covers at the bottom of the view. */
  get height() { return this.bar.isConnected ? innerHeight - this.bar.getBoundingClientRect().top : 0; }

  focus() { this.toggle.focus({ preventScroll: true }); }

  /** Tells the reader something in words, until the state changes; `key` is one of the labels. */
  say(key, values, isProblem) {
    this.status.textContent = this.#widget.label(key, values);
    this.bar.toggleAttribute('data-problem', isProblem);
  }

  set following(following) { this.follow.hidden = following; }

  #build() {
    const button = (name, act) => {
      const control = build('button', { type: 'button', part: `button ${name}` }, icon(DRAWINGS[name]));
      control.addEventListener('click', act);
      return control;
    };
    this.previous = button('previous', () => this.#player.skip(-1));
    this.toggle = button('toggle', () => this.#player.toggle());
    this.next = button('next', () => this.#player.skip(+1));
    this.back = button('back', () => this.#player.seek(this.#player.time - LEAP));
    this.forward = button('forward', () => this.#player.seek(this.#player.time + LEAP));
    this.more = button('more', () => this.#toggleSettings());
    this.more.setAttribute('aria-expanded', 'false');
    this.stop = button('stop', this.#actions.stop);
    this.follow = build('button', { type: 'button', className: 'follow', part: 'button follow', hidden: true });
    this.follow.addEventListener('click', this.#actions.follow);
    this.now = build('span', { className: 'time', 'aria-hidden': 'true' });
    this.left = build('span', { className: 'time', 'aria-hidden': 'true' });
    this.status = build('div', { role: 'status', className: 'status' });
    this.#buildSeek();
    this.#buildSpeed();
    // Time runs to the right in every language, as on any player.
    const line = build('div', { className: 'line', dir: 'ltr' }, this.now, this.seek, this.left);
    const buttons = build('div', { className: 'buttons', dir: 'ltr' }, this.previous, this.back, this.toggle, this.forward, this.next);
    this.bar = build('div', { className: 'dock', role: 'toolbar', popover: 'manual', part: 'player', hidden: true },
      buttons, line, this.speed, this.more, this.stop, this.follow, this.status);
    this.bar.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.#escape(); });
  }

  #buildSeek() {
    this.seek = build('input', { type: 'range', min: '0', max: '0', step: 'any', value: '0', part: 'seek' });
    this.seek.addEventListener('input', () => this.#player.seek(Number(this.seek.value)));
    this.seek.addEventListener('pointerdown', () => { this.#isDragging = true; });
    for (const end of ['pointerup', 'pointercancel', 'change']) {
      this.seek.addEventListener(end, () => { this.#isDragging = false; });
    }
    this.seek.addEventListener('keydown', (event) => {
      const step = STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#player.seek(this.#player.time + step);
    });
  }

  #buildSpeed() {
    const options = SPEEDS.map((speed) => build('option', { value: String(speed), textContent: `${speed}×` }));
    this.speed = build('select', { part: 'speed', dir: 'ltr' }, ...options);
    this.speed.value = String(this.#player.rate);
    this.speed.addEventListener('change', () => this.#actions.speed(Number(this.speed.value)));
  }

  async #toggleSettings() {
    const widget = this.#widget;
    const settings = await this.#actions.settings();
    if (this.#widget !== widget || this.bar.hidden) return; // closed meanwhile
    if (!settings.panel.parentNode) this.bar.prepend(settings.panel);
    const opens = settings.panel.hidden;
    if (opens) settings.open(widget);
    else this.#closeSettings();
    this.more.setAttribute('aria-expanded', String(opens));
  }

  /** Whether there was a panel to close. */
  #closeSettings() {
    const panel = this.bar.querySelector('.settings:not([hidden])');
    if (!panel) return false;
    panel.hidden = true;
    this.more.setAttribute('aria-expanded', 'false');
    return true;
  }

  #escape() {
    if (this.#closeSettings()) this.more.focus({ preventScroll: true });
    else this.#actions.stop();
  }

  #name() {
    this.bar.setAttribute('aria-label', this.#widget.label('player'));
    for (const part of ['seek', 'speed']) this[part].setAttribute('aria-label', this.#widget.label(part));
    for (const part of ['previous', 'back', 'forward', 'next', 'more', 'stop']) {
      this[part].title = this.#widget.label(part);
      this[part].setAttribute('aria-label', this[part].title);
    }
    this.follow.textContent = this.#widget.label('follow');
    setLanguage(this.bar, this.#widget.labelLanguage);
    this.#nameToggle();
  }

  #nameToggle() {
    const act = this.#player.isOn ? 'pause' : 'play';
    const name = this.#widget.label(act);
    if (this.toggle.getAttribute('aria-label') === name) return;
    this.toggle.setAttribute('aria-label', name);
    this.toggle.title = name;
    this.toggle.replaceChildren(icon(act));
  }

  #onState() {
    const { state } = this.#player;
    this.bar.dataset.state = state;
    this.#nameToggle();
    // A failure is told with its reason, by whoever knows it.
    if (state !== 'failed' && state !== 'idle') this.say(state, {}, false);
  }

  #onTime() {
    const { duration } = this.#player;
    const time = Math.min(this.#player.time, duration);
    this.now.textContent = clock(time);
    this.left.textContent = duration ? `−${clock(duration - time)}` : '–:––';
    this.left.title = this.#widget.label('left', { time: clock(duration - time) });
    this.seek.max = String(duration);
    if (!this.#isDragging) this.seek.value = String(time);
    this.seek.disabled = duration === 0;
    this.seek.style.setProperty('--played', duration ? String(this.seek.value / duration) : '0');
    const now = this.#widget.label('position', { now: clock(time), total: clock(duration) });
    this.seek.setAttribute('aria-valuetext', now);
  }
}

/** 65 → "1:05" */
function clock(seconds) {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
