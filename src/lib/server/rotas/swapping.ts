import type { Database, Reader, Row } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import * as cover from './cover.ts';
import * as shifts from './shifts.ts';
import * as turns from './turns.ts';

/** "I'll do yours if you do mine", waiting for the yes of whoever can't make it. */
export interface Offer {
  id: string;
  cover: string;
  offeredBy: string;
  firstName: string;
  /** The turn that would be theirs in return. */
  shift: string;
  answer: 'yes' | 'no' | 'too-late' | null;
}

const SELECT = `
  SELECT swaps_of_turns.id, swaps_of_turns.cover_id, swaps_of_turns.offered_by, people.first_name,
    swaps_of_turns.shift_id, swaps_of_turns.answer
  FROM swaps_of_turns
  JOIN people ON people.id = swaps_of_turns.offered_by`;

export async function find(db: Reader, id: string): Promise<Offer | null> {
  const row = await db.one(`${SELECT} WHERE swaps_of_turns.id = :id`, { id });
  return row && fromRow(row);
}

/** Offers one of their own turns in exchange for an open cover. Nothing changes hands before the other's yes. */
export async function offer(
  db: Database,
  given: { cover: string; by: string; shift: string },
  now: number,
): Promise<'offered' | 'taken-over' | 'not-theirs'> {
  const wanted = await cover.find(db, given.cover);
  if (!wanted || wanted.settledAt !== null || wanted.person === given.by) return 'taken-over';
  const [shift, own] = [
    await shifts.findById(db, wanted.shift, now),
    await shifts.findById(db, given.shift, now),
  ];
  const isTheirs = own?.turns.some((turn) => turn.person === given.by && turn.standing === 'taken');
  if (!shift || !own || !isTheirs || own.meetup.startsAt <= now) return 'not-theirs';
  const id = newId();
  await db.write(async (tx) => {
    await tx.run(
      `INSERT INTO swaps_of_turns (id, cover_id, offered_by, shift_id, offered_at)
       VALUES (:id, :cover, :by, :shift, :now)
       ON CONFLICT (cover_id, offered_by) WHERE answered_at IS NULL DO UPDATE SET shift_id = excluded.shift_id`,
      { id, now, ...given },
    );
    const { person } = wanted;
    await letters.write(
      tx,
      turns.letterAbout({ ...shift, id: wanted.shift }, person, 'swap-offered', id, now),
      now,
    );
  });
  return 'offered';
}

/** The yes or no to an offer. With a yes both turns change hands at once, or neither does. */
export async function answer(
  db: Database,
  id: string,
  { by, yes }: { by: string; yes: boolean },
  now: number,
): Promise<'swapped' | 'declined' | 'too-late'> {
  const offered = await find(db, id);
  const wanted = offered && (await cover.find(db, offered.cover));
  if (!offered || !wanted || wanted.person !== by || offered.answer !== null) return 'too-late';
  const [theirs, own] = [
    await shifts.findById(db, wanted.shift, now),
    await shifts.findById(db, offered.shift, now),
  ];
  if (!theirs || !own) return 'too-late';
  try {
    return await db.write(async (tx) => {
      if (!yes) {
        await note(tx, id, 'no', now);
        return 'declined';
      }
      const taker: turns.Taker = { person: offered.offeredBy, said: 'self' };
      const first = await cover.acceptWithin(tx, { ...theirs, id: wanted.shift }, wanted, taker, now);
      await turns.stepBack(tx, offered.shift, offered.offeredBy, now);
      const second = await turns.takeWithin(tx, own, { person: by, said: 'self' }, now);
      if (first !== 'taken' || second !== 'taken') throw new NotBoth();
      await note(tx, id, 'yes', now);
      return 'swapped';
    });
  } catch (problem) {
    if (!(problem instanceof NotBoth)) throw problem;
    await db.write((tx) => note(tx, id, 'too-late', now));
    return 'too-late';
  }
}

/** Takes back all that happened in a transaction, because half a swap is none. */
class NotBoth extends Error {}

async function note(tx: Parameters<typeof turns.stepBack>[0], id: string, answered: string, now: number) {
  await tx.run('UPDATE swaps_of_turns SET answered_at = :now, answer = :answered WHERE id = :id', {
    id,
    answered,
    now,
  });
}

function fromRow(row: Row): Offer {
  return {
    id: text(row, 'id'),
    cover: text(row, 'cover_id'),
    offeredBy: text(row, 'offered_by'),
    firstName: text(row, 'first_name'),
    shift: text(row, 'shift_id'),
    answer: textOrNull(row, 'answer') as Offer['answer'],
  };
}
