import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { numberOrNull, text } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';
import * as promising from './promising.ts';
import { SENT_WITHIN, TURNS } from './write-ups.ts';

/** The meet-up that is written about. Instants are Unix seconds, `startsLocal` is the hub's. */
export interface Met {
  id: string;
  hub: string;
  title: string;
  startsLocal: string;
  endsAt: number;
  zone: string;
  cancelledAt: number | null;
}

/** Who typed it, and how it came: `waited` seconds on a device without a signal, or null when it was sent at once. */
export interface Typed {
  by: string;
  /** The hidden value of the form. */
  once: string;
  sent: { id: string; waited: number | null } | null;
}

/** 'approved': the room has said yes to these notes, so nothing is put in any more. */
export type Noted = 'noted' | 'too-early' | 'cancelled' | 'approved' | 'not-here';

const TOLD_WITHIN = 21 * DAY;

/** Writes down something that was decided. */
export function decide(
  db: Database,
  met: Met,
  { words, ...typed }: Typed & { words: string },
  now: number,
): Promise<Noted> {
  return note(db, met, { ...typed, words }, now, async (tx, { writeUp, at }) => {
    await tx.run(
      `INSERT INTO decisions (id, write_up_id, words, made_at, made_by) VALUES (:id, :writeUp, :words, :at, :by)`,
      { id: newId(), writeUp, words, at, by: typed.by },
    );
    return 'noted';
  });
}

/** Writes down something that was promised; its owner is told. */
export function promise(
  db: Database,
  met: Met,
  {
    promise: given,
    ...typed
  }: Typed & { promise: Pick<promising.NewPromise, 'what' | 'owner' | 'named' | 'byDay'> },
  now: number,
): Promise<Noted> {
  return note(db, met, { ...typed, words: JSON.stringify(given) }, now, async (tx, { at }) => {
    const promised = { ...given, hub: met.hub, meetup: met.id, by: typed.by };
    return (await promising.make(tx, promised, at)) === 'made' ? 'noted' : 'not-here';
  });
}

/** Takes out something that was put down as decided, until the notes are approved. */
export function strike(
  db: Database,
  { hub, meetup, decision, by }: { hub: string; meetup: string; decision: string; by: string },
  now: number,
): Promise<'struck' | 'not-found'> {
  return db.write(async (tx) => {
    const struck = await tx.run(
      `UPDATE decisions
       SET struck_at = :now, struck_by = :by
       WHERE id = :decision AND struck_at IS NULL AND write_up_id IN (
         SELECT id FROM write_ups WHERE hub = :hub AND meetup_id = :meetup AND approved_at IS NULL)`,
      { decision, hub, meetup, by, now },
    );
    if (struck === 0) return 'not-found';
    await tx.run('UPDATE write_ups SET changed_at = :now WHERE meetup_id = :meetup', { meetup, now });
    return 'struck';
  });
}

/**
 * Sends the notes to everybody who said they would come and wants to hear of more than cancellations, each by their own
 * way; and writes down when the hub looks again. 'nothing': neither a decision nor a promise is in them.
 */
export function send(
  db: Database,
  { hub, meetup, by }: { hub: string; meetup: string; by: string },
  now: number,
): Promise<'sent' | 'sent-before' | 'nothing'> {
  return db.write(async (tx) => {
    const row = await tx.one('SELECT id, send_by FROM write_ups WHERE hub = :hub AND meetup_id = :meetup', {
      hub,
      meetup,
    });
    if (!row || !(await hasWords(tx, text(row, 'id'), meetup))) return 'nothing';
    const id = text(row, 'id');
    const sent = await tx.run(
      'UPDATE write_ups SET sent_at = :now, sent_by = :by WHERE id = :id AND sent_at IS NULL',
      { id, by, now },
    );
    if (sent === 0) return 'sent-before';
    await tellThoseWhoCame(tx, { id, hub, meetup }, now);
    for (const [i, later] of TURNS.entries())
      await tx.run(
        `INSERT INTO follow_ups (write_up_id, turn, due_at)
         SELECT id, :turn, send_by - :within + :later FROM write_ups WHERE id = :id`,
        { id, turn: i + 1, within: SENT_WITHIN, later },
      );
    return 'sent';
  });
}

/** How many would get the notes; for the host who sends them. */
export async function readersOf(db: Reader, meetup: string): Promise<number> {
  return (await thoseWhoCame(db, meetup)).length;
}

