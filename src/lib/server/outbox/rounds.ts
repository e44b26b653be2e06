import type { Database } from '#server/db/database.ts';
import type { Log } from '#server/log.ts';
import { nextTurn } from '#server/turns.ts';
import type { HandOver, Rendered, Sending } from './handing-over.ts';
import type { SendingWay } from './ladder.ts';
import type { Letter } from './letters.ts';
import { gather } from './sendings.ts';
import * as sends from './sends.ts';

/** The words of a letter; or not before an instant, as it is not the hour for it; or null: nobody needs it any more. */
export type Wording = Rendered | { waitUntil: number } | null;

/** Makes the words of letters from the state of things at `now`. A letter it leaves out is not needed. */
export type Render = (letters: Letter[], now: number) => Promise<Map<string, Wording>>;

export interface RoundOptions {
  db: Database;
  render: Render;
  handOver: Record<SendingWay, HandOver>;
  copy: string;
  log: Log;
  /** True once this process is asked to end: nothing new is begun. */
  isStopping: () => boolean;
}

// Well inside a lease: what has not begun by then is given back.
const BEGIN_WITHIN_MS = 60_000;
// Mail has no topic that makes two into one, so what was sent is written down sooner.
const SIZES = { push: { batch: 128, flight: 64, note: 64 }, mail: { batch: 50, flight: 5, note: 5 } };

/** Claims one batch of what is due on one way, sends it, and returns how many that were. */
export function createRound({ db, render, handOver, copy, log, isStopping }: RoundOptions) {
  return async (way: SendingWay, now: number): Promise<number> => {
    const { batch, flight, note } = SIZES[way];
    const claims = await sends.claim(db, { way, copy, most: batch }, now);
    if (claims.length === 0) return 0;
    const book = createBook((settled) => sends.settle(db, { way, copy }, settled, now), note, log, way);
    await nextTurn();
    const sendings = await gather(db, claims);
    await nextTurn();
    const words = await render(
      sendings.map(({ letter }) => letter),
      now,
    );
    const flights = createFlights(flight);
    const late = startTimer(BEGIN_WITHIN_MS);
    for (const sending of sendings) {
      const verdict = judge(sending.letter, words.get(sending.letter.id) ?? null, now);
      if ('is' in verdict) await book.note(sending.letter, verdict);
      else if (isStopping() || late.isUp())
        await book.note(sending.letter, { is: 'again', at: now, because: null });
      else await flights.begin(() => send(sending, verdict));
    }
    await flights.land();
    late.clear();
    await book.close();
    return claims.length;

    async function send(sending: Sending, rendered: Rendered): Promise<void> {
      const outcome = await handOver[way](sending, rendered, now).catch((problem: unknown) => {
        log('alert', { what: 'send-failed', letter: sending.letter.id, kind: nameOf(problem) });
        return { is: 'failed', because: 'ours' } as const;
      });
      await book.note(sending.letter, outcome);
    }
  };
}

function judge(letter: Letter, wording: Wording, now: number): sends.Outcome | Rendered {
  if (letter.reachedAt !== null) return { is: 'dropped', because: 'reached' };
  if (letter.useBy <= now) return { is: 'dropped', because: 'too-late' };
  if (wording === null) return { is: 'dropped', because: 'not-needed' };
  if (!('waitUntil' in wording)) return wording;
  if (wording.waitUntil >= letter.useBy) return { is: 'dropped', because: 'too-late' };
  return { is: 'again', at: Math.max(wording.waitUntil, now + 1), because: null };
}

/** Writes outcomes down in batches: a few together, so that little is done twice if this process is killed. */
function createBook(
  settle: (settled: sends.Settled[]) => Promise<void>,
  size: number,
  log: Log,
  way: SendingWay,
) {
  let open: sends.Settled[] = [];
  const counts: Record<string, number> = {};

  async function flush() {
    const settled = open;
    open = [];
    await settle(settled);
  }

  async function note(letter: Letter, outcome: sends.Outcome): Promise<void> {
    counts[outcome.is] = (counts[outcome.is] ?? 0) + 1;
    if (outcome.is === 'dropped' && outcome.because !== 'reached')
      log('letter-dropped', { letter: letter.id, kind: letter.kind, way, because: outcome.because });
    open.push({ letter: letter.id, outcome });
    if (open.length >= size) await flush();
  }

  async function close() {
    await flush();
    log('letters-sent', { way, ...counts });
  }

  return { note, close };
}

/** So many at once, and one begun in each turn of the event loop: pages are served in between. */
function createFlights(most: number) {
  const flights = new Set<Promise<void>>();

  async function begin(fly: () => Promise<void>): Promise<void> {
    await nextTurn();
    if (flights.size >= most) await Promise.race(flights);
    const flight: Promise<void> = fly().finally(() => flights.delete(flight));
    flights.add(flight);
  }

  return { begin, land: () => Promise.all(flights) };
}

function startTimer(milliseconds: number) {
  let up = false;
  const timer = setTimeout(() => (up = true), milliseconds);
  return { isUp: () => up, clear: () => clearTimeout(timer) };
}

function nameOf(problem: unknown): string {
  return problem instanceof Error ? problem.name : typeof problem;
}
