/** Stands between the page and the speech server: remembers the posts, and refuses where a test wants it to. */
import fs from 'node:fs';
import http from 'node:http';

const HOOKS = new URL('hooks.js', import.meta.url);

/** @param {string} target address of the speech server; `proxy.target` may be set anew */
export async function startProxy(target) {
  const proxy = { target, posts: [], refuse: null, isDead: false };
  const server = http.createServer((request, response) => {
    if (proxy.isDead) request.socket.destroy();
    else if (request.url === '/hooks.js') response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(fs.readFileSync(HOOKS));
    else if (proxy.refuse?.(request)) refuse(response);
    else pass(proxy, request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.stop = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return proxy;
}

function pass(proxy, request, response) {
  const { method, url } = request;
  const headers = { ...request.headers, 'accept-encoding': 'identity' }; // what is read here is read as it is
  const isPost = method === 'POST' && url === '/v1/passages';
  const onward = http.request(new URL(url, proxy.target), { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    if (isPost) collect(answer).then((text) => { if (answer.statusCode === 201) post.answer = JSON.parse(text); });
    answer.once('aborted', () => response.destroy());
    answer.pipe(response);
  });
  const post = {};
  if (isPost) {
    proxy.posts.push(post);
    collect(request).then((text) => { post.sent = JSON.parse(text); }, () => {});
  }
  // A server that is not there is for the page a connection that breaks.
  onward.once('error', () => response.destroy());
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}

function refuse(response) {
  response.writeHead(503, {
    'Content-Type': 'application/problem+json', 'Retry-After': '1',
    'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After',
  });
  response.end('{"code":"busy"}');
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
