import { asOf, dayInWords } from '#lib/dates.ts';
import { standingInWords } from '#lib/promise-words.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import { forEverybody, whose } from '#server/voice/promises.ts';
import type { WriteUp } from '#server/voice/write-ups.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

/**
 * The notes of a meet-up to be handed to somebody: what was decided and promised, with no name but by its owner's yes.
 * Where there is nothing yet, it has room to write.
 */
export function notesSheet(
  hub: Pick<Hub, 'name' | 'zone'>,
  notes: Pick<WriteUp, 'title' | 'startsLocal' | 'decisions' | 'promises'>,
  now: number,
): Sheet {
  const today = localOf(now, hub.zone);
  const decided = notes.decisions.map(({ words }): Cell[] => [
    { text: 'Decided', strong: true },
    { text: words },
  ]);
  const promised = notes.promises.map((promise): Cell[] => [
    { text: 'Promised', strong: true },
    { text: promise.what, sub: `${whose(promise)}. ${standingInWords(forEverybody(promise), today)}.` },
  ]);
  const some = [...decided, ...promised];
  const toWrite = ['Decided', 'Promised: who, what, by when'].flatMap((text) =>
    Array.from({ length: 6 }, (): Cell[] => [{ text, strong: true }, 'room']),
  );
  return {
    hubName: hub.name,
    title: `Notes: ${notes.title}`,
    lines: [dayInWords(notes.startsLocal), asOf(today)],
    columns: [
      { heading: '', share: 0.22 },
      { heading: '', share: 0.78 },
    ],
    rows: some.length > 0 ? some : toWrite,
    foot: ['Is something not right? Say so at the next meet-up, where we look at this again.'],
    qr: null,
    size: 16,
    oneSide: null,
  };
}
