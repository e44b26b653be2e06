import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Point } from './distance.ts';
import { LARGEST } from './gtfs-zip.ts';
import type { packed } from './timetable-rows.ts';

type Answer = ReturnType<typeof packed>;

export interface Task {
  /** Used up by being read. */
  bytes: Uint8Array<ArrayBuffer>;
  near: Point[];
  /** 'YYYY-MM-DD' */
  today: string;
}

const LIMIT_MS = 20_000;
const MOST_MEMORY_MB = 160;
/** Taken from where Natter was started, since the built app lies elsewhere. */
const WORKER = 'src/lib/server/lifts/gtfs-worker.mjs';

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a timetable file in a thread of its own, one at a time in this process, so that nobody waits for it. One that
 * takes longer than 20 s or more memory than there is ends with its thread. Never throws for what is in a file.
 */
export function read(task: Task, { file = WORKER, limitMs = LIMIT_MS } = {}): Promise<Answer> {
  if (task.bytes.length > LARGEST) return Promise.resolve({ is: 'too-large', what: '' });
  const answer = last.then(() => run(task, file, limitMs));
  last = answer.catch(() => undefined);
  return answer;
}

function run(task: Task, file: string, limitMs: number): Promise<Answer> {
  const worker = new Worker(resolve(file), {
    workerData: task,
    transferList: [task.bytes.buffer],
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  return new Promise((settle) => {
    let isOver = false;
    const end = (answer: Answer) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      void worker.terminate().then(() => settle(answer));
    };
    const limit = setTimeout(() => end({ is: 'too-slow', what: '' }), limitMs);
    worker.on('message', end);
    // Out of memory, or a mistake of ours that this file found: either way the file is not read.
    worker.on('error', () => end({ is: 'too-large', what: '' }));
    worker.on('exit', () => end({ is: 'too-large', what: '' }));
  });
}
