import { DAY, MINUTE } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import type { Log } from '#server/log.ts';
import type { Fetcher } from '#server/outbox/fetching.ts';
import * as calendars from './calendars.ts';
import { nextAfterFailure, nextAfterReading } from './intervals.ts';
import * as keptDates from './kept-dates.ts';
import { LARGEST, read } from './reading.ts';

/** Reads the calendars of others again, beside whatever else is going on. */
export interface Rereading {
  /** Begins with what is due, unless it is still at it. */
  begin(now: number): void;
  /** Reads one now, whether it is due or not. */
  readNow(hub: string, id: string, now: number): Promise<void>;
  /** Resolves once what has begun is done. */
  settled(): Promise<void>;
  /** Breaks off, and resolves once nothing goes on any more. */
  stop(): Promise<void>;
}

export interface RereadingOptions {
  db: Database;
  fetcher: Fetcher;
  log: Log;
  /** Nothing is read before. */
  ready?: Promise<void>;
  /** From 0 to 1, so that many calendars are not read in the same minute. */
  chance?: () => number;
}

/** Longer than a reading can take; then another copy of Natter may try. */
const CLAIM = 5 * MINUTE;
/** Even an unchanged file has new dates within the next 400 days by then. */
const LAID_OUT_FOR = 7 * DAY;
const MOST_AT_ONCE = 50;

export function createRereading({
  db,
  fetcher,
  log,
  ready = Promise.resolve(),
  chance = Math.random,
}: RereadingOptions): Rereading {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  function begin(now: number): void {
    if (running || stopping.signal.aborted) return;
    running = ready
      .then(() => readDue(now))
      .catch((problem: unknown) =>
        log('alert', {
          what: 'rereading-failed',
          kind: problem instanceof Error ? problem.name : typeof problem,
        }),
      )
      .finally(() => (running = null));
  }

  async function readDue(now: number): Promise<void> {
    const due = await db.all(
      `SELECT id, hub, next_at
         FROM other_calendars
        WHERE next_at <= :now
        ORDER BY next_at
        LIMIT :most`,
      { now, most: MOST_AT_ONCE },
    );
    for (const row of due) {
      if (stopping.signal.aborted) return;
      const claim = { id: text(row, 'id'), seen: number(row, 'next_at'), until: now + CLAIM };
      const isOurs = await db.write((tx) =>
        tx.run('UPDATE other_calendars SET next_at = :until WHERE id = :id AND next_at = :seen', claim),
      );
      if (isOurs === 1) await readNow(text(row, 'hub'), claim.id, now);
    }
  }

  async function readNow(hub: string, id: string, now: number): Promise<void> {
    const calendar = await calendars.find(db, hub, id);
    if (!calendar || calendar.address === null) return;
    const zone = await zoneOf(db, hub);
    const isLaidOut = now - calendar.laidOutAt < LAID_OUT_FOR;
    const known = isLaidOut ? { tag: calendar.tag, changed: calendar.changed } : undefined;
    const fetched = await fetcher.fetch(calendar.address, LARGEST, known, stopping.signal);
    if (stopping.signal.aborted) return;
    if (fetched.is === 'unchanged') return void (await noteRead(calendar, now));
    const found = fetched.is === 'read' ? await read(fetched.body, zone, now) : fetched;
    if (found.is !== 'calendar') return void (await noteFailure(calendar, found.is, now));
    const isNew = await db.write(async (tx) => {
      const { tag, changed } = fetched as { tag: string | null; changed: string | null };
      await tx.run(
        'UPDATE other_calendars SET tag = :tag, changed = :changed, laid_out_at = :now WHERE id = :id',
        { id, tag, changed, now },
      );
      return keptDates.replace(tx, id, found);
    });
    await noteRead(calendar, now);
    log('calendar-read', {
      calendar: id,
      dates: found.dates.length,
      refused: found.refused.length,
      new: isNew,
    });
  }

  async function noteRead({ id }: calendars.OtherCalendar, now: number): Promise<void> {
    const next = nextAfterReading(now, chance());
    await db.write((tx) =>
      tx.run(
        `UPDATE other_calendars
            SET read_at = :now, failing_since = NULL, failed_because = NULL, failures = 0,
                next_at = CASE WHEN next_at IS NULL THEN NULL ELSE :next END
          WHERE id = :id`,
        { id, now, next },
      ),
    );
  }

  async function noteFailure(
    { id, failures }: calendars.OtherCalendar,
    because: string,
    now: number,
  ): Promise<void> {
    log('calendar-not-read', { calendar: id, because });
    const next = nextAfterFailure(now, failures + 1, chance());
    await db.write((tx) =>
      tx.run(
        `UPDATE other_calendars
            SET failing_since = COALESCE(failing_since, :now), failed_because = :because, failures = failures + 1,
                next_at = CASE WHEN next_at IS NULL THEN NULL ELSE :next END
          WHERE id = :id`,
        { id, now, because, next },
      ),
    );
  }

  return {
    begin,
    readNow,
    async settled() {
      await running;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function zoneOf(db: Database, hub: string): Promise<string> {
  const row = await db.one('SELECT zone FROM hubs WHERE slug = :hub', { hub });
  return text(row!, 'zone');
}
