import * as beats from './beats.ts';
import type { Mailer } from './email.ts';
import { createHandOver } from './handing-over.ts';
import type { SendingWay } from './ladder.ts';
import { createLoop } from './loop.ts';
import type { Pusher } from './push.ts';
import { createRound, type RoundOptions } from './rounds.ts';
import * as sends from './sends.ts';

export interface DeliveryOptions extends Pick<RoundOptions, 'db' | 'render' | 'copy' | 'log'> {
  pusher: Pick<Pusher, 'send'>;
  mailer: Pick<Mailer, 'send'>;
  /** Writes the letters that are due, and whatever else has its hour. */
  plan: (now: number) => Promise<void>;
  clock: () => number;
}

export interface Delivery {
  /** Does everything that is due at `now`, Unix seconds. */
  tick(now: number): Promise<void>;
  /** Goes on by itself from here. */
  start(): Promise<void>;
  /** A letter was just written: do not wait for the next turn. */
  wake(): void;
  /** Finishes what is in flight, for a few seconds at most, and gives back what was claimed. */
  stop(): Promise<void>;
}

const PAUSE_MS = 3_000;
const STOP_MS = 3_500;
const BEAT_EVERY = 10;

/**
 * The one loop that sends letters. Several copies on one database share the work by leases; a copy that is killed
 * leaves what it held to the others, or to itself, two minutes later. Push, mail and planning do not wait for
 * each other.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { db, copy, log, clock, plan } = options;
  let stopping = false;
  let lastBeat = 0;
  const round = createRound({ ...options, handOver: createHandOver(options), isStopping: () => stopping });

  async function beat(now: number): Promise<void> {
    if (Math.abs(now - lastBeat) < BEAT_EVERY) return;
    await beats.beat(db, copy, now);
    lastBeat = now;
  }

  async function empty(way: SendingWay, time: () => number): Promise<number> {
    let all = 0;
    for (let sent = 1; sent > 0 && !stopping; all += sent) sent = await round(way, time());
    return all;
  }

  async function tick(now: number): Promise<void> {
    await plan(now);
    await beat(now);
    // What push cannot do goes on to mail within the same tick.
    while ((await empty('push', () => now)) + (await empty('mail', () => now)) > 0);
  }

  const planning = loop(async () => {
    const now = clock();
    await plan(now);
    await beat(now);
    pushing.wake();
    mailing.wake();
  });
  const pushing = loop(async () => {
    if ((await empty('push', clock)) > 0) mailing.wake();
  });
  const mailing = loop(async () => void (await empty('mail', clock)));
  const loops = [planning, pushing, mailing];

  function loop(work: () => Promise<void>) {
    return createLoop(work, PAUSE_MS, (problem) =>
      log('alert', { what: 'delivery', kind: problem instanceof Error ? problem.name : typeof problem }),
    );
  }

  return {
    tick,
    async start() {
      // Only one process can hold a file, so what is claimed in it was claimed by one that is no more.
      if (db.mode === 'embedded') await sends.release(db, null);
      for (const one of loops) one.start();
    },
    wake: () => loops.forEach((one) => one.wake()),
    async stop() {
      stopping = true;
      const ended = Promise.all(loops.map((one) => one.stop()));
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
      await sends.release(db, copy);
    },
  };
}
