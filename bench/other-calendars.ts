import { spawnSync } from 'node:child_process';
import { HONEST, HOSTILE } from '../tests/helpers/hostile-calendars.ts';
import { atMost, type Figure } from './figures.ts';

interface Cost {
  longestMs: number;
  megabytes: number;
}

/**
 * What the dearest of the hostile calendar files costs a process that has just started, where nothing is compiled yet:
 * the longest that everybody else waits, and the memory.
 */
export function run(): Promise<Figure[]> {
  const costs = Object.keys({ ...HOSTILE, ...HONEST }).map(readAfresh);
  const most = (name: keyof Cost) => Math.max(...costs.map((cost) => cost[name]));
  return Promise.resolve([
    atMost("longest wait for another's calendar", 'ms', most('longestMs'), 50, null),
    atMost("memory for another's calendar", 'MB', most('megabytes'), 10, null),
  ]);
}

function readAfresh(name: string): Cost {
  const args = ['src/commands/with-packages.mjs', '--present', 'bench/one-calendar.ts', name];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
