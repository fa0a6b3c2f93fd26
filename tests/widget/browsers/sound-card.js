/** A sound card that is none: PulseAudio with a sink that leads nowhere, whose sound can be measured. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasProgram, startProcess } from './processes.js';

const RATE = 8000;

/** Null where PulseAudio is not installed. */
export async function startSoundCard() {
  if (!hasProgram('pulseaudio') || !hasProgram('parec')) return null;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aloud-sound-'));
  const socket = path.join(home, 'socket');
  const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, PULSE_SERVER: `unix:${socket}` };
  const daemon = await startProcess('pulseaudio', [
    '-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=true', '--realtime=no', '--high-priority=no',
    '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`, '-L', 'module-null-sink sink_name=nowhere rate=48000',
  ], { env, isReady: () => fs.existsSync(socket) });
  return {
    env: { PULSE_SERVER: env.PULSE_SERVER },
    level: (seconds) => record(seconds, env),
    async stop() {
      await daemon.stop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Root mean square of what is heard in the next `seconds`, from 0 to 1. */
function record(seconds, env) {
  const wanted = Math.round(seconds * RATE) * 2;
  const recorder = spawn('parec', ['--device=nowhere.monitor', '--format=s16le', '--channels=1', `--rate=${RATE}`, '--raw', '--latency-msec=50'], {
    env, stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    const chunks = [];
    let length = 0;
    recorder.stdout.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= wanted) recorder.kill();
    });
    recorder.once('error', reject);
    recorder.once('close', () => resolve(level(Buffer.concat(chunks).subarray(0, wanted))));
  });
}

function level(bytes) {
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));
  const power = samples.reduce((sum, sample) => sum + (sample / 32768) ** 2, 0);
  return samples.length ? Math.sqrt(power / samples.length) : 0;
}
