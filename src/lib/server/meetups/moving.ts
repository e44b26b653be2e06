import { DAY } from '#server/clock.ts';
import type { Writer } from '#server/db/database.ts';
import * as hosts from '#server/meetups/hosts.ts';
import { NO_LIMIT } from '#server/meetups/kept-rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

/** A host who moves a date to so soon has said by that that it is on; further ahead the question comes anew. */
export const ASKED_BEFORE = 7 * DAY;

const NEEDS_KEPT = 7 * DAY;

export interface Goal {
  seriesId: string;
  originalDate: string;
  startsLocal: string;
  lengthMin: number;
  ownTime: boolean;
}

/** Gives a kept date its new series, day, time and length. Everything said about it stays with it. */
export async function move(tx: Writer, meetup: Meetup, goal: Goal, now: number): Promise<{ endsAt: number }> {
  const startsAt = instantOf(goal.startsLocal, meetup.zone);
  const endsAt = startsAt + goal.lengthMin * 60;
  const moved = startsAt !== meetup.startsAt;
  await tx.run(
    `UPDATE meetups
        SET series_id = :seriesId, original_date = :originalDate, starts_local = :startsLocal,
            starts_at = :startsAt, ends_at = :endsAt, own_time = :ownTime,
            confirmed_at = CASE WHEN NOT :moved THEN confirmed_at WHEN :soon THEN :now END,
            changed_at = :now
      WHERE id = :id`,
    {
      id: meetup.id,
      seriesId: goal.seriesId,
      originalDate: goal.originalDate,
      // As the clocks will show it, where they skip this time.
      startsLocal: localOf(startsAt, meetup.zone),
      startsAt,
      endsAt,
      ownTime: goal.ownTime ? 1 : 0,
      moved: moved ? 1 : 0,
      soon: startsAt - ASKED_BEFORE <= now ? 1 : 0,
      now,
    },
  );
  await tx.run('UPDATE needs SET delete_at = :at WHERE meetup_id = :id', {
    id: meetup.id,
    at: endsAt + NEEDS_KEPT,
  });
  return { endsAt };
}

/** Calendars take a date as changed when its sequence is higher (RFC 5545, 3.8.7.4). */
export async function raiseSequence(tx: Writer, { id }: Meetup): Promise<void> {
  await tx.run('UPDATE meetups SET sequence = sequence + 1 WHERE id = :id', { id });
}

/** Writes what a date is today into its own row, so that a change of its series leaves it alone. */
export async function freeze(tx: Writer, meetup: Meetup, now: number): Promise<void> {
  await tx.run(
    `UPDATE meetups
        SET title = :title, words = :words, venue_id = :venueId, length_min = :lengthMin, bring = :bring,
            cost = :cost, plan_b = :planB, plan_b_by = :planBBy, room_for = :roomFor, exact_limit = :exactLimit
      WHERE id = :id`,
    {
      id: meetup.id,
      title: meetup.title,
      words: meetup.words,
      venueId: meetup.venueId,
      lengthMin: meetup.lengthMin,
      bring: meetup.bring,
      cost: meetup.cost,
      planB: meetup.planB,
      planBBy: meetup.planBBy,
      roomFor: meetup.roomFor ?? NO_LIMIT,
      exactLimit: meetup.exactLimit ?? NO_LIMIT,
    },
  );
  const ids = meetup.hosts.map(({ id }) => id);
  await hosts.writeOwn(tx, meetup.id, ids, now);
}

/** Keeps what was as it was: dates that are over hold on to what their series said. */
export async function freezePast(tx: Writer, seriesId: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE meetups
        SET title = COALESCE(meetups.title, s.title), words = COALESCE(meetups.words, s.words),
            venue_id = COALESCE(meetups.venue_id, s.venue_id),
            length_min = COALESCE(meetups.length_min, s.length_min)
       FROM series s
      WHERE s.id = meetups.series_id
        AND meetups.series_id = :seriesId
        AND meetups.ends_at <= :now`,
    { seriesId, now },
  );
}
