/** Builds DOM by hand: no markup strings, so the strictest Trusted Types policy holds. */

/** An element with properties, `aria…`/`data…` attributes written with a dash, and children. */
export function build(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || !(key in element)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** A path that begins with `~` is a line without an inside. */
const PATHS = {
  play: 'M8 6v12l10-6z',
  pause: 'M7.5 6h2v12h-2zm7 0h2v12h-2z',
  // The waves run back along themselves, so that they have no inside to fill.
  back: '~M12 5.4a7.8 7.8 0 1 1-7.8 7.8M15 2.6l-3 2.8 3 2.8M9.4 11v5M14.9 11h-2.6v2h1a1.5 1.5 0 0 1 0 3h-1.2',
  forward: '~M12 5.4a7.8 7.8 0 1 0 7.8 7.8M9 2.6l3 2.8-3 2.8M9.4 11v5M14.9 11h-2.6v2h1a1.5 1.5 0 0 1 0 3h-1.2',
  sound: 'M4 10h3l4-3.5v11L7 14H4zm11-.5a4 4 0 0 1 0 5 4 4 0 0 0 0-5m3-3a8 8 0 0 1 0 11 8 8 0 0 0 0-11',
};

/** A drawing for a button, by name or as a path on 24 × 24; its meaning is in the button's name. */
export function icon(drawing) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const shape = PATHS[drawing] ?? drawing;
  path.setAttribute('d', shape.replace('~', ''));
  if (shape.startsWith('~')) path.setAttribute('fill', 'none');
  svg.append(path);
  return svg;
}
