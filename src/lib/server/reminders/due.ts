import { HOUR } from '#server/clock.ts';
import type { Database, Reader, Row } from '#server/db/database.ts';
import { flag, number, text } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as letters from '#server/outbox/letters.ts';
import { nextTurn } from '#server/turns.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import * as preferences from './preferences.ts';
import type { Occasion, Wishes } from './preferences.ts';
import { BEFORE, eveningsBetween, isCovered, timesOf, type Dated } from './times.ts';

/** The furthest back a reminder can be due and its meet-up still ahead: 18.00 to the end of the next day, and one hour. */
export const FURTHEST_BACK = 31 * HOUR;
const AT_ONCE = 200;

/** A reminder due for all who are expected at one meet-up. */
interface Due {
  meetup: Dated;
  occasion: Occasion;
  dueAt: number;
}

/** Somebody a reminder is due for. */
interface Expected {
  person: string;
  wishes: Wishes;
  /** False for those who can only be rung or called on. */
  hasDevice: boolean;
  isOnRingList: boolean;
  today: number;
  thisWeek: number;
}

/**
 * Writes the reminders that came due after `since` and not after `now`, from the state of things now; returns how
 * many. Again for the same time, or by two copies at once, changes nothing. Who answered later than a reminder was
 * due gets only what is still ahead.
 */
export async function writeDue(db: Database, since: number, now: number): Promise<number> {
  let all = 0;
  for (const due of await findDue(db, Math.max(since, now - FURTHEST_BACK), now)) {
    const chosen = (await findExpected(db, due, now)).filter((one) => choose(one, due, now));
    await writeAll(db, due, chosen, now);
    all += chosen.length;
    await nextTurn();
  }
  return all;
}

/** Soonest first: where somebody may get two a day, the next meet-ups count. */
async function findDue(db: Reader, since: number, now: number): Promise<Due[]> {
  const before = await findStarting(db, Math.max(now, since + BEFORE), now + BEFORE);
  const dues = before.map((meetup): Due => ({ meetup, occasion: 'before', dueAt: meetup.startsAt - BEFORE }));
  for (const { zone } of await findZones(db)) {
    for (const day of eveningsBetween(since, now, dayOf(localOf(now, zone)), zone)) {
      const from = instantOf(`${addDays(day, 1)}T00:00`, zone) - 1;
      const to = instantOf(`${addDays(day, 2)}T00:00`, zone) - 1;
      const meetups = await findStarting(db, Math.max(now, from), to, zone);
      dues.push(
        ...meetups.map((meetup): Due => ({ meetup, occasion: 'evening', dueAt: timesOf(meetup).evening })),
      );
    }
  }
  return dues.sort((a, b) => a.meetup.startsAt - b.meetup.startsAt);
}

async function findZones(db: Reader): Promise<{ zone: string }[]> {
  const rows = await db.all('SELECT DISTINCT zone FROM hubs');
  return rows.map((row) => ({ zone: text(row, 'zone') }));
}

/** Meet-ups that start after `from` and not after `to`, and are still on. Dates without a row have nobody to remind. */
async function findStarting(
  db: Reader,
  from: number,
  to: number,
  zone: string | null = null,
): Promise<Dated[]> {
  const rows = await db.all(
    `SELECT meetups.id, meetups.hub, meetups.starts_local, meetups.starts_at, hubs.zone
     FROM meetups
     JOIN hubs ON hubs.slug = meetups.hub
     WHERE meetups.starts_at > :from AND meetups.starts_at <= :to AND meetups.cancelled_at IS NULL
       AND (:zone IS NULL OR hubs.zone = :zone)`,
    { from, to, zone },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    startsLocal: text(row, 'starts_local'),
    startsAt: number(row, 'starts_at'),
  }));
}

