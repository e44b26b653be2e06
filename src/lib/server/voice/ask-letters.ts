import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import * as reached from '#server/outbox/reached.ts';
import type { ToTell } from '#server/outbox/reached.ts';

const KINDS = ['ask-told', 'ask-replied'] as const;
const TOLD_WITHIN = 30 * DAY;

export function isAboutAsk({ kind }: Pick<letters.Letter, 'kind'>): boolean {
  return (KINDS as readonly letters.Kind[]).includes(kind);
}

/** Tells everybody who answered, by their own way; what came of it not those who asked, whose turn is later. */
export async function tellThose(
  tx: Writer,
  { ask, kind }: { ask: string; kind: (typeof KINDS)[number] },
  now: number,
): Promise<void> {
  const rows = await tx.all(
    `SELECT ask_sheets.person_id, asks.hub
     FROM asks
     JOIN ask_sheets ON ask_sheets.ask_id = asks.id
     WHERE asks.id = :ask AND ask_sheets.person_id IS NOT NULL AND (:kind <> 'ask-told' OR NOT EXISTS (
       SELECT 1
       FROM body_people
       WHERE body_people.body_id = asks.body_id AND body_people.person_id = ask_sheets.person_id))`,
    { ask, kind },
  );
  const of = (row: (typeof rows)[number]): letters.NewLetter => ({
    ...{ person: text(row, 'person_id'), hub: text(row, 'hub'), kind, subject: ask, occasion: '' },
    ...{ ways: 'ladder', dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, rows.map(of), now);
}

/** Those who answered whom no device tells the latest of it, and who have not been rung yet; for its hosts. */
export async function toRing(db: Reader, ask: string): Promise<ToTell[]> {
  return (await reached.standing(db, { subject: ask, kinds: KINDS })).toRing;
}

/** Notes what came of ringing one of them. */
export function ring(
  db: Database,
  given: { ask: string; letter: string; outcome: reached.RingOutcome; by: string },
  now: number,
): Promise<'noted' | 'not-found'> {
  const { ask: subject, ...rung } = given;
  return reached.ring(db, { subject, ...rung }, now);
}
