import type { Database, Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as cover from './cover.ts';
import * as jobs from './jobs.ts';
import * as making from './making.ts';
import * as shifts from './shifts.ts';
import type { Shift } from './shifts.ts';

/** True when this asked them: who is on it, was asked, or said no, and the host whom it helps, is left in peace. */
export async function propose(tx: Writer, shift: Shift, person: string, now: number): Promise<boolean> {
  if (jobs.isHelpFor(shift.job, shift.meetup, person)) return false;
  const id = await shifts.keep(tx, shift, now);
  if (id === null) return false;
  const asked = await tx.run(
    `INSERT INTO turns (shift_id, person_id, standing, asked_at, changed_at)
     VALUES (:id, :person, 'asked', :now, :now)
     ON CONFLICT (shift_id, person_id) DO UPDATE SET
       standing = 'asked', asked_at = excluded.asked_at, changed_at = excluded.changed_at
     WHERE standing = 'stepped-back'`,
    { id, person, now },
  );
  return asked === 1;
}

/** One letter to each who was asked, for all their turns; of use until the last of these begins. */
export async function tell(
  tx: Writer,
  { hub, subject, asked }: { hub: string; subject: string; asked: Map<string, number> },
  now: number,
): Promise<void> {
  const due = [...asked].map(([person, useBy]): letters.NewLetter => ({
    person,
    hub,
    kind: 'rota-asked',
    subject,
    occasion: 'asked',
    ways: 'ladder',
    dueAt: now,
    useBy,
  }));
  await letters.writeMany(tx, due, now);
}

/**
 * Asks those, at most two, whose yes would mend a turn that somebody can't make. Nobody is moved: each gets a question,
 * and keeps the turn they have until they give it up. Returns how many are asked.
 */
export async function askToMend(db: Database, shift: Shift, now: number): Promise<number> {
  const [out] = shift.turns.filter(({ standing, wantsCover }) => standing === 'taken' && wantsCover);
  const open = out && shift.id !== null ? await cover.openOf(db, shift.id, out.person) : null;
  if (!out || !open) return 0;
  const asks = await making.mend(db, shift, out.person, now);
  return db.write(async (tx) => {
    const asked = new Map<string, number>();
    for (const { person, to } of asks) {
      if (await propose(tx, to, person, now)) asked.set(person, to.meetup.startsAt);
    }
    await tell(tx, { hub: shift.meetup.hub, subject: open.id, asked }, now);
    return asked.size;
  });
}
