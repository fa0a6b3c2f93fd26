import { build } from './markup.js';

/** What is wanted seldom: volume, voice and download. Fetched, and the voices asked for, when first opened. */
export class Settings {
  #playback;
  #widget = null;

  /** @param {import('./playback.js').Playback} playback */
  constructor(playback) {
    this.#playback = playback;
    this.volume = build('input', { type: 'range', min: '0', max: '1', step: '0.05', part: 'volume' });
    this.volume.addEventListener('input', () => { this.#setVolume(); });
    this.voice = build('select', { part: 'voice' });
    this.voice.addEventListener('change', () => playback.speakWith(this.voice.value));
    this.download = build('a', { className: 'download', part: 'download', target: '_blank', rel: 'noopener' });
    this.download.addEventListener('click', (event) => this.#save(event));
    this.names = [build('span'), build('span')];
    this.panel = build('div', { className: 'settings', role: 'group', part: 'settings', hidden: true },
      build('label', {}, this.names[0], this.volume), build('label', {}, this.names[1], this.voice), this.download);
  }

  /** @param {HTMLElement} widget whose words and server are used */
  open(widget) {
    const isNew = this.#widget?.server.href !== widget.server.href;
    this.#widget = widget;
    const word = (key) => widget.label(key);
    this.panel.setAttribute('aria-label', word('more'));
    this.names[0].textContent = word('volume');
    this.names[1].textContent = word('voice');
    this.download.textContent = word('download');
    this.volume.value = String(this.#playback.player.volume);
    this.#setVolume();
    this.panel.hidden = false;
    this.volume.focus({ preventScroll: true });
    this.#link();
    if (isNew || !this.voice.options.length) this.#listVoices();
  }

  #setVolume() {
    this.#playback.player.volume = Number(this.volume.value);
    this.volume.style.setProperty('--played', this.volume.value);
  }

  /** The voices that speak the language being read; all of them where none does. */
  async #listVoices() {
    const own = build('option', { value: '', textContent: this.#widget.label('ownVoice') });
    this.voice.replaceChildren(own);
    const { passage, speech } = this.#playback.player.reading;
    const voices = await speech.voices().catch(() => []);
    const language = primary(passage.language || document.documentElement.lang);
    const fitting = voices.filter((voice) => primary(voice.language) === language);
    const options = (fitting.length ? fitting : voices).map(({ id, name }) => build('option', { value: id, textContent: name }));
    this.voice.replaceChildren(own, ...options);
    this.voice.value = this.#playback.voiceFor(passage) ?? '';
  }

  async #link() {
    this.download.removeAttribute('href');
    const { speech } = this.#playback.player.reading;
    this.download.href = await speech.file((format) => format === 'mp3').catch(() => '');
  }

  /** A link to another origin would open instead of being saved, so the file is fetched first. */
  async #save(event) {
    if (!this.download.href.startsWith('http')) return;
    event.preventDefault();
    const { href } = this.download;
    this.download.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(href, { credentials: 'omit' });
      if (!response.ok) throw new Error(response.statusText);
      const address = URL.createObjectURL(await response.blob());
      build('a', { href: address, download: `${document.title.trim() || 'audio'}.mp3` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch {
      open(href, '_blank', 'noopener');
    } finally {
      this.download.removeAttribute('aria-busy');
    }
  }
}

function primary(language) { return language.toLowerCase().split('-')[0]; }
