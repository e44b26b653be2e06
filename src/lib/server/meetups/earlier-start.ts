import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import type { Meetup } from '#server/meetups/meetups.ts';

/** When a moved date was to start before it was moved last, on the hub's wall clock; null when it was not moved. */
export async function earlierStart(db: Reader, meetup: Meetup): Promise<string | null> {
  if (!meetup.kept || !meetup.ownTime) return null;
  const row = await db.one(
    `SELECT before_local
       FROM meetup_changes
      WHERE meetup_id = :id AND kind = 'moved' AND before_local <> :startsLocal
      ORDER BY made_at DESC
      LIMIT 1`,
    { id: meetup.id, startsLocal: meetup.startsLocal },
  );
  return row && text(row, 'before_local');
}
