/** What lies outside the page: the lock screen and its keys, other tabs, and the page being put away. */

const HANDLED = ['play', 'pause', 'stop', 'seekbackward', 'seekforward', 'seekto', 'previoustrack', 'nexttrack'];
/** Seconds a lock screen's buttons move the position, where it does not say. */
const LEAP = 15;

export class Platform {
  #player;
  #stop;
  #channel = null;

  /**
   * @param {import('./player.js').Player} player
   * @param {() => void} stop ends the listening
   */
  constructor(player, stop) {
    this.#player = player;
    this.#stop = stop;
    player.addEventListener('state', () => this.#onState(player.state));
    player.addEventListener('word', () => this.#tellPosition());
    // A page kept for the way back must be quiet, and an open channel may keep it from being kept.
    addEventListener('pagehide', () => {
      player.pause();
      this.#channel?.close();
      this.#channel = null;
    });
  }

  #onState(state) {
    if (state === 'playing') this.#hushOtherTabs();
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    if (state === 'loading') this.#takeKeys(mediaSession);
    if (state === 'idle') this.#giveKeysBack(mediaSession);
    else mediaSession.playbackState = this.#player.isOn ? 'playing' : 'paused';
  }

  #takeKeys(mediaSession) {
    mediaSession.metadata = new MediaMetadata(aboutPage());
    for (const action of HANDLED) handle(mediaSession, action, (details) => this.#act(action, details));
  }

  #giveKeysBack(mediaSession) {
    mediaSession.metadata = null;
    mediaSession.playbackState = 'none';
    for (const action of HANDLED) handle(mediaSession, action, null);
  }

  #act(action, { seekOffset = LEAP, seekTime }) {
    const player = this.#player;
    if (action === 'play') player.resume();
    else if (action === 'pause') player.pause();
    else if (action === 'stop') this.#stop();
    else if (action === 'seekto') player.seek(seekTime);
    else if (action.startsWith('seek')) player.seek(player.time + (action === 'seekforward' ? seekOffset : -seekOffset));
    else player.skip(action === 'nexttrack' ? 1 : -1);
  }

  #tellPosition() {
    const { duration, rate } = this.#player;
    const position = Math.min(this.#player.time, duration);
    if (duration) navigator.mediaSession?.setPositionState?.({ duration, position, playbackRate: rate });
  }

  /** One player at a time across the tabs of a site: the last one started. */
  #hushOtherTabs() {
    if (!globalThis.BroadcastChannel) return;
    if (!this.#channel) {
      this.#channel = new BroadcastChannel('click-to-listen');
      this.#channel.addEventListener('message', () => this.#player.pause());
    }
    this.#channel.postMessage('playing');
  }
}

/** A browser refuses the actions that it does not know. */
function handle(mediaSession, action, act) {
  try {
    mediaSession.setActionHandler(action, act);
  } catch { /* then it has no such key */ }
}

function aboutPage() {
  const meta = (property) => document.querySelector(`meta[property="${property}"]`)?.content ?? '';
  const image = meta('og:image');
  const artwork = URL.canParse(image, document.baseURI) ? [{ src: new URL(image, document.baseURI).href }] : [];
  return {
    title: meta('og:title') || document.title,
    artist: meta('og:site_name') || location.hostname,
    artwork: image ? artwork : [],
  };
}
