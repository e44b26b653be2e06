import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { dayOf, daysBetween } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as telling from '#server/meetups/telling.ts';
import * as letters from '#server/outbox/letters.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { localOf } from '#server/wall-clock.ts';

/** How sure a date is. 'check-first': nobody has said that it is on, and it is two days off or less. */
export type Standing = 'past' | 'cancelled' | 'confirmed' | 'to-be-confirmed' | 'check-first';

/** The hosts are asked this many days ahead; who plans or moves a date later than that has said it is on. */
const ASKED_DAYS = 7;
const CHECK_FIRST_DAYS = 2;
/** Long enough for two dates of a monthly series. */
const LOOK_BACK = 100 * DAY;
const HUBS_AT_ONCE = 50;

/** How sure this date is. Days are the hub's. */
export function standing(meetup: Meetup, now: number): Standing {
  if (meetup.endsAt <= now) return 'past';
  if (meetup.cancelledAt !== null) return 'cancelled';
  if (isConfirmed(meetup)) return 'confirmed';
  return daysUntil(meetup, now) <= CHECK_FIRST_DAYS ? 'check-first' : 'to-be-confirmed';
}

/** A host says "Yes, it's on". Its series is listed again. */
export async function confirm(
  db: Database,
  meetup: Meetup,
  by: string | null,
  now: number,
): Promise<'confirmed' | 'already' | 'cancelled' | 'past'> {
  return db.write(async (tx) => {
    if (meetup.endsAt <= now || !(await meetups.keep(tx, meetup, now))) return 'past';
    const confirmed = await tx.run(
      `UPDATE meetups
          SET confirmed_at = :now, confirmed_by = :by, changed_at = :now
        WHERE id = :id
          AND confirmed_at IS NULL
          AND cancelled_at IS NULL`,
      { id: meetup.id, by, now },
    );
    if (!confirmed) return (await isCancelled(tx, meetup)) ? 'cancelled' : 'already';
    await telling.note(tx, { kind: 'confirmed', meetup, by }, now);
    await tx.run('UPDATE series SET unlisted_at = NULL WHERE id = :id AND unlisted_at IS NOT NULL', {
      id: meetup.seriesId,
    });
    return 'confirmed';
  });
}

/**
 * The dates whose hosts are to be asked "is it still on?": seven days ahead or less, nobody has said so, and no
 * letter has asked. Reads every hub: for an hourly round, not for a page.
 */
export async function needsAsking(db: Reader, now: number): Promise<Meetup[]> {
  const asking: Meetup[] = [];
  for await (const hub of hubsInTurn(db)) {
    const next = await meetups.upcoming(db, hub, now, {
      from: now,
      to: now + (ASKED_DAYS + 2) * DAY,
      ...ALL,
    });
    const unsure = next.filter((one) => isUnsure(one) && daysUntil(one, now) <= ASKED_DAYS);
    for (const meetup of unsure) if (!(await wasAsked(db, meetup))) asking.push(meetup);
  }
  return asking;
}

/** What a question to the hosts is about: a date that is moved is asked about anew. */
export function occasionOf({ startsLocal }: Meetup): string {
  return `a-week-before-${dayOf(startsLocal)}`;
}

/**
 * Takes series off the public list whose last two dates came without anybody saying that they were on, and writes
 * to the keepers. A counted or newly changed one has somebody looking after it. Returns the ids of the series.
 */
export async function missedTwice(db: Database, now: number): Promise<string[]> {
  const missed: string[] = [];
  for await (const hub of hubsInTurn(db)) {
    const dates = await meetups.upcoming(db, hub, now, {
      from: now - LOOK_BACK,
      to: now + LOOK_BACK,
      ...ALL,
    });
    for (const [id, ofSeries] of bySeries(dates)) {
      const lastMissed = secondMiss(ofSeries, now);
      if (lastMissed && (await unlist(db, { hub, id, dates: lastMissed }, now))) missed.push(id);
    }
  }
  return missed;
}

/** Whom to ring about a date: hosts whose number is public, else keepers whose number is. */
export async function whomToRing(
  db: Reader,
  { hosts, hub }: Pick<Meetup, 'hosts' | 'hub'>,
): Promise<{ firstName: string; telephone: string }[]> {
  const rows = await db.all(
    `SELECT p.first_name, p.telephone, host.value IS NOT NULL AS hosts
       FROM people p
       LEFT JOIN json_each(:hosts) host ON host.value = p.id
      WHERE (host.value IS NOT NULL
             OR p.id IN (SELECT person_id FROM roles WHERE hub = :hub AND role = 'keeper'))
        AND p.telephone_public = 1
        AND p.telephone <> ''
      ORDER BY host.key NULLS LAST, p.first_name`,
    { hosts: JSON.stringify(hosts.map(({ id }) => id)), hub },
  );
  const own = rows.filter((row) => row.hosts === 1);
  return (own.length ? own : rows).map((row) => ({
    firstName: text(row, 'first_name'),
    telephone: text(row, 'telephone'),
  }));
}

