import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './libsql-server.ts';

export interface RealNatter {
  /** As a browser reaches it: "http://localhost:41234". */
  url: string;
  folder: string;
  /** Every line it printed so far. */
  printed: string[];
  /** The one-time address that opens /start; a bug when it printed none. */
  setUpLink(): string;
  /** Its present, Unix seconds: moved as far as the test moved it. */
  now(): number;
  /** Moves its clock to an instant in Unix seconds; from there it runs on. */
  moveTo(instant: number): void;
  /** Ends it by a signal and resolves to its exit code, null when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts it again on the same folder and address. */
  restart(): Promise<void>;
  /** Ends it and removes what it wrote. */
  remove(): Promise<void>;
}

interface Start {
  /** A data folder to copy, such as one with the demo village. */
  from?: string;
  env?: Record<string, string>;
}

/** Starts the built Natter as its own process on a free loopback port, with a data folder of its own. */
export async function startNatter({ from, env = {} }: Start = {}): Promise<RealNatter> {
  const folder = mkdtempSync(join(tmpdir(), 'natter-real-'));
  const data = join(folder, 'data');
  if (from) cpSync(from, data, { recursive: true });
  const port = await freePort();
  const printed: string[] = [];
  let moved = 0;
  writeMoved();
  let child = await launch();

  async function launch() {
    const started = run(
      folder,
      { ...env, NATTER_DATA: data, HOST: '127.0.0.1', PORT: String(port) },
      printed,
    );
    await untilReady(started, printed);
    return started;
  }

  /** As one step, so that Natter never reads half of it. */
  function writeMoved() {
    writeFileSync(join(folder, 'moved-clock-next'), String(moved));
    renameSync(join(folder, 'moved-clock-next'), join(folder, 'moved-clock'));
  }

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    return (await ended)[0];
  }

  return {
    url: `http://localhost:${port}`,
    folder: data,
    printed,
    setUpLink: () => findSetUpLink(printed),
    now: () => Math.floor(Date.now() / 1000) + moved,
    moveTo(instant) {
      moved = instant - Math.floor(Date.now() / 1000);
      writeMoved();
    },
    stop,
    async restart() {
      await stop();
      child = await launch();
    },
    async remove() {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(folder: string, env: Record<string, string>, printed: string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', './tests/helpers/moved-clock.mjs', 'src/commands/serve.mjs'],
    {
      // What the machine happens to have set is none of the test's business.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        MOVED_CLOCK: join(folder, 'moved-clock'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout!, child.stderr!]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      printed.push(...lines);
    });
  }
  return child;
}

function untilReady(child: ChildProcess, printed: string[]): Promise<void> {
  const before = printed.length;
  return new Promise((resolve, reject) => {
    const isReady = () => printed.slice(before).some((line) => line.startsWith('Natter is at '));
    child.stdout!.on('data', () => isReady() && resolve());
    child.once('exit', (code) =>
      reject(new Error(`Natter ended with ${code}:\n${printed.slice(before).join('\n')}`)),
    );
  });
}

function findSetUpLink(printed: string[]): string {
  const link = printed.map((line) => /https?:\/\/\S+\/start[?/]\S+/.exec(line)?.[0]).find(Boolean);
  if (!link) throw new Error(`no set-up link in:\n${printed.join('\n')}`);
  return link;
}
