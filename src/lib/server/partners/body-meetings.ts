import type { Database, Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** A dated meeting of a body; the time is the hub's. */
export interface BodyMeeting {
  id: string;
  body: string;
  startsLocal: string;
  place: string;
}

/** The meetings of a hub's bodies from a day on ('YYYY-MM-DD'), the soonest first. */
export async function ahead(db: Reader, hub: string, from: string): Promise<BodyMeeting[]> {
  const rows = await db.all(
    `SELECT body_meetings.id, body_meetings.body_id, body_meetings.starts_local, body_meetings.place
     FROM body_meetings
     JOIN bodies ON bodies.id = body_meetings.body_id
     WHERE bodies.hub = :hub AND bodies.ended_at IS NULL AND body_meetings.called_off_at IS NULL
       AND body_meetings.starts_local >= :from
     ORDER BY body_meetings.starts_local, body_meetings.id
     LIMIT 60`,
    { hub, from },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    body: text(row, 'body_id'),
    startsLocal: text(row, 'starts_local'),
    place: text(row, 'place'),
  }));
}

/** Writes down when a body meets; the same time again changes only the place. 'past': it has met already. */
export function add(
  db: Database,
  meeting: { hub: string; body: string; startsLocal: string; place: string; today: string },
): Promise<'added' | 'past' | 'not-here'> {
  const { hub, body, startsLocal, place, today } = meeting;
  if (startsLocal.slice(0, 10) < today) return Promise.resolve('past');
  return db.write(async (tx) => {
    const added = await tx.run(
      `INSERT INTO body_meetings (id, body_id, starts_local, place)
       SELECT :id, id, :startsLocal, :place
       FROM bodies
       WHERE id = :body AND hub = :hub AND ended_at IS NULL
       ON CONFLICT (body_id, starts_local) DO UPDATE SET place = excluded.place, called_off_at = NULL`,
      { id: newId(), hub, body, startsLocal, place },
    );
    return added === 1 ? 'added' : 'not-here';
  });
}

/** The body called it off. What was to be carried there waits for another date. */
export function callOff(
  db: Database,
  { hub, meeting }: { hub: string; meeting: string },
  now: number,
): Promise<void> {
  return db.write(async (tx) => {
    await tx.run(
      `UPDATE body_meetings
       SET called_off_at = :now
       WHERE id = :meeting AND body_id IN (SELECT id FROM bodies WHERE hub = :hub)`,
      { hub, meeting, now },
    );
  });
}
