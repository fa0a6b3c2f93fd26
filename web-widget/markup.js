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

const PATHS = {
  play: 'M8 5.4v13.2a.8.8 0 0 0 1.2.7l10.6-6.6a.8.8 0 0 0 0-1.4L9.2 4.7A.8.8 0 0 0 8 5.4Z',
  pause: 'M7.5 5h2a.8.8 0 0 1 .8.8v12.4a.8.8 0 0 1-.8.8h-2a.8.8 0 0 1-.8-.8V5.8a.8.8 0 0 1 .8-.8Zm7 0h2a.8.8 0 0 1 .8.8v12.4a.8.8 0 0 1-.8.8h-2a.8.8 0 0 1-.8-.8V5.8a.8.8 0 0 1 .8-.8Z',
  sound: 'M12 4.5a.8.8 0 0 0-1.3-.6L6.6 7.3H4.2A1.7 1.7 0 0 0 2.5 9v6c0 .9.8 1.7 1.7 1.7h2.4l4.1 3.4a.8.8 0 0 0 1.3-.6v-15Zm2.6 3.7a.8.8 0 0 1 1.1.1 5.7 5.7 0 0 1 0 7.4.8.8 0 1 1-1.2-1 4.1 4.1 0 0 0 0-5.4.8.8 0 0 1 .1-1.1Zm2.7-2.7a.8.8 0 0 1 1.1 0 9.2 9.2 0 0 1 0 13 .8.8 0 1 1-1.1-1.1 7.6 7.6 0 0 0 0-10.8.8.8 0 0 1 0-1.1Z',
};

/** A drawing for a button, by name or as a path on 24 × 24; its meaning is in the button's name. */
export function icon(drawing) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[drawing] ?? drawing);
  svg.append(path);
  return svg;
}
