// The official `openai` package for Node, unchanged, against a running server.
// The Python suite beside this one holds the details; here is what another HTTP
// stack could break: typed lists, a whole file, a live stream, an error.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import OpenAI, { BadRequestError, NotFoundError } from "openai";

const HELLO = "Hello there. It cost five dollars, and nobody minded.";
const LONG = Array.from({ length: 180 }, (_, n) => `Sentence number ${n} tells of a river and a mill.`).join(" ");

let server;
let cache;
let client;

before(async () => {
  cache = await mkdtemp(join(tmpdir(), "aloud-clients-"));
  // A voice that is installed on this machine would speak by default.
  const own = ["--cache", cache, "--voices", join(cache, "voices")];
  const serve = ["serve", "--listen", "127.0.0.1:0", ...own];
  server = spawn(process.env.ALOUD_BIN, serve, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await Promise.race([
    once(createInterface(server.stdout), "line"),
    once(server, "exit").then(([code]) => assert.fail(`the server ended with ${code} before it listened`)),
  ]);
  const url = /^aloud is listening on (http:\/\/\S+)$/.exec(line)?.[1];
  assert.ok(url, `first line on stdout: ${line}`);
  client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "unused", maxRetries: 0, timeout: 60_000 });
});

after(async () => {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await rm(cache, { recursive: true, force: true });
});

const speak = (changes) =>
  client.audio.speech.create({ model: "tts-1", voice: "alloy", input: HELLO, response_format: "wav", ...changes });

test("the model list is typed", async () => {
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.ok(ids.includes("tts-1"), ids.join());
});

test("a file arrives whole", async () => {
  const bytes = Buffer.from(await (await speak()).arrayBuffer());
  assert.equal(bytes.toString("latin1", 0, 4), "RIFF");
  assert.ok(bytes.length > 2 * 2 * 16_000, `${bytes.length} bytes are less than two seconds`);
});

test("a long text begins long before it ends", async () => {
  const started = performance.now();
  const response = await speak({ input: LONG, response_format: "opus" });
  let first;
  for await (const _ of response.body) first ??= performance.now() - started;
  const whole = performance.now() - started;
  assert.ok(first < whole / 4, `first byte after ${first} ms of ${whole} ms`);
});

test("an unknown voice is the package's own exception and is named", async () => {
  await assert.rejects(speak({ voice: "nobody-of-that-name" }), (error) => {
    assert.ok(error instanceof BadRequestError || error instanceof NotFoundError, String(error));
    assert.deepEqual(Object.keys(error.error).sort(), ["code", "message", "param", "type"]);
    assert.match(error.message, /nobody-of-that-name/);
    return true;
  });
});

test("aac is refused with the formats there are", async () => {
  await assert.rejects(speak({ response_format: "aac" }), (error) => {
    assert.ok(error instanceof BadRequestError, String(error));
    for (const format of ["mp3", "opus", "flac", "wav", "pcm"]) assert.ok(error.message.includes(format), format);
    return true;
  });
});

test("a listener that leaves does not disturb the next one", async () => {
  const leaving = new AbortController();
  const response = await client.audio.speech.create(
    { model: "tts-1", voice: "alloy", input: LONG, response_format: "opus" },
    { signal: leaving.signal },
  );
  await response.body[Symbol.asyncIterator]().next();
  leaving.abort();
  assert.ok((await (await speak()).arrayBuffer()).byteLength > 0);
});
