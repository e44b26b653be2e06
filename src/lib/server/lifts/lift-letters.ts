import type { Reader, Writer } from '#server/db/database.ts';
import { flag, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';

/** Nothing in these letters says where, why or who: they lie on locked screens and in mail. */

export type LiftKind = Extract<letters.Kind, `lift-${string}`>;

/** What a letter about a lift speaks of, and whether anybody still needs it. */
export interface LiftMatter {
  /** The request or offer that it is about. */
  role: 'rider' | 'driver';
  id: string;
  /** 'YYYY-MM-DDTHH:MM' where the hub is: the day of the lift. */
  startsLocal: string;
  /** When its first journey is, Unix seconds. */
  startsAt: number;
  isNeeded: boolean;
  /** Their lift is settled, and they are asked to change it because a driver has dropped out. */
  isChange: boolean;
}

/** Writes one letter about a request or an offer to whoever made it. */
export async function tell(
  tx: Writer,
  about: LiftRequest | Offer,
  { kind, occasion, ways = 'ladder' }: { kind: LiftKind; occasion: string; ways?: 'ladder' | 'all' },
  now: number,
): Promise<void> {
  const { person, id, occasion: its } = about;
  const useBy = Math.max(its.dayEnds, now + 1);
  await letters.write(
    tx,
    { person, hub: its.hub, kind, subject: id, occasion, ways, dueAt: now, useBy },
    now,
  );
}

/**
 * By every way at once, and on the ring list: nobody is to stand and wait for a car that does not come. Each time is an
 * occasion of its own, or the second of two in one second would be lost.
 */
export async function tellRiderOff(tx: Writer, request: string, now: number): Promise<void> {
  const about = await requests.find(tx, request);
  if (!about) return;
  await letters.markReachedAbout(tx, about.person, request, 'answered', now);
  await tell(tx, about, { kind: 'lift-off', occasion: `off ${newId()}`, ways: 'all' }, now);
}

export async function tellDriverOff(tx: Writer, offer: string, now: number): Promise<void> {
  const about = await offers.find(tx, offer);
  if (about) await tell(tx, about, { kind: 'lift-off', occasion: `off ${newId()}` }, now);
}

/** How things stand with each of these letters now, by the id of the letter. */
export async function read(db: Reader, ids: string[], now: number): Promise<Map<string, LiftMatter>> {
  const rows = await db.all(MATTERS, { ids: JSON.stringify(ids) });
  const all = new Map<string, LiftMatter>();
  for (const row of rows) {
    const isDriver = flag(row, 'is_driver');
    const about = await (isDriver ? offers : requests).find(db, text(row, 'subject'));
    if (!about) continue;
    const { day, thereBy, readyFrom, dayEnds, cancelled } = about.occasion;
    all.set(text(row, 'id'), {
      role: isDriver ? 'driver' : 'rider',
      id: about.id,
      startsLocal: `${day}T00:00`,
      startsAt: thereBy ?? readyFrom ?? dayEnds,
      isChange: flag(row, 'is_change'),
      isNeeded: flag(row, 'is_needed') && !cancelled && about.withdrawnAt === null && now < dayEnds,
    });
  }
  return all;
}

const OF_READER = `
  FROM rides r
  WHERE r.ended_at IS NULL AND (r.request_id = l.subject OR r.offer_id = l.subject)`;

const OF_CHANGE = `
  FROM lift_change_rides c
  JOIN lift_changes ON lift_changes.id = c.change_id
  WHERE lift_changes.ended_at IS NULL`;

const MATTERS = `
  SELECT l.id, l.subject, EXISTS (SELECT 1 FROM lift_offers WHERE lift_offers.id = l.subject) AS is_driver,
    EXISTS (SELECT 1 ${OF_CHANGE} AND (c.request_id = l.subject OR c.offer_id = l.subject))
      AND EXISTS (SELECT 1 ${OF_READER} AND r.settled_at IS NOT NULL) AS is_change,
    CASE l.kind
      WHEN 'lift-drive' THEN EXISTS (SELECT 1 ${OF_READER} AND r.asked_at IS NOT NULL AND r.driver_yes_at IS NULL)
        OR EXISTS (SELECT 1 ${OF_CHANGE} AND c.offer_id = l.subject AND c.driver_yes_at IS NULL)
      WHEN 'lift-asked' THEN EXISTS (SELECT 1 ${OF_READER} AND r.asked_at IS NOT NULL AND r.rider_yes_at IS NULL)
        OR EXISTS (SELECT 1 ${OF_CHANGE} AND c.request_id = l.subject AND c.rider_yes_at IS NULL)
      WHEN 'lift-settled' THEN EXISTS (SELECT 1 ${OF_READER} AND r.settled_at IS NOT NULL)
      WHEN 'lift-again' THEN EXISTS (SELECT 1 ${OF_READER} AND r.settled_at IS NOT NULL)
      WHEN 'lift-ready' THEN EXISTS (SELECT 1 ${OF_READER} AND r.ready_at IS NOT NULL AND r.picked_up_at IS NULL)
      ELSE 1
    END AS is_needed
  FROM json_each(:ids)
  JOIN letters l ON l.id = json_each.value`;
