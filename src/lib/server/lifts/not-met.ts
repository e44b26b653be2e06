import { HOUR } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';
import * as agreeing from './agreeing.ts';
import { ITS_DAY, OCCASION_JOINS } from './occasions.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as taxis from './taxis.ts';
import * as rides from './rides.ts';

/** Lifts that nobody could give, as counts of people that may leave the hub: whose they were is not kept. */
export interface NotMet {
  /** Why, at what part of the day, and from near which place; each part is null where too few people stand behind it. */
  why: Count[];
  part: Count[];
  area: Count[];
}

/** Of people, to the nearest five; null: fewer than five. */
export interface Count {
  name: string;
  people: number | null;
}

/** Fewer people than this are "a few", and no figure is told of them (disclosure rule 1). */
const FEWEST_TOLD = 5;

/** Counts the lifts of days that are over, each once: who had none that was settled, and why. Returns how many people. */
export async function count(db: Database, now: number): Promise<number> {
  const over = await db.all(OVER, { now });
  if (over.length === 0) return 0;
  return db.write(async (tx) => {
    let people = 0;
    for (const row of over) people += await countOne(tx, row, now);
    return people;
  });
}

/** From noon of the next day on: nothing is still to come of it then. */
const OVER = `
  SELECT l.id, lift_left.because
  FROM lift_requests l
  ${OCCASION_JOINS}
  LEFT JOIN lift_plans ON lift_plans.meetup_id = l.meetup_id
    OR l.meetup_id IS NULL AND lift_plans.hub = l.hub AND lift_plans.on_date = l.on_date
  LEFT JOIN lift_left ON lift_left.plan_id = lift_plans.id AND lift_left.request_id = l.id
  WHERE l.counted_at IS NULL AND l.withdrawn_at IS NULL AND m.cancelled_at IS NULL
    AND unixepoch(${ITS_DAY}) < :now - ${36 * HOUR}
  LIMIT 500`;

async function countOne(tx: Writer, row: Row, now: number): Promise<number> {
  const request = await requests.find(tx, text(row, 'id'));
  if (!request) return 0;
  const isFirst = await tx.run(
    'UPDATE lift_requests SET counted_at = :now WHERE id = :id AND counted_at IS NULL',
    { id: request.id, now },
  );
  const settled = (await rides.ofRequests(tx, [request.id])).filter(({ settledAt }) => settledAt !== null);
  const byTaxi = await taxis.orderedFor(tx, [request.id]);
  if (isFirst === 0 || byTaxi.size > 0 || agreeing.isWhole(request, settled)) return 0;
  const people = request.party + Number(request.carer);
  await tx.run(ADD, { ...placeOf(request), why: whyOf(textOrNull(row, 'because')), people });
  return people;
}

const ADD = `
  INSERT INTO lifts_not_met (hub, month, why, part, area, people)
  VALUES (:hub, :month, :why, :part, :area, :people)
  ON CONFLICT (hub, month, why, part, area) DO UPDATE SET people = people + excluded.people`;

/** That two would rather not ride together is nobody's business, not even as a count. */
function whyOf(because: string | null): string {
  if (because === null) return 'not planned';
  return because === 'company' || because === 'locked' ? 'times' : because;
}

function placeOf({ occasion, area }: LiftRequest) {
  const { hub, zone, thereBy, readyFrom, dayEnds } = occasion;
  const local = localOf(thereBy ?? readyFrom ?? dayEnds - 1, zone);
  const hour = Number(local.slice(11, 13));
  return {
    hub,
    month: local.slice(0, 7),
    part: hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening',
    area: (area ?? '').replace(/^near /, ''),
  };
}

/** The counts of a hub in the last twelve months. Each way of counting stands alone: nothing is told of two at once. */
export async function inAYear(db: Reader, hub: string, today: string): Promise<NotMet> {
  const month = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}`;
  const by = async (column: 'why' | 'part' | 'area') =>
    (await db.all(BY[column], { hub, month })).map((row) => ({
      name: text(row, 'name'),
      people: told(number(row, 'people')),
    }));
  return { why: await by('why'), part: await by('part'), area: await by('area') };
}

const BY = { why: countBy('why'), part: countBy('part'), area: countBy('area') };

function countBy(column: 'why' | 'part' | 'area'): string {
  return `
  SELECT ${column} AS name, SUM(people) AS people
  FROM lifts_not_met
  WHERE hub = :hub AND month > :month
  GROUP BY ${column}
  ORDER BY SUM(people) DESC, ${column}`;
}

function told(people: number): number | null {
  return people < FEWEST_TOLD ? null : 5 * Math.floor((people + 2) / 5);
}