/** The room says that the notes are right: from then on they stay as they are. */
export function approve(
  db: Database,
  { hub, writeUp, by }: { hub: string; writeUp: string; by: string },
  now: number,
): Promise<'approved' | 'not-found'> {
  return db.write(async (tx) => {
    const approved = await tx.run(
      `UPDATE write_ups
       SET approved_at = COALESCE(approved_at, :now), approved_by = COALESCE(approved_by, :by)
       WHERE id = :writeUp AND hub = :hub AND sent_at IS NOT NULL`,
      { writeUp, hub, by, now },
    );
    return approved === 1 ? 'approved' : 'not-found';
  });
}

/** The room has looked again at what came of it; earlier turns that were missed are seen to by that, too. */
export function lookAgain(
  db: Database,
  { hub, writeUp, turn, by }: { hub: string; writeUp: string; turn: number; by: string },
  now: number,
): Promise<'looked' | 'not-found'> {
  return db.write(async (tx) => {
    const looked = await tx.run(
      `UPDATE follow_ups
       SET looked_at = :now, looked_by = :by
       WHERE turn <= :turn AND looked_at IS NULL
         AND write_up_id IN (SELECT id FROM write_ups WHERE id = :writeUp AND hub = :hub)`,
      { writeUp, hub, turn, by, now },
    );
    return looked > 0 ? 'looked' : 'not-found';
  });
}

/** Takes one form once, whether it came at once, later, or both because the answer was lost. */
function note(
  db: Database,
  met: Met,
  { by, once, sent, words }: Typed & { words: string },
  now: number,
  write: (tx: Writer, given: { writeUp: string; at: number }) => Promise<Noted>,
): Promise<Noted> {
  const at = now - (sent?.waited ?? 0);
  const keys = [
    sent ? takenForms.keyFor(`sent ${by}`, sent.id) : null,
    // A page that was kept, or gone back to, has one hidden value for all that is typed on it.
    sent?.waited != null ? null : takenForms.keyFor(`notes ${by} ${words}`, once),
  ];
  return db.write(async (tx) => {
    let outcome: Noted = 'noted';
    const make = async () => {
      outcome = await noteWithin(tx, met, { by, at }, now, write);
      return outcome === 'noted' ? outcome : null;
    };
    await takenForms.once(tx, keys[0]!, () => takenForms.once(tx, keys[1]!, make, now), now);
    return outcome;
  });
}

async function noteWithin(
  tx: Writer,
  met: Met,
  { by, at }: { by: string; at: number },
  now: number,
  write: (tx: Writer, given: { writeUp: string; at: number }) => Promise<Noted>,
): Promise<Noted> {
  if (met.cancelledAt !== null) return 'cancelled';
  if (localOf(at, met.zone).slice(0, 10) < met.startsLocal.slice(0, 10)) return 'too-early';
  const { id: meetup, hub, title, startsLocal, endsAt } = met;
  await tx.run(
    `INSERT INTO write_ups (id, hub, meetup_id, title, starts_local, made_at, made_by, send_by, changed_at)
     VALUES (:id, :hub, :meetup, :title, :startsLocal, :at, :by, :sendBy, :now)
     ON CONFLICT (meetup_id) DO NOTHING`,
    { id: newId(), hub, meetup, title, startsLocal, at, by, sendBy: endsAt + SENT_WITHIN, now },
  );
  const row = (await tx.one('SELECT id, approved_at FROM write_ups WHERE meetup_id = :meetup', { meetup }))!;
  if (numberOrNull(row, 'approved_at') !== null) return 'approved';
  const outcome = await write(tx, { writeUp: text(row, 'id'), at });
  if (outcome === 'noted')
    await tx.run('UPDATE write_ups SET changed_at = :now WHERE meetup_id = :meetup', { meetup, now });
  return outcome;
}

async function hasWords(tx: Reader, id: string, meetup: string): Promise<boolean> {
  const some = await tx.one(
    `SELECT 1 FROM decisions WHERE write_up_id = :id AND struck_at IS NULL
     UNION ALL
     SELECT 1 FROM promises WHERE meetup_id = :meetup
     LIMIT 1`,
    { id, meetup },
  );
  return some !== null;
}

async function thoseWhoCame(db: Reader, meetup: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT rsvps.person_id
     FROM rsvps
     JOIN people ON people.id = rsvps.person_id
     WHERE rsvps.meetup_id = :meetup AND rsvps.answer = 'coming' AND rsvps.place = 'in'
       AND people.told <> 'cancellations'`,
    { meetup },
  );
  return rows.map((row) => text(row, 'person_id'));
}

async function tellThoseWhoCame(
  tx: Writer,
  { id, hub, meetup }: { id: string; hub: string; meetup: string },
  now: number,
): Promise<void> {
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'notes-sent', subject: id, occasion: 'sent', ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, (await thoseWhoCame(tx, meetup)).map(of), now);
}
