/**
 * Runs in the page before the widget: remembers what happens, and takes away what a
 * browser may lack. In the address of the page, `without=A,B` removes globals and
 * `denies=webm,mpeg` makes the element refuse those types.
 */
{
  const options = new URLSearchParams(location.search);
  const list = (name) => (options.get(name) ?? '').split(',').filter(Boolean);
  for (const name of list('without')) delete window[name];
  const canPlayType = HTMLMediaElement.prototype.canPlayType;
  const isDenied = (type) => list('denies').some((word) => type.includes(word));
  HTMLMediaElement.prototype.canPlayType = function (type) { return isDenied(type) ? '' : canPlayType.call(this, type); };

  const seen = { events: [], errors: [], sounds: [], samples: [] };
  window.seen = seen;
  localStorage.clear();
  for (const type of ['listen-start', 'listen-word', 'listen-end', 'listen-error']) {
    addEventListener(type, ({ detail, target }) => seen.events.push({ type, detail, id: target.id, at: performance.now() }));
  }
  addEventListener('error', ({ message }) => seen.errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => seen.errors.push(`unhandled: ${reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    if (!blockedURI.endsWith('favicon.ico')) seen.errors.push(`${violatedDirective}: ${blockedURI}`);
  });
  addEventListener('pageshow', ({ persisted }) => { seen.persisted = persisted; });

  // The blobs of sentences, in the order in which they were made; the silence before them is a WAV file.
  const createObjectURL = URL.createObjectURL;
  URL.createObjectURL = (of) => {
    const address = createObjectURL.call(URL, of);
    if (of instanceof Blob && !of.type.includes('wav')) seen.sounds.push(address);
    return address;
  };

  const audio = () => document.querySelector('audio');
  const painted = (name) => [...(CSS.highlights?.get(name) ?? [])].map(String).join('').replace(/\s+/g, ' ');
  const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetWidth > 0;
  const isNamed = (element, name) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name;

  window.probe = {
    now() {
      const { currentTime, paused, ended, readyState, playbackRate, src, loop } = audio() ?? { paused: true };
      return { currentTime, paused, ended, readyState, playbackRate, src, loop,
        sound: seen.sounds.indexOf(src), word: painted('click-to-listen-word'), sentence: painted('click-to-listen-sentence') };
    },
    /** The control of that name, in whichever of our shadow roots it is. */
    control(name, nth = 0) {
      const roots = [...document.querySelectorAll('click-to-listen,click-to-listen-stage')].map((host) => host.shadowRoot).filter(Boolean);
      const all = roots.flatMap((root) => [...root.querySelectorAll('button,input,select')]);
      return all.filter((one) => shown(one) && isNamed(one, name))[nth] ?? null;
    },
    middle(element) {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    },
    /** From the start of one piece of text to the end of another, in pixels of the view. */
    span(from, to) {
      const find = (text) => {
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(text);
          if (at < 0) continue;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + text.length);
          return range;
        }
        throw new Error(`the page does not show: ${text}`);
      };
      find(from).startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
      const first = find(from).getClientRects()[0];
      const last = [...find(to).getClientRects()].at(-1);
      return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
    },
    status() { return [...document.querySelectorAll('click-to-listen,click-to-listen-stage')].map((host) => host.shadowRoot?.querySelector('[role="status"]')?.textContent ?? '').join(''); },
    /** Notes after every frame where the sound is, and which word was painted in it. */
    sample() {
      const note = () => {
        const { currentTime, sound, paused, loop, word } = window.probe.now();
        const at = seen.events.findLast(({ type }) => type === 'listen-word')?.detail.charIndex;
        if (!paused && !loop && at !== undefined) seen.samples.push({ currentTime, sound, word, at });
        requestAnimationFrame(() => setTimeout(note));
      };
      note();
    },
  };
}
