// One calendar file, by its name among the hostile ones, read once by a process of its own. Prints what it cost.
import { existsSync, readFileSync } from 'node:fs';
import { read } from '#server/elsewhere/reading.ts';
import { warmUp } from '#server/elsewhere/warming.ts';
import { HONEST, HOSTILE } from '../tests/helpers/hostile-calendars.ts';

const NOW = Date.UTC(2027, 2, 1, 9) / 1000;
const SCHEDULE = `/proc/self/task/${process.pid}/schedstat`;

const make = { ...HOSTILE, ...HONEST }[process.argv[2] ?? ''];
if (!make) throw new Error('no file of that name');
const bytes = new TextEncoder().encode(make());

// As a server does once it has started.
await warmUp();

let longestMs = 0;
let last = 0;
let isRead = false;
const heap = process.memoryUsage().heapUsed;
takeTurns();
await new Promise((resolve) => setImmediate(resolve));
longestMs = 0;
last = spentMs();
const began = last;
await read(bytes, 'Europe/London', NOW);
look();
isRead = true;
const allMs = last - began;
const megabytes = Math.max(0, process.memoryUsage().heapUsed - heap) / 1e6;
console.log(JSON.stringify({ longestMs, allMs, megabytes }));

/** What comes in between, as other people's pages would. */
function takeTurns(): void {
  look();
  if (!isRead) setImmediate(takeTurns);
}

function look(): void {
  const now = spentMs();
  longestMs = Math.max(longestMs, now - last);
  last = now;
}

/** What this thread has had of the processor, where the system tells: what else the machine does is none of it. */
function spentMs(): number {
  if (!existsSync(SCHEDULE)) return performance.now();
  return Number(readFileSync(SCHEDULE, 'latin1').split(' ')[0]) / 1e6;
}
