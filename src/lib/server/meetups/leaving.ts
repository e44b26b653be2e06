import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { cancelWithin } from '#server/meetups/cancelling.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as hosts from '#server/meetups/hosts.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as letters from '#server/outbox/letters.ts';
import * as erasure from '#server/people/erasure.ts';
import type { Erased } from '#server/people/erasure.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { localOf } from '#server/wall-clock.ts';

/** The next date of something that somebody leaves behind when they go. */
export interface LeftBehind {
  meetup: Meetup;
  /** It is in their home: it cannot be held there any more. */
  atHome: boolean;
  /** First names of who still hosts it. */
  others: string[];
  /** How many count on this date. */
  people: number;
}

const AHEAD = 400 * DAY;
const TOLD_FOR = 14 * DAY;

/** What this person hosts, or has in their home, and is still ahead; the next date of each. */
export async function leftBehind(db: Reader, person: string, now: number): Promise<LeftBehind[]> {
  const next = new Map<string, Meetup>();
  for (const date of await datesOf(db, person, now)) {
    const key = `${date.seriesId} ${isAtHome(date, person)}`;
    if (!next.has(key)) next.set(key, date);
  }
  return Promise.all(
    [...next.values()].map(async (meetup) => ({
      meetup,
      atHome: isAtHome(meetup, person),
      others: meetup.hosts.filter(({ id }) => id !== person).map(({ firstName }) => firstName),
      people: meetup.kept ? await rsvps.count(db, meetup.id) : 0,
    })),
  );
}

/**
 * Erases somebody, as `erasure.erase`, and sees to what they leave behind in the same transaction: dates in their
 * home are cancelled and told, a series there ends today, and the other hosts and the keepers are asked to look at
 * what else they hosted. What they alone said was on is to be confirmed again.
 */
export function erase(db: Database, person: string, now: number): Promise<Erased> {
  return erasure.erase(db, person, now, (tx) => leave(tx, person, now));
}

async function leave(tx: Writer, person: string, now: number): Promise<void> {
  const dates = await datesOf(tx, person, now);
  const atHome = dates.filter((date) => isAtHome(date, person));
  const isNext = (date: Meetup) => date === atHome.find(({ seriesId }) => seriesId === date.seriesId);
  // The next one is cancelled where all can see it, even if nobody has said that they come: they may just turn up.
  for (const date of atHome) if (date.kept || isNext(date)) await cancelWithin(tx, date, NOBODY, now);
  await endSeriesAt(tx, person, now);
  await askAgain(tx, person, now);
  await tellOthers(tx, { person, dates }, now);
}

const NOBODY = { by: null, because: '' };

/** The dates that are on, and that they host or that are in their home, soonest first. */
async function datesOf(db: Reader, person: string, now: number): Promise<Meetup[]> {
  const dates: Meetup[] = [];
  for (const hub of await hubsOf(db, person)) {
    const ahead = await meetups.upcoming(db, hub, now, { to: now + AHEAD, limit: 1_000, unlisted: true });
    const isTheirs = (date: Meetup) => isAtHome(date, person) || date.hosts.some(({ id }) => id === person);
    dates.push(...ahead.filter((date) => date.cancelledAt === null && isTheirs(date)));
  }
  return dates.sort((a, b) => a.startsAt - b.startsAt);
}

async function hubsOf(db: Reader, person: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT hub FROM venues WHERE home_of = :person AND kind = 'home'
      UNION
     SELECT s.hub FROM series_hosts sh JOIN series s ON s.id = sh.series_id WHERE sh.person_id = :person
      UNION
     SELECT m.hub FROM meetup_hosts mh JOIN meetups m ON m.id = mh.meetup_id WHERE mh.person_id = :person`,
    { person },
  );
  return rows.map((row) => text(row, 'hub'));
}

function isAtHome({ venue }: Meetup, person: string): boolean {
  return venue.kind === 'home' && venue.homeOf === person;
}

async function endSeriesAt(tx: Writer, person: string, now: number): Promise<void> {
  const rows = await tx.all(
    `SELECT s.id, h.zone
       FROM series s
       JOIN venues v ON v.id = s.venue_id
       JOIN hubs h ON h.slug = s.hub
      WHERE v.home_of = :person
        AND v.kind = 'home'`,
    { person },
  );
  for (const row of rows) {
    await tx.run(
      `UPDATE series
          SET ends_before = :today, ended_at = :now, changed_at = :now, version = version + 1
        WHERE id = :id
          AND (ends_before IS NULL OR ends_before > :today)`,
      { id: text(row, 'id'), today: dayOf(localOf(now, text(row, 'zone'))), now },
    );
  }
}

async function askAgain(tx: Writer, person: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE meetups
        SET confirmed_at = NULL, changed_at = :now
      WHERE confirmed_by = :person
        AND ends_at > :now`,
    { person, now },
  );
}

async function tellOthers(
  tx: Writer,
  { person, dates }: { person: string; dates: Meetup[] },
  now: number,
): Promise<void> {
  for (const series of new Set(dates.map(({ seriesId }) => seriesId))) {
    const ofSeries = dates.filter(({ seriesId }) => seriesId === series);
    const { hub } = ofSeries[0]!;
    const people = new Set(await roleGrants.keepersOf(tx, hub));
    for (const date of ofSeries) for (const { id } of date.hosts) people.add(id);
    for (const id of await hosts.ofSeries(tx, series)) people.add(id);
    people.delete(person);
    const letter = { hub, kind: 'host-gone', subject: series, occasion: `left ${now}` } as const;
    const sent = { ways: 'ladder', dueAt: now, useBy: now + TOLD_FOR } as const;
    await letters.writeMany(
      tx,
      [...people].map((one) => ({ person: one, ...letter, ...sent })),
      now,
    );
  }
}
