import type { Database, Reader } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as promises from '#server/voice/promises.ts';
import * as promising from '#server/voice/promising.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import { localOf } from '#server/wall-clock.ts';
import * as standing from './standing.ts';
import type { Standing } from './standing.ts';

/** A promise, or the notes of a meet-up, as the reader of a letter sees it: with no name that not everybody may read. */
export interface OpenedMeeting {
  isNeeded: boolean;
  promise: ForEverybody | null;
  /** They may say that it is kept, or hand it back. */
  isMine: boolean;
  /** Notes that have been sent. */
  notes: {
    title: string;
    startsLocal: string;
    decisions: writeUps.WriteUp['decisions'];
    promises: ForEverybody[];
  } | null;
  today: string;
}

type ForEverybody = ReturnType<typeof promises.forEverybody>;

export type PromiseVerb = 'kept' | 'back';

export async function meetingOf(
  db: Reader,
  { letter, meeting, zone }: Standing,
  now: number,
): Promise<OpenedMeeting | null> {
  if (!meeting) return null;
  const { about, id, isNeeded } = meeting;
  const promise = about === 'promise' ? await promises.find(db, letter.hub!, id) : null;
  const notes = about === 'notes' ? await writeUps.findSent(db, letter.hub!, id) : null;
  return {
    isNeeded,
    promise: promise && promises.forEverybody(promise),
    isMine: isNeeded && promise?.owner?.id === letter.person,
    notes: notes && {
      title: notes.title,
      startsLocal: notes.startsLocal,
      decisions: notes.decisions,
      promises: notes.promises.map(promises.forEverybody),
    },
    today: localOf(now, zone),
  };
}

/** Does what a button says, in the name of the letter's reader; 'too-late' for what they no longer need. */
export async function act(
  db: Database,
  id: string,
  verb: PromiseVerb,
  now: number,
): Promise<'promise-kept' | 'promise-back' | 'too-late'> {
  const found = await standing.find(db, id, now);
  if (!found?.meeting?.isNeeded) return 'too-late';
  const { person } = found.letter;
  const promise = found.meeting.id;
  await letters.markReached(db, id, 'answered', now);
  if (verb === 'kept') {
    const given = { reach: { person }, promise, by: person, how: 'kept', because: '' } as const;
    return (await promising.settle(db, given, now)) === 'settled' ? 'promise-kept' : 'too-late';
  }
  const back = await promising.handBack(db, { person, promise }, now);
  return back === 'handed-back' ? 'promise-back' : 'too-late';
}
