import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as boards from '#server/meetups/boards.ts';
import * as hungSheets from '#server/meetups/hung-sheets.ts';
import type { HungSheet, Wrong } from '#server/meetups/hung-sheets.ts';
import * as letters from '#server/outbox/letters.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { hash } from '#server/secrets.ts';
import { nextTurn } from '#server/turns.ts';

/** A poster that is wrong keeps being wrong; two weeks on somebody has seen it, or nobody will. */
const USEFUL_FOR = 14 * DAY;

/**
 * Tells whoever looks after a board that a sheet on it has become wrong, once for each way of being wrong; where
 * nobody does, the keepers of the hub. Compared with what was printed, so that no change can be forgotten here.
 * Returns how many letters were due.
 */
export async function tellOfWrongPosters(db: Database, now: number): Promise<number> {
  let told = 0;
  for (const hub of await hungSheets.hubs(db)) {
    const sheets = await hungSheets.ofHub(db, hub);
    const wrong = await hungSheets.wrongOn(db, hub, sheets, now);
    const due: letters.NewLetter[] = [];
    for (const sheet of sheets) {
      const how = wrong.get(sheet.id) ?? [];
      if (how.length > 0) due.push(...(await lettersFor(db, sheet, how, now)));
    }
    if (due.length > 0) await db.write((tx) => letters.writeMany(tx, due, now));
    told += due.length;
    await nextTurn();
  }
  return told;
}

async function lettersFor(
  db: Database,
  sheet: HungSheet,
  wrong: Wrong[],
  now: number,
): Promise<letters.NewLetter[]> {
  const board = await boards.find(db, sheet.hub, sheet.board);
  const people = board?.keeper ? [board.keeper.id] : await roleGrants.keepersOf(db, sheet.hub);
  const occasion = hash(JSON.stringify(wrong)).slice(0, 22);
  return people.map((person) => ({
    person,
    hub: sheet.hub,
    kind: 'poster-wrong',
    subject: sheet.id,
    occasion,
    ways: 'ladder',
    dueAt: now,
    useBy: now + USEFUL_FOR,
  }));
}
