import type { Database } from '#server/db/database.ts';
import * as boards from '#server/meetups/boards.ts';
import type { Village } from './village.ts';

/** Where the demo village hangs its posters; nothing hangs there yet. */
export async function findBoards(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const board = { hub, place: 'The church porch', keeper: ids.Dot!, by: ids.Ada! };
  await db.write((tx) => boards.add(tx, board, now));
}
