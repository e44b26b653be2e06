import type { Database, Reader, Writer } from '#server/db/database.ts';
import { numberOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import type { Meetup } from './meetups.ts';
import * as rsvps from './rsvps.ts';
import * as tally from './tally.ts';

/**
 * A form as a device sends it: `id` is its own, so that sent again it changes nothing and has the first outcome.
 * `waited`: how many seconds it waited there for a signal; null when it was sent at once.
 */
export interface Sent {
  id: string;
  waited: number | null;
}

/** As `rsvps.answer`. 'overtaken': the same person has said something since, elsewhere or to a host, and that counts. */
export function answer(
  db: Database,
  meetup: Meetup,
  { sent, ...given }: rsvps.NewAnswer & { sent: Sent },
  now: number,
): Promise<rsvps.Outcome | 'overtaken'> {
  const saidAt = now - (sent.waited ?? 0);
  return once(db, { sent, by: given.person }, now, async (tx) => {
    const before = meetup.kept ? await rsvps.of(tx, meetup.id, given.person) : null;
    if (before && sent.waited !== null && before.answeredAt > saidAt) return 'overtaken';
    const outcome = await rsvps.answerWithin(tx, meetup, given, now);
    if (sent.waited !== null) await noteWhenSaid(tx, meetup, { person: given.person, saidAt });
    return outcome;
  });
}

/** As `tally.record`. 'overtaken': somebody has counted since. */
export function count(
  db: Database,
  meetup: Meetup,
  { sent, ...counted }: { people: number; newFaces: number; by: string; sent: Sent },
  now: number,
): Promise<Awaited<ReturnType<typeof tally.record>> | 'overtaken'> {
  const at = now - (sent.waited ?? 0);
  return once(db, { sent, by: counted.by }, now, async (tx) => {
    const before = await tally.find(tx, meetup.id);
    if (before && sent.waited !== null && before.countedAt > at) return 'overtaken';
    return tally.recordWithin(tx, meetup, counted, now, at);
  });
}

/** As `tally.noteWhoCame`. 'overtaken': somebody has noted it since. */
export function noteWhoCame(
  db: Database,
  meetup: Meetup,
  { sent, ...noted }: { came: string[]; by: string; sent: Sent },
  now: number,
): Promise<Awaited<ReturnType<typeof tally.noteWhoCame>> | 'overtaken'> {
  const at = now - (sent.waited ?? 0);
  return once(db, { sent, by: noted.by }, now, async (tx) => {
    if (sent.waited !== null && ((await lastNoted(tx, meetup)) ?? 0) > at) return 'overtaken';
    return tally.noteWhoCameWithin(tx, meetup, noted, now, at);
  });
}

function once<T extends string>(
  db: Database,
  { sent, by }: { sent: Sent; by: string },
  now: number,
  make: (tx: Writer) => Promise<T>,
): Promise<T> {
  const key = takenForms.keyFor(`sent ${by}`, sent.id);
  return db.write((tx) => takenForms.once(tx, key, () => make(tx), now) as Promise<T>);
}

/** What was said first on another device, and sent later, must not count for more. */
async function noteWhenSaid(
  tx: Writer,
  { id }: Meetup,
  { person, saidAt }: { person: string; saidAt: number },
): Promise<void> {
  await tx.run(
    `UPDATE rsvps
     SET answered_at = :saidAt
     WHERE meetup_id = :id AND person_id = :person AND answered_at > :saidAt`,
    { id, person, saidAt },
  );
}

async function lastNoted(db: Reader, { id }: Meetup): Promise<number | null> {
  const row = await db.one('SELECT MAX(noted_at) AS noted_at FROM attendance WHERE meetup_id = :id', { id });
  return row && numberOrNull(row, 'noted_at');
}