async function findExpected(db: Reader, { meetup, occasion, dueAt }: Due, now: number): Promise<Expected[]> {
  const rows = await db.all(EXPECTED, {
    meetup: meetup.id,
    hub: meetup.hub,
    occasion,
    dueAt,
    dayBegan: instantOf(`${dayOf(localOf(now, meetup.zone))}T00:00`, meetup.zone),
    weekBegan: now - preferences.WEEK,
  });
  return rows.map(toExpected);
}

const EXPECTED = `
  SELECT
    people.id, people.told, people.remind_evening, people.remind_before,
    (people.mail IS NOT NULL AND people.mail_failed_at IS NULL)
      OR EXISTS (SELECT 1 FROM push_subscriptions WHERE push_subscriptions.person_id = people.id) AS has_device,
    EXISTS (
      SELECT 1
      FROM letters
      JOIN sends ON sends.letter_id = letters.id AND sends.way = 'ring'
      WHERE letters.person_id = people.id AND letters.kind = 'reminder' AND letters.subject = :meetup
    ) AS is_on_ring_list,
    COALESCE(SUM(recent.made_at >= :dayBegan), 0) AS today,
    COUNT(recent.made_at) AS this_week
  FROM rsvps
  JOIN people ON people.id = rsvps.person_id
  LEFT JOIN letters AS recent
    ON recent.person_id = people.id AND recent.kind = 'reminder' AND recent.made_at > :weekBegan
    AND recent.dropped_at IS NULL
  WHERE rsvps.meetup_id = :meetup AND rsvps.answer IN ('coming', 'maybe') AND rsvps.place = 'in'
    AND rsvps.changed_at <= :dueAt
    AND NOT EXISTS (
      SELECT 1
      FROM letters
      WHERE letters.person_id = people.id AND letters.kind = 'reminder' AND letters.subject = :meetup
        AND letters.occasion = :occasion)
    -- Helpers are reminded at the hour they chose instead.
    AND NOT (:occasion = 'before' AND EXISTS (
      SELECT 1
      FROM helpers
      JOIN turns ON turns.person_id = helpers.person_id AND turns.standing = 'taken'
      JOIN shifts ON shifts.id = turns.shift_id AND shifts.meetup_id = :meetup AND shifts.left_out_at IS NULL
      WHERE helpers.person_id = people.id AND helpers.hub = :hub AND helpers.remind_hours IS NOT NULL))
  GROUP BY people.id`;

function choose(one: Expected, { meetup, occasion }: Due, now: number): boolean {
  const times = timesOf(meetup);
  if (!preferences.wants(one.wishes, occasion, times.beforeIsQuiet)) return false;
  if (occasion === 'evening' && isCovered(times, one.wishes.before, now)) return false;
  // Somebody is asked to ring them once a meet-up, not twice.
  if (occasion === 'before' && !one.hasDevice && one.isOnRingList) return false;
  return one.today < preferences.MOST_A_DAY && one.thisWeek < preferences.MOST_A_WEEK;
}

/** A few hundred a transaction, and a breath between. */
async function writeAll(db: Database, due: Due, chosen: Expected[], now: number): Promise<void> {
  for (let i = 0; i < chosen.length; i += AT_ONCE) {
    const some = chosen.slice(i, i + AT_ONCE).map(({ person }) => toLetter(person, due));
    await db.write((tx) => letters.writeMany(tx, some, now));
    await nextTurn();
  }
}

function toLetter(person: string, { meetup, occasion, dueAt }: Due): letters.NewLetter {
  const { id, hub, startsAt } = meetup;
  return { person, hub, kind: 'reminder', subject: id, occasion, ways: 'ladder', dueAt, useBy: startsAt };
}

function toExpected(row: Row): Expected {
  return {
    person: text(row, 'id'),
    wishes: {
      told: text(row, 'told') as Wishes['told'],
      evening: flag(row, 'remind_evening'),
      before: flag(row, 'remind_before'),
    },
    hasDevice: flag(row, 'has_device'),
    isOnRingList: flag(row, 'is_on_ring_list'),
    today: number(row, 'today'),
    thisWeek: number(row, 'this_week'),
  };
}