const ALL = { limit: 1_000, unlisted: true };

/** Without a host there is nobody who can have meant it. */
function isConfirmed({ hosts, confirmedAt, plannedAt, startsLocal, zone }: Meetup): boolean {
  if (hosts.length === 0) return false;
  return (
    confirmedAt !== null || daysBetween(dayOf(localOf(plannedAt, zone)), dayOf(startsLocal)) < ASKED_DAYS
  );
}

function isUnsure(meetup: Meetup): boolean {
  return meetup.cancelledAt === null && !isConfirmed(meetup);
}

function daysUntil({ startsLocal, zone }: Meetup, now: number): number {
  return daysBetween(dayOf(localOf(now, zone)), dayOf(startsLocal));
}

/** The last two dates, when nobody has said of either, nor of the one to come, that it is on. */
function secondMiss(dates: Meetup[], now: number): Meetup[] | null {
  const on = dates.filter((date) => date.cancelledAt === null);
  const lastTwo = on.filter((date) => date.endsAt <= now).slice(-2);
  const toCome = on.filter((date) => date.endsAt > now);
  const isMissed =
    lastTwo.length === 2 && lastTwo.every(isUnsure) && !toCome.some(({ confirmedAt }) => confirmedAt);
  return isMissed && lastTwo[1]!.repeats && lastTwo[1]!.unlistedAt === null ? lastTwo : null;
}

async function unlist(
  db: Database,
  { hub, id, dates }: { hub: string; id: string; dates: Meetup[] },
  now: number,
): Promise<boolean> {
  return db.write(async (tx) => {
    const unlisted = await tx.run(
      `UPDATE series
          SET unlisted_at = :now
        WHERE id = :id
          AND unlisted_at IS NULL
          AND changed_at < :since
          AND NOT EXISTS (SELECT 1
                            FROM tallies t
                           WHERE t.meetup_id IN (SELECT value FROM json_each(:dates)))`,
      { id, now, since: dates[1]!.startsAt, dates: JSON.stringify(dates.map((date) => date.id)) },
    );
    if (unlisted) await tellKeepers(tx, { hub, id }, now);
    return unlisted === 1;
  });
}

async function tellKeepers(tx: Writer, { hub, id }: { hub: string; id: string }, now: number): Promise<void> {
  const keepers = await roleGrants.keepersOf(tx, hub);
  await letters.writeMany(
    tx,
    keepers.map((person) => ({
      person,
      hub,
      kind: 'unlisted',
      subject: id,
      occasion: String(now),
      ways: 'ladder',
      dueAt: now,
      useBy: now + 14 * DAY,
    })),
    now,
  );
}

async function wasAsked(db: Reader, meetup: Meetup): Promise<boolean> {
  const asked = await db.one(
    `SELECT id FROM letters WHERE subject = :id AND kind = 'still-on' AND occasion = :occasion`,
    { id: meetup.id, occasion: occasionOf(meetup) },
  );
  return asked !== null;
}

async function isCancelled(tx: Reader, { id }: Meetup): Promise<boolean> {
  return (
    (await tx.one('SELECT id FROM meetups WHERE id = :id AND cancelled_at IS NOT NULL', { id })) !== null
  );
}

function bySeries(dates: Meetup[]): Map<string, Meetup[]> {
  const series = new Map<string, Meetup[]>();
  for (const date of dates) series.set(date.seriesId, [...(series.get(date.seriesId) ?? []), date]);
  return series;
}

/** Every hub that has planned something, letting other work in between: the database holds up the whole process. */
async function* hubsInTurn(db: Reader): AsyncGenerator<string> {
  let last = '';
  for (;;) {
    const hubs = await db.all('SELECT hub FROM plan_revisions WHERE hub > :last ORDER BY hub LIMIT :most', {
      last,
      most: HUBS_AT_ONCE,
    });
    for (const row of hubs) yield text(row, 'hub');
    if (hubs.length < HUBS_AT_ONCE) return;
    last = text(hubs.at(-1)!, 'hub');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
