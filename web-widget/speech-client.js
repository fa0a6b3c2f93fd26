/** Talks to the server: one passage, its sentences, their sound and timing. */

/** Why speech did not come; `kind` is a key of the labels. */
export class SpeechError extends Error {
  constructor(kind, { message = kind, retryAfter = null } = {}) {
    super(message);
    this.name = 'SpeechError';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

const MAX_WAIT_SECONDS = 30;
const TRIES = { unreachable: 4, busy: 6 };

/**
 * Runs `attempt` until it works. A refusal that names its time is obeyed, a lost
 * connection is tried again at growing intervals; anything else is thrown at once.
 * @param {(kind: string, seconds: number) => void} onWait told before each wait
 * @param {{unreachable: number, busy: number}} tries
 */
export async function patiently(attempt, { signal, onWait = () => {}, tries = TRIES } = {}) {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted || !(tried < tries[error.kind])) throw error;
      const seconds = Math.min(error.retryAfter ?? 0.4 * 2 ** (tried - 1), MAX_WAIT_SECONDS);
      onWait(error.kind, seconds);
      signal?.throwIfAborted();
      await delay(seconds, signal);
    }
  }
}

/** A passage as the server knows it. Nothing is sent before `ready`. */
export class Speech {
  #server;
  #request;
  #info = null;

  /**
   * @param {URL | string} server
   * @param {{text: string, voice?: string, language?: string, runs?: object[]}} request
   */
  constructor(server, request) {
    this.#server = server;
    this.#request = request;
  }

  /** Posts the passage once; a failure is forgotten, so that a later call posts again. */
  ready() {
    this.#info ??= this.#post().catch((error) => {
      this.#info = null;
      throw error;
    });
    return this.#info;
  }

  /** The sound of sentence `n` as a WebM file, or as the other `kind` there is, `mp3`; streamed while it is spoken. */
  async sound(n, signal, kind = 'audio') {
    return this.#get((info) => info.segments[n][kind], signal);
  }

  /** `{duration, marks}` of sentence `n`, times from its own start. */
  async timing(n, signal) {
    const response = await this.#get((info) => info.segments[n].marks, signal);
    return response.json().catch((error) => { throw asSpeechError(error, signal); });
  }

  /** The address of the whole as one file in the first format that `plays`. */
  async file(plays) {
    const { audio } = await this.ready();
    const format = Object.keys(audio).find(plays) ?? 'mp3';
    return new URL(audio[format], this.#server).href;
  }

  /** What the server can speak with. */
  async voices() {
    return (await (await this.#fetch('/v1/voices', {})).json()).data;
  }

  async #post() {
    const response = await this.#fetch('/v1/passages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(this.#request),
    });
    return response.json();
  }

  /** The server forgets texts after an hour: then the passage is posted again, once. */
  async #get(addressOf, signal) {
    try {
      return await this.#fetch(addressOf(await this.ready()), { signal });
    } catch (error) {
      if (error.kind !== 'unknown_passage') throw error;
      this.#info = null;
      return this.#fetch(addressOf(await this.ready()), { signal });
    }
  }

  async #fetch(address, options) {
    // A rooted path stays below the server's own path, where it has one.
    const url = new URL(address.startsWith('/v1/') ? `.${address}` : address, this.#server);
    const response = await fetch(url, { credentials: 'omit', ...options }).catch((error) => {
      throw asSpeechError(error, options.signal);
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

/** A broken connection, as told by fetch or by a body that stops; an abort stays what it is. */
export function asSpeechError(error, signal) {
  if (signal?.aborted || error instanceof SpeechError) return error;
  return new SpeechError('unreachable', { message: error.message });
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new SpeechError(kindOf(response.status, problem.code), {
    message: problem.detail ?? problem.title ?? `HTTP ${response.status}`,
    retryAfter: retryAfter(response.headers.get('Retry-After')),
  });
}

function kindOf(status, code) {
  if (code === 'unknown_passage') return code;
  if (status === 413 || /too_(long|large)/.test(code)) return 'too_long';
  if (status === 422) return 'unspeakable';
  if (status === 429 || status === 503) return 'busy';
  if (status === 502 || status === 504) return 'unreachable';
  return status < 500 ? 'refused' : 'failed';
}

/** Seconds; the header may also hold a date. */
function retryAfter(value) {
  if (value === null) return null;
  const seconds = Number.isNaN(Number(value)) ? (Date.parse(value) - Date.now()) / 1000 : Number(value);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

function delay(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
