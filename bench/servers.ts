import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { freePort } from '../tests/helpers/libsql-server.ts';

export interface Server {
  url: string;
  /** From the start of the process to the first 200, in milliseconds. */
  startMs: number;
  /** Resident memory now, and the most it ever was, in MiB. */
  memory(): { now: number; most: number };
  stop(): Promise<void>;
}

/** The flags of `npm start`, read from it so that both stay the same. */
const START_FLAGS = (JSON.parse(readFileSync('package.json', 'utf8')).scripts.start as string)
  .split(' ')
  .filter((word) => word.startsWith('--'));

/** Server and load each get a core of their own where the machine has two and can pin. */
export function pinned(core: 0 | 1, command: string[]): [string, string[]] {
  const canPin = existsSync('/usr/bin/taskset') && cpus().length > 1;
  const [program = '', ...args] = canPin ? ['/usr/bin/taskset', '-c', String(core), ...command] : command;
  return [program, args];
}

export function startNatter(data: string, env: Record<string, string> = {}): Promise<Server> {
  return start([...START_FLAGS, 'src/commands/serve.mjs'], { NATTER_DATA: data, ...env }, '/');
}

export function startBare(data: string): Promise<Server> {
  return start(['bench/bare/build/index.js'], { BARE_DATABASE: `file:${join(data, 'bare.db')}` }, '/');
}

async function start(args: string[], env: Record<string, string>, path: string): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(...pinned(1, [process.execPath, ...args]), {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: url,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilAnswering(url + path, child);
  return {
    url,
    startMs: performance.now() - began,
    memory: () => readMemory(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(url).then(
      (response) => response.status < 500,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

function readMemory(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') };
}

export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'natter-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The bare app's database: one meet-up with 50 answers among 500, as a bare app would keep it. */
export async function seedBare(folder: string): Promise<void> {
  const client = createClient({ url: `file:${join(folder, 'bare.db')}` });
  await client.executeMultiple(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE people (id TEXT PRIMARY KEY, first_name TEXT NOT NULL) STRICT;
    CREATE TABLE meetups (id TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT;
    CREATE TABLE rsvps (
      meetup_id TEXT NOT NULL REFERENCES meetups (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      party INTEGER NOT NULL,
      PRIMARY KEY (meetup_id, person_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO meetups VALUES ('tea', 'Tea at the shelter');
    INSERT INTO people SELECT 'p' || value, 'Neighbour ' || value FROM generate_series(1, 500);
    INSERT INTO rsvps SELECT 'tea', 'p' || value, 1 + value % 3 FROM generate_series(1, 50);
  `);
  client.close();
}
