import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunSet } from './plan-sets.ts';
import type { Work } from './plan-thread.ts';

/** What the thread beside us tells, the last of it being all. */
export interface Told {
  /** The best plan that it found so far. */
  routes: number[][];
  /** Sets of riders by run; all there are for runs that are listed, and those that came up for the others. */
  sets?: RunSet[];
  listed?: boolean[];
}

/** Taken from where Natter was started, since the built app lies elsewhere. */
const WORKER = 'src/lib/server/lifts/plan-worker.mjs';

let last: Promise<unknown> = Promise.resolve();

/** Searches and lists in a thread of its own, one at a time in this process. Null if the thread ends without an answer. */
export function work(task: Work, limit: number, file = WORKER): Promise<Told | null> {
  const answer = last.then(() => run(task, limit, file));
  last = answer.catch(() => undefined);
  return answer.catch(() => null);
}

function run(task: Work, limit: number, file: string): Promise<Told | null> {
  const worker = new Worker(resolve(file), {
    workerData: task,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise((settle) => {
    let told: Told | null = null;
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      void worker.terminate().then(() => settle(told));
    };
    const timer = setTimeout(end, 1000 * limit);
    worker.on('message', (message: Told) => {
      told = message;
      if (message.sets) end();
    });
    worker.on('error', end);
    worker.on('exit', end);
  });
}
