import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Chart } from './plan-chart.ts';

export interface Work {
  chart: Chart;
  /** What to begin with: by run, its stops. */
  routes: number[][];
  seconds: number;
  /** The file that the solver runs in; another one in tests. */
  solver: string | undefined;
}

/** What the thread beside us tells: better plans as it finds them, and its end. */
export interface Told {
  routes: number[][];
  proof: 'proven' | 'best found';
  /** No plan leaves less than this; 0 where nothing is known. */
  leastLeft: number;
  isOver: boolean;
}

/** The part of its time in which the thread stops by itself, with what it has; the rest is for one that does not. */
const OWN_TIME = 0.9;
/** Taken from where Natter was started, since the built app lies elsewhere. */
const WORKER = 'src/lib/server/lifts/plan-worker.mjs';

let last: Promise<unknown> = Promise.resolve();

/** Plans in a thread of its own, one at a time in this process. Null if it ends without a word; never throws for it. */
export function work(task: Work, file = WORKER): Promise<Told | null> {
  const answer = last.then(() => run(task, file));
  last = answer.catch(() => undefined);
  return answer.catch(() => null);
}

function run(task: Work, file: string): Promise<Told | null> {
  const worker = new Worker(resolve(file), {
    workerData: { ...task, seconds: task.seconds * OWN_TIME },
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
      clearTimeout(limit);
      void worker.terminate().then(() => settle(told));
    };
    const limit = setTimeout(end, 1000 * task.seconds);
    worker.on('message', (message: Told) => {
      told = message;
      if (message.isOver) end();
    });
    worker.on('error', end);
    worker.on('exit', end);
  });
}
