import type { Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import { occurrences, RecurrenceRefused } from '#server/meetups/recurrence.ts';
import { localOf } from '#server/wall-clock.ts';

/** What a host says when planning. `start` and `extra` are wall-clock times in the hub's zone. */
export interface Plan {
  title: string;
  words: string;
  venueId: string;
  start: string;
  /** Minutes. */
  lengthMin: number;
  /** RFC 5545, made by `repeats.ts`; null for one date or a list of dates. */
  rrule: string | null;
  /** Dates of a list beyond the first. */
  extra: string[];
  joining: 'just-turn-up' | 'tell-us';
  roomFor: number | null;
  exactLimit: number | null;
  bring: string;
  cost: string;
  planB: string;
  /** The time of that day by which it is decided, 'HH:MM'; '' when none is said. */
  planBBy: string;
  /** Person ids, one or more; a home needs a second. */
  hosts: string[];
}

export type Refusal =
  | 'no-such-venue'
  | 'no-host'
  | 'host-not-here'
  | 'home-needs-second-host'
  | 'in-the-past'
  | 'too-far-ahead'
  | 'too-many-dates'
  | 'no-dates';

/** Stands for a place that is written down together with the plan. */
export const NEW_PLACE = 'new';

export const MOST_DATES = 60;
const FURTHEST_DAYS = 731;

/** What stands in the way of a plan; nothing when it can be saved. Today is never too late: a host may be late. */
export async function refusals(db: Reader, hub: string, plan: Plan, now: number): Promise<Refusal[]> {
  const row = await db.one(
    `SELECT h.zone, v.kind,
            (SELECT count(DISTINCT asked.value)
               FROM json_each(:hosts) asked
              WHERE EXISTS (SELECT 1 FROM memberships WHERE person_id = asked.value AND hub = h.slug)
                 OR EXISTS (SELECT 1 FROM roles WHERE person_id = asked.value AND hub = h.slug)) AS hosts
       FROM hubs h
       LEFT JOIN venues v ON v.id = :venue AND v.hub = h.slug
      WHERE h.slug = :hub`,
    { hub, venue: plan.venueId, hosts: JSON.stringify(plan.hosts) },
  );
  if (!row) return ['no-such-venue'];
  const today = dayOf(localOf(now, text(row, 'zone')));
  return [
    ...(row.kind === null && plan.venueId !== NEW_PLACE ? (['no-such-venue'] as const) : []),
    ...hostRefusals(plan, { home: row.kind === 'home', known: number(row, 'hosts') }),
    ...dateRefusals(plan, text(row, 'zone'), today),
  ];
}

/** The first six wall-clock times of a plan that are still to come today or later. */
export function nextTimes({ start, rrule, extra }: Plan, zone: string, now: number): string[] {
  const from = dayOf(localOf(now, zone));
  const window = { from, to: addDays(from, FURTHEST_DAYS * 2), limit: 6 };
  return occurrences({ start, zone, rrule, rdates: extra }, window);
}

function hostRefusals({ hosts }: Plan, { home, known }: { home: boolean; known: number }): Refusal[] {
  const asked = new Set(hosts).size;
  if (asked === 0) return ['no-host'];
  if (known < asked) return ['host-not-here'];
  return home && asked < 2 ? ['home-needs-second-host'] : [];
}

function dateRefusals({ start, extra, rrule }: Plan, zone: string, today: string): Refusal[] {
  const furthest = addDays(today, FURTHEST_DAYS);
  const days = [start, ...extra].map(dayOf);
  if (days.length > MOST_DATES) return ['too-many-dates'];
  if (days.some((day) => day < today)) return ['in-the-past'];
  if (days.some((day) => day > furthest)) return ['too-far-ahead'];
  return rrule !== null && !hasDates(start, zone, rrule) ? ['no-dates'] : [];
}

function hasDates(start: string, zone: string, rrule: string): boolean {
  try {
    const to = addDays(dayOf(start), FURTHEST_DAYS);
    return occurrences({ start, zone, rrule }, { from: start, to, limit: 1 }).length > 0;
  } catch (problem) {
    if (problem instanceof RecurrenceRefused) return false;
    throw problem;
  }
}
