import { DAY, HOUR } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import { instantOf } from '#server/wall-clock.ts';
import { HAS_A_DEVICE, IS_NEXT, OFFER } from './capacity.ts';
import type { Meetup } from './meetups.ts';

/** What has to be known of a meet-up to offer its places. */
export type Dated = Pick<Meetup, 'id' | 'hub' | 'zone' | 'startsLocal' | 'startsAt'>;

const OPEN_FOR = DAY;
const OPEN_ON_THE_DAY = 2 * HOUR;
/** Letters rest in the night, so the day of the meet-up begins for us when they set out again. */
const MORNING = 'T08:00';

/**
 * Offers what is free to the first in line, and on until nothing is free or the next party does not fit (it waits
 * at the head: nobody overtakes). Called in the same transaction by everything that frees a place. Whoever has no
 * device gets no letter: they keep the place until a host has rung them.
 */
export async function offerFreed(tx: Writer, meetup: Dated, now: number): Promise<void> {
  const until = openUntil(meetup, now);
  let offered = await tx.one(OFFER, { meetup: meetup.id, until, now });
  while (offered) {
    if (numberOrNull(offered, 'offered_until') !== null)
      await tell(tx, meetup, text(offered, 'person_id'), now);
    offered = await tx.one(OFFER, { meetup: meetup.id, until, now });
  }
}

/**
 * Until when an offer made now is open: 24 hours, but on the day of the meet-up two hours, counted from 8 in the
 * morning when the letter goes out. An offer of the day before is over by then too, so that the next has a chance.
 */
export function openUntil(meetup: Dated, now: number): number {
  const morning = instantOf(meetup.startsLocal.slice(0, 10) + MORNING, meetup.zone);
  return Math.min(now + OPEN_FOR, Math.max(now, morning) + OPEN_ON_THE_DAY);
}

/** Of an exact limit: how many places are taken (offered ones too), and whether anybody waits for one. */
export async function standing(
  db: Reader,
  meetupId: string,
): Promise<{ taken: number; anybodyWaits: boolean }> {
  const row = await db.one(
    `SELECT COALESCE(SUM(party), 0) AS taken,
       EXISTS (SELECT 1 FROM rsvps WHERE meetup_id = :meetupId AND line IS NOT NULL) AS waits
     FROM rsvps
     WHERE meetup_id = :meetupId AND answer = 'coming' AND place <> 'waiting'`,
    { meetupId },
  );
  return { taken: row ? number(row, 'taken') : 0, anybodyWaits: row ? flag(row, 'waits') : false };
}

/** Ends the offers that ran out, offers what is free, and closes the lines of what is over. For the delivery's tick. */
export async function lapse(db: Database, now: number): Promise<void> {
  for (const meetup of await withOffersRunOut(db, now)) {
    await db.write(async (tx) => {
      await lapseRunOut(tx, meetup.id, now);
      await offerFreed(tx, meetup, now);
    });
  }
  for (const meetup of await withRoomForTheNext(db, now)) {
    await db.write((tx) => offerFreed(tx, meetup, now));
  }
  await closeLines(db, now);
}

/** A host could not find somebody to ask: their offer ends now and the next in line gets it. */
export function pass(
  db: Database,
  meetup: Dated,
  person: string,
  now: number,
): Promise<'passed' | 'not-offered'> {
  return db.write(async (tx) => {
    const passed = await tx.run(
      `${LEAVE_THE_LINE}
       WHERE meetup_id = :meetup AND person_id = :person AND place = 'offered'`,
      { meetup: meetup.id, person, now },
    );
    if (passed === 0) return 'not-offered';
    await offerFreed(tx, meetup, now);
    return 'passed';
  });
}

const LEAVE_THE_LINE = `
  UPDATE rsvps
  SET answer = 'not-this-time', place = 'in', offered_until = NULL, lapsed_at = :now, changed_at = :now`;

function tell(tx: Writer, meetup: Dated, person: string, now: number): Promise<void> {
  return letters.write(
    tx,
    {
      person,
      hub: meetup.hub,
      kind: 'place-free',
      subject: meetup.id,
      occasion: String(now),
      ways: 'ladder',
      dueAt: now,
      useBy: openUntil(meetup, now),
    },
    now,
  );
}

async function lapseRunOut(tx: Writer, meetup: string, now: number): Promise<void> {
  // Their device was lost since: nobody told them, so somebody has to ring.
  await tx.run(
    `UPDATE rsvps
     SET offered_until = NULL
     WHERE meetup_id = :meetup AND place = 'offered' AND offered_until <= :now AND NOT ${HAS_A_DEVICE}`,
    { meetup, now },
  );
  await tx.run(
    `${LEAVE_THE_LINE}
     WHERE meetup_id = :meetup AND place = 'offered' AND offered_until <= :now`,
    { meetup, now },
  );
}

async function withOffersRunOut(db: Reader, now: number): Promise<Dated[]> {
  const rows = await db.all(
    `SELECT DISTINCT meetups.id, meetups.hub, hubs.zone, meetups.starts_local, meetups.starts_at
     FROM rsvps
     JOIN meetups ON meetups.id = rsvps.meetup_id
     JOIN hubs ON hubs.slug = meetups.hub
     WHERE rsvps.place = 'offered' AND rsvps.offered_until <= :now`,
    { now },
  );
  return rows.map(dated);
}

/** Places also come free where no meet-up is at hand: somebody erased themselves, or a limit was raised. */
async function withRoomForTheNext(db: Reader, now: number): Promise<Dated[]> {
  const rows = await db.all(
    `SELECT meetups.id, meetups.hub, hubs.zone, meetups.starts_local, meetups.starts_at
     FROM (SELECT DISTINCT meetup_id FROM rsvps WHERE line IS NOT NULL) AS lines
     JOIN meetups ON meetups.id = lines.meetup_id
     JOIN series ON series.id = meetups.series_id
     JOIN hubs ON hubs.slug = meetups.hub
     JOIN rsvps ON rsvps.meetup_id = meetups.id
     WHERE ${IS_NEXT}`,
    { now },
  );
  return rows.map(dated);
}

/** Keeps what `withRoomForTheNext` looks through small, however many meet-ups there have been. */
async function closeLines(db: Database, now: number): Promise<void> {
  const over = `
    line IS NOT NULL AND meetup_id IN (
      SELECT id
      FROM meetups
      WHERE id IN (SELECT meetup_id FROM rsvps WHERE line IS NOT NULL) AND ends_at <= :now)`;
  const row = await db.one(`SELECT EXISTS (SELECT 1 FROM rsvps WHERE ${over}) AS found`, { now });
  if (row && flag(row, 'found')) {
    await db.write((tx) => tx.run(`UPDATE rsvps SET line = NULL WHERE ${over}`, { now }));
  }
}

function dated(row: Row): Dated {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    startsLocal: text(row, 'starts_local'),
    startsAt: number(row, 'starts_at'),
  };
}
