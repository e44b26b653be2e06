import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './gtfs-beside.ts';
import { read } from './gtfs-reading.ts';

const { bytes, near, today } = workerData as Task;
parentPort?.postMessage(await read(bytes, near, today));
