import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';
import { ITS_DAY } from './occasions.ts';

/** The driving licence; that the insurer knows, until the policy runs out; the MOT. */
export const KINDS = ['licence', 'insurance', 'mot'] as const;
export type PaperKind = (typeof KINDS)[number];

/** Until which day each is good, 'YYYY-MM-DD', as the driver says; null where they said nothing. */
export type Papers = Record<PaperKind, string | null>;

/** What is not as it should be: not said, or run out. For the driver and the hosts of the scheme, and nobody else. */
export interface Lacking {
  kind: PaperKind;
  /** The day until which it was good; null where nothing was said. */
  since: string | null;
}

/** A driver who has not driven for so long is none, and what they said is of no use. */
const KEPT_DAYS = 365;

export async function of(db: Reader, hub: string, person: string): Promise<Papers> {
  const rows = await db.all(
    'SELECT kind, good_until FROM driver_papers WHERE person_id = :person AND hub = :hub',
    { hub, person },
  );
  const said = Object.fromEntries(rows.map((row) => [text(row, 'kind'), text(row, 'good_until')]));
  return Object.fromEntries(KINDS.map((kind) => [kind, said[kind] ?? null])) as Papers;
}

/**
 * Writes down what a driver says, in a form of their own or to a host (`by`); what is left empty is forgotten. An open
 * nudge about it is answered.
 */
export async function say(
  tx: Writer,
  { hub, person, papers, by }: { hub: string; person: string; papers: Papers; by: string | null },
  now: number,
): Promise<void> {
  await tx.run('DELETE FROM driver_papers WHERE person_id = :person AND hub = :hub', { hub, person });
  for (const kind of KINDS) {
    const goodUntil = papers[kind];
    if (goodUntil === null) continue;
    await tx.run(
      `INSERT INTO driver_papers (person_id, hub, kind, good_until, said_at, entered_by)
       VALUES (:person, :hub, :kind, :goodUntil, :now, :by)`,
      { person, hub, kind, goodUntil, now, by },
    );
  }
  await letters.markReachedAbout(tx, person, subjectOf(hub), 'answered', now);
}

/** What of these is missing on a day. */
export function lacking(papers: Papers, today: string): Lacking[] {
  return KINDS.flatMap((kind) => {
    const since = papers[kind];
    return since !== null && since >= today ? [] : [{ kind, since }];
  });
}

/** Somebody who gives lifts from today on, as the hosts of a scheme see them. */
export interface Driver {
  id: string;
  firstName: string;
  telephone: string | null;
  papers: Papers;
  lacking: Lacking[];
}

/** The drivers of a hub who give lifts from today on, by first name. For the hosts of a scheme. */
export async function driversIn(db: Reader, hub: string, today: string): Promise<Driver[]> {
  const rows = await db.all(
    `SELECT DISTINCT people.id, people.first_name, people.telephone
     FROM lift_offers l
     JOIN people ON people.id = l.person_id
     LEFT JOIN meetups m ON m.id = l.meetup_id
     WHERE l.hub = :hub AND l.withdrawn_at IS NULL AND ${ITS_DAY} >= :today
     ORDER BY people.first_name COLLATE NOCASE, people.id`,
    { hub, today },
  );
  return Promise.all(
    rows.map(async (row) => {
      const papers = await of(db, hub, text(row, 'id'));
      return {
        id: text(row, 'id'),
        firstName: text(row, 'first_name'),
        telephone: textOrNull(row, 'telephone'),
        papers,
        lacking: lacking(papers, today),
      };
    }),
  );
}

/** Where somebody is asked for papers: the hubs of theirs whose lifts a scheme arranges. */
export async function askedIn(
  db: Reader,
  person: string,
): Promise<{ hub: string; name: string; scheme: string }[]> {
  const rows = await db.all(
    `SELECT hubs.slug, hubs.name, lift_rules.scheme
     FROM memberships
     JOIN hubs ON hubs.slug = memberships.hub
     JOIN lift_rules ON lift_rules.hub = hubs.slug AND lift_rules.arranged_by = 'scheme'
     WHERE memberships.person_id = :person
     ORDER BY hubs.name, hubs.slug`,
    { person },
  );
  return rows.map((row) => ({
    hub: text(row, 'slug'),
    name: text(row, 'name'),
    scheme: text(row, 'scheme'),
  }));
}

/** What somebody lacks themselves, by the name of the scheme that asks; only where they give lifts from today on. */
export async function ownLacking(
  db: Reader,
  person: string,
  { hubs, today }: { hubs: string[]; today: string },
): Promise<{ scheme: string; lacking: Lacking[] }[]> {
  const asked = (await askedIn(db, person)).filter(({ hub }) => hubs.includes(hub));
  const all = await Promise.all(
    asked.map(async ({ hub, scheme }) => ({ scheme, lacking: lacking(await of(db, hub, person), today) })),
  );
  return all.filter((one) => one.lacking.length > 0);
}

/** What runs out on days between these two, where a scheme asks for it: each date of a driver in a hub once. */
export async function runningOut(
  db: Reader,
  { from, to }: { from: string; to: string },
): Promise<{ person: string; hub: string; zone: string; day: string }[]> {
  const rows = await db.all(
    `SELECT DISTINCT p.person_id, p.hub, p.good_until, hubs.zone
     FROM driver_papers p
     JOIN lift_rules ON lift_rules.hub = p.hub AND lift_rules.arranged_by = 'scheme'
     JOIN hubs ON hubs.slug = p.hub
     WHERE p.good_until BETWEEN :from AND :to`,
    { from, to },
  );
  return rows.map((row) => ({
    person: text(row, 'person_id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    day: text(row, 'good_until'),
  }));
}

/** Forgets what ran out more than a year ago, and all of it where no scheme has asked for a month. */
export async function tidy(db: Database, now: number): Promise<void> {
  const before = addDays(dayOf(localOf(now, 'UTC')), -KEPT_DAYS);
  await db.write((tx) =>
    tx.run(
      `DELETE FROM driver_papers
       WHERE good_until < :before
         OR hub IN (SELECT hub FROM lift_rules WHERE arranged_by <> 'scheme' AND changed_at < :monthAgo)`,
      { before, monthAgo: now - 30 * DAY },
    ),
  );
}

/** What letters about a driver's papers in a hub are about. */
export function subjectOf(hub: string): string {
  return `papers ${hub}`;
}
