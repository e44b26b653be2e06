import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { HONEST, HOSTILE } from '../tests/helpers/hostile-calendars.ts';
import { atMost, median, type Figure } from './figures.ts';

interface Cost {
  longestMs: number;
  allMs: number;
  megabytes: number;
}

/**
 * What the dearest of the hostile calendar files costs the first time in a process that has just started: of the
 * processor in all, the longest that everybody else waits, and the memory.
 */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'natter-calendar-'));
  try {
    const reader = await buildReader(folder);
    const costs = Object.keys({ ...HOSTILE, ...HONEST }).map((name) => readAfresh(reader, name));
    const most = (name: keyof Cost) => Math.max(...costs.map((cost) => cost[name]));
    return [
      atMost("another's calendar, the first of a process", 'ms', most('allMs'), 50, null),
      atMost("longest wait for another's calendar", 'ms', most('longestMs'), 50, null),
      atMost("memory for another's calendar", 'MB', most('megabytes'), 10, null),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As the server is built: a loader that compiles while it runs would be measured with it. */
async function buildReader(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'bench/one-calendar.ts',
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'one-calendar.mjs' } },
    },
  });
  return join(folder, 'one-calendar.mjs');
}

/** The middle of three goes, each in a process of its own. */
function readAfresh(reader: string, name: string): Cost {
  const goes = [1, 2, 3].map(() => readOnce(reader, name));
  const middle = (figure: keyof Cost) => median(goes.map((one) => one[figure]));
  return { longestMs: middle('longestMs'), allMs: middle('allMs'), megabytes: middle('megabytes') };
}

function readOnce(reader: string, name: string): Cost {
  const { status, stdout, stderr } = spawnSync(process.execPath, [reader, name], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Cost;
}
