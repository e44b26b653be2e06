import type { Reader } from '#server/db/database.ts';
import * as hungSheets from '#server/meetups/hung-sheets.ts';
import type { Wrong } from '#server/meetups/hung-sheets.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Standing } from './standing.ts';

export interface OpenedSheet {
  board: string;
  place: string;
  /** Empty when it is right again. */
  wrong: Wrong[];
  /** The date whose poster is to be printed instead; null: the list of all that is on. */
  next: string | null;
}

/** What hangs where, and what is wrong on it, for a letter about a sheet. */
export async function sheetOf(
  db: Reader,
  { letter, sheet }: Standing,
  now: number,
): Promise<OpenedSheet | null> {
  if (!sheet) return null;
  const hanging = await hungSheets.ofHub(db, letter.hub!);
  const own = hanging.filter(({ id }) => id === letter.subject);
  const wrong = await hungSheets.wrongOn(db, letter.hub!, own, now);
  const ahead = sheet.series
    ? await meetups.upcoming(db, letter.hub!, now, { limit: 400, unlisted: true })
    : [];
  const next = ahead.find(({ seriesId }) => seriesId === sheet.series);
  return {
    board: sheet.board,
    place: sheet.place,
    wrong: wrong.get(letter.subject) ?? [],
    next: next?.id ?? null,
  };
}
