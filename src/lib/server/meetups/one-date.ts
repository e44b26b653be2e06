import type { Database, Reader, Writer } from '#server/db/database.ts';
import * as hosts from '#server/meetups/hosts.ts';
import { NO_LIMIT } from '#server/meetups/kept-rows.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as moving from '#server/meetups/moving.ts';
import * as plans from '#server/meetups/plans.ts';
import type { Plan, Refusal } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import * as telling from '#server/meetups/telling.ts';
import * as waiting from '#server/meetups/waiting.ts';
import { instantOf } from '#server/wall-clock.ts';

/** What one date can have of its own. Repeating and how to join belong to its series. */
export type OneDate = Omit<Plan, 'rrule' | 'extra' | 'joining'>;

export interface DateChange {
  by: string | null;
  /** How this one date is to be. */
  to: OneDate;
  /** True to tell people of small things too. */
  tellSmall: boolean;
}

const SMALL = ['lengthMin', 'bring', 'cost', 'planB', 'planBBy'] as const;
const SILENT = ['title', 'words', 'roomFor', 'exactLimit'] as const;

/** What a change of one date is to those who come: another time or place 'moves' it. */
export function weightOf(meetup: Meetup, to: OneDate): 'moves' | 'small' | 'silent' | 'nothing' {
  if (to.start !== meetup.startsLocal || to.venueId !== meetup.venueId) return 'moves';
  if (SMALL.some((part) => to[part] !== meetup[part])) return 'small';
  return hasOtherHosts(meetup, to) || SILENT.some((part) => to[part] !== meetup[part]) ? 'silent' : 'nothing';
}

/** What stands in the way of changing this date so. */
export async function refusals(db: Reader, meetup: Meetup, to: OneDate, now: number): Promise<Refusal[]> {
  return plans.refusals(db, meetup.hub, { ...to, rrule: null, extra: [], joining: meetup.joining }, now);
}

/**
 * Changes one date alone and tells everybody concerned, in one transaction. 'already' when it is not as the host
 * saw it (somebody changed or cancelled it meanwhile); 'past' when it is over or no longer planned.
 */
export async function change(
  db: Database,
  meetup: Meetup,
  asked: DateChange,
  now: number,
): Promise<'changed' | 'already' | 'past'> {
  return db.write(async (tx) => {
    if (meetup.endsAt <= now || !(await meetups.keep(tx, meetup, now))) return 'past';
    const present = await meetups.find(tx, meetup.hub, meetup.id, now);
    const isAsSeen = present?.sequence === meetup.sequence && present.cancelledAt === null;
    if (!present || !isAsSeen) return 'already';
    const weight = weightOf(present, asked.to);
    if (weight !== 'nothing') await write(tx, present, asked, weight, now);
    return 'changed';
  });
}

async function write(
  tx: Writer,
  meetup: Meetup,
  { by, to, tellSmall }: DateChange,
  weight: 'moves' | 'small' | 'silent',
  now: number,
): Promise<void> {
  const ofSeries = (await series.find(tx, meetup.hub, meetup.seriesId))!;
  await tx.run(WRITE, { id: meetup.id, ...ownOf(to, ofSeries) });
  if (hasOtherHosts(meetup, to)) await changeHosts(tx, meetup, { by, to, ofSeries }, now);
  const { endsAt } = await moving.move(
    tx,
    meetup,
    {
      seriesId: meetup.seriesId,
      originalDate: meetup.originalDate,
      startsLocal: to.start,
      lengthMin: to.lengthMin,
      ownTime: meetup.ownTime || instantOf(to.start, meetup.zone) !== meetup.startsAt,
    },
    now,
  );
  await moving.raiseSequence(tx, meetup);
  const told = { meetup, by, to: { startsLocal: to.start, endsAt } };
  if (weight === 'moves') await telling.tell(tx, { kind: 'moved', ...told }, now);
  else
    await (weight === 'small' && tellSmall ? telling.tell : telling.note)(
      tx,
      { kind: 'changed', ...told },
      now,
    );
  const fresh = await meetups.find(tx, meetup.hub, meetup.id, now);
  if (fresh && fresh.exactLimit !== meetup.exactLimit) await waiting.offerFreed(tx, fresh, now);
}

const WRITE = `
  UPDATE meetups
     SET title = :title, words = :words, venue_id = :venueId, length_min = :lengthMin, bring = :bring, cost = :cost,
         plan_b = :planB, plan_b_by = :planBBy, room_for = :roomFor, exact_limit = :exactLimit
   WHERE id = :id`;

/** Who now hosts this date, and who no longer does, is told. */
async function changeHosts(
  tx: Writer,
  meetup: Meetup,
  { by, to, ofSeries }: { by: string | null; to: OneDate; ofSeries: series.Series },
  now: number,
): Promise<void> {
  const before = meetup.hosts.map(({ id }) => id);
  await hosts.writeOwn(tx, meetup.id, hosts.areSame(to.hosts, ofSeries.hosts) ? [] : to.hosts, now);
  const people = hosts.changed(before, to.hosts);
  await hosts.tell(tx, meetup, { people, by }, now);
}

function hasOtherHosts(meetup: Meetup, to: OneDate): boolean {
  return !hosts.areSame(
    to.hosts,
    meetup.hosts.map(({ id }) => id),
  );
}

/** Only what differs from the series: the rest goes on following it. */
function ownOf(to: OneDate, ofSeries: series.Series) {
  const own = <Part extends keyof OneDate>(part: Part) => (to[part] === ofSeries[part] ? null : to[part]);
  return {
    title: own('title'),
    words: own('words'),
    venueId: own('venueId'),
    lengthMin: own('lengthMin'),
    bring: own('bring'),
    cost: own('cost'),
    planB: own('planB'),
    planBBy: own('planBBy'),
    roomFor: to.roomFor === ofSeries.roomFor ? null : (to.roomFor ?? NO_LIMIT),
    exactLimit: to.exactLimit === ofSeries.exactLimit ? null : (to.exactLimit ?? NO_LIMIT),
  };
}
