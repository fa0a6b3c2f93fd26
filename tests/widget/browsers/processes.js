/** Programs that the tests start, and end again. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

export const hasProgram = (name) => spawnSync('which', [name]).status === 0;

/** The first of `places` that is a file, or what the PATH finds by that name. */
export const programAt = (...places) => places
  .map((place) => (place?.includes('/') ? place : place && spawnSync('which', [place], { encoding: 'utf8' }).stdout.trim()))
  .find((place) => place && fs.existsSync(place));

/** A program that runs until `stop`, in a process group of its own, so that what it started ends with it. */
export async function startProcess(program, args, { env = process.env, isReady }) {
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'ignore', process.env.BROWSER_LOG ? 'inherit' : 'ignore'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const end = (signal) => { try { process.kill(-child.pid, signal); } catch { /* it has ended */ } };
  const stop = async () => {
    end('SIGTERM');
    const timer = setTimeout(end, 3000, 'SIGKILL');
    await gone;
    clearTimeout(timer);
    end('SIGKILL'); // whatever it left behind
  };
  for (const until = Date.now() + 20_000; !(await isReady()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (isGone() || Date.now() > until) {
      await stop();
      throw new Error(`${program} did not start`);
    }
  }
  return { child, stop };
}
