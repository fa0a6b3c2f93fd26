/** Serves a folder, as any host of static pages does. */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.map': 'application/json', '.svg': 'image/svg+xml' };

/** On a free port; `policy` is its Content Security Policy. */
export async function startFolder(folder, { policy } = {}) {
  const site = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    const named = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const file = named.endsWith('/') ? `${named}index.html` : named;
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    const headers = { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' };
    if (policy) headers['Content-Security-Policy'] = policy;
    return response.writeHead(200, headers).end(fs.readFileSync(file));
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${site.address().port}`,
    stop: () => new Promise((resolve) => { site.closeAllConnections(); site.close(resolve); }),
  };
}
