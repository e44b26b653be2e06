import { DAY, HOUR } from '#server/clock.ts';
import type { Reader, Writer } from '#server/db/database.ts';
import { flag, number, text, textOrNull } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import { isRinging, type Step } from './call-ladder.ts';

/** Nothing in these letters says who is rung, or that anybody lives alone: they lie on locked screens and in mail. */

const LEAST = HOUR;
const WORRIED = 3 * DAY;
const WEEK = 7 * DAY;

/** What a letter about calls speaks of, and whether anybody still needs it. */
export interface CallMatter {
  step: Step | null;
  /** What somebody is asked to be. */
  place: 'caller' | 'stand-in' | 'visitor' | null;
  isNeeded: boolean;
}

/** Tells the named human of a step; for the steps that ask for help by every way at once. */
export async function tellOfStep(
  tx: Writer,
  told: { people: string[]; hub: string; step: Step; id: string; beginsAt: number; until: number | null },
  now: number,
): Promise<void> {
  const { people, hub, step, id, beginsAt, until } = told;
  await letters.writeMany(
    tx,
    people.map((person) => ({
      person,
      hub,
      kind: isRinging(step) ? 'call-to-make' : 'call-help',
      subject: id,
      occasion: step,
      ways: isRinging(step) ? 'ladder' : 'all',
      dueAt: beginsAt,
      useBy: Math.max(until ?? beginsAt + WORRIED, beginsAt + LEAST),
    })),
    now,
  );
}

/** Tells whoever was asked to help that it is known now, and that they need do nothing more. */
export async function tellItIsKnown(
  tx: Writer,
  { people, hub, call }: { people: string[]; hub: string; call: string },
  now: number,
): Promise<void> {
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'call-known', subject: call, occasion: String(now), ways: 'ladder' },
    ...{ dueAt: now, useBy: now + DAY },
  });
  await letters.writeMany(tx, people.map(of), now);
}

/** Asks somebody whether they would ring, stand in or call round. */
export async function ask(
  tx: Writer,
  { person, hub, pair }: { person: string; hub: string; pair: string },
  now: number,
): Promise<void> {
  const about = { person, hub, kind: 'call-ask', subject: pair, occasion: 'asked' } as const;
  await letters.write(tx, { ...about, ways: 'ladder', dueAt: now, useBy: now + WEEK }, now);
}

/** Tells those who look after it that somebody who is rung has nobody to ring them, or nobody who stands in. */
export async function tellOfGap(
  tx: Writer,
  { id, hub }: { id: string; hub: string },
  occasion: string,
  now: number,
): Promise<void> {
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'call-gap', subject: id, occasion, ways: 'ladder' },
    ...{ dueAt: now, useBy: now + WEEK },
  });
  await letters.writeMany(tx, (await responsibleFor(tx, id)).map(of), now);
}

/**
 * The host who looks after it, while they are one; otherwise the keepers of the hub, or else its hosts, the longest
 * first. Never the person themselves: nobody is told that they do not answer.
 */
export async function responsibleFor(db: Reader, wish: string): Promise<string[]> {
  const all = await rolesFor(db, wish);
  const best = Math.max(0, ...all.map(({ rank }) => rank));
  return all.filter(({ rank }) => rank === best).map(({ person }) => person);
}

/** The keepers of the hub of a wish, but for the person themselves. */
export async function keepersFor(db: Reader, wish: string): Promise<string[]> {
  return (await rolesFor(db, wish)).filter(({ isKeeper }) => isKeeper).map(({ person }) => person);
}

async function rolesFor(db: Reader, wish: string) {
  const rows = await db.all(
    `SELECT r.person_id, MIN(r.given_at) AS since, MAX(r.role = 'keeper') AS is_keeper,
            CASE WHEN r.person_id IS w.looked_after_by THEN 3 ELSE MAX(1 + (r.role = 'keeper')) END AS rank
       FROM call_wishes w
       JOIN roles r ON r.hub = w.hub AND r.person_id <> w.person_id
      WHERE w.id = :wish
      GROUP BY r.person_id
      ORDER BY since, r.person_id`,
    { wish },
  );
  return rows.map((row) => ({
    person: text(row, 'person_id'),
    isKeeper: flag(row, 'is_keeper'),
    rank: number(row, 'rank'),
  }));
}

/** How things stand with each of these letters now, by the id of the letter. */
export async function read(db: Reader, ids: string[]): Promise<Map<string, CallMatter>> {
  const rows = await db.all(MATTERS, { ids: JSON.stringify(ids) });
  return new Map(
    rows.map((row) => [
      text(row, 'id'),
      {
        step: textOrNull(row, 'step') as Step | null,
        place: textOrNull(row, 'place') as CallMatter['place'],
        isNeeded: flag(row, 'is_needed'),
      },
    ]),
  );
}

const MATTERS = `
  SELECT l.id, s.step, p.place,
         CASE l.kind
           WHEN 'call-to-make' THEN s.id IS NOT NULL AND s.outcome IS NULL AND s.person_id IS l.person_id
           WHEN 'call-help' THEN s.id IS NOT NULL AND s.outcome IS NULL
           WHEN 'call-ask' THEN p.id IS NOT NULL AND p.yes_at IS NULL AND p.ended_at IS NULL
           WHEN 'call-known' THEN c.known_at IS NOT NULL
           ELSE w.id IS NOT NULL AND (
             SELECT COUNT(*)
               FROM call_pairs
              WHERE wish_id = w.id AND place <> 'visitor' AND yes_at IS NOT NULL AND ended_at IS NULL) < 2
         END AS is_needed
    FROM json_each(:ids)
    JOIN letters l ON l.id = json_each.value
    LEFT JOIN call_steps s ON s.id = l.subject
    LEFT JOIN call_pairs p ON p.id = l.subject
    LEFT JOIN calls c ON c.id = l.subject
    LEFT JOIN call_wishes w ON w.id = l.subject AND w.stopped_at IS NULL`;
