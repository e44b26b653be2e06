import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from './gtfs-beside.ts';
import { read } from './gtfs-reading.ts';
import { packed } from './timetable-rows.ts';

const { bytes, near, today } = workerData as Task;
parentPort?.postMessage(packed(await read(bytes, near, today)));
