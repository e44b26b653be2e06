import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** A notice-board, a shop window, a church porch. Instants are Unix seconds. */
export interface Board {
  id: string;
  hub: string;
  place: string;
  /** Who is told when a sheet on it is wrong; null: the keepers of the hub. */
  keeper: { id: string; firstName: string } | null;
  /** When something was put up or taken down last. */
  changedAt: number;
  closedAt: number | null;
}

export interface NewBoard {
  hub: string;
  place: string;
  keeper: string | null;
  by: string;
}

const BOARDS = `
  SELECT b.id, b.hub, b.place, b.closed_at, p.id AS keeper_id, p.first_name,
         MAX(b.made_at, COALESCE((SELECT MAX(MAX(s.put_up_at, COALESCE(s.taken_down_at, 0)))
                                    FROM board_sheets s
                                   WHERE s.board_id = b.id), 0)) AS changed_at
    FROM boards b
    LEFT JOIN people p ON p.id = b.keeper_id
   WHERE b.hub = :hub`;

/** The boards of a hub by place, those no longer used last. */
export async function all(db: Reader, hub: string): Promise<Board[]> {
  const order = 'ORDER BY b.closed_at IS NOT NULL, b.place COLLATE NOCASE, b.id';
  return (await db.all(`${BOARDS} ${order}`, { hub })).map(fromRow);
}

export async function find(db: Reader, hub: string, id: string): Promise<Board | null> {
  const row = await db.one(`${BOARDS} AND b.id = :id`, { hub, id });
  return row && fromRow(row);
}

/** Writes a board down. A keeper who does not belong to the hub is nobody. */
export async function add(tx: Writer, { hub, place, keeper, by }: NewBoard, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO boards (id, hub, place, keeper_id, made_by, made_at)
     VALUES (:id, :hub, :place,
       (SELECT person_id FROM memberships WHERE hub = :hub AND person_id = :keeper), :by, :now)`,
    { id, hub, place, keeper, by, now },
  );
  return id;
}

/** Puts right where a board is and who looks after it. */
export async function correct(
  tx: Writer,
  { hub, id, place, keeper }: Omit<NewBoard, 'by'> & { id: string },
): Promise<void> {
  await tx.run(
    `UPDATE boards
        SET place = :place,
            keeper_id = (SELECT person_id FROM memberships WHERE hub = :hub AND person_id = :keeper)
      WHERE id = :id AND hub = :hub`,
    { hub, id, place, keeper },
  );
}

/** A board that is no longer used: nothing hangs there any more. */
export async function close(tx: Writer, hub: string, id: string, now: number): Promise<void> {
  const closed = await tx.run(
    'UPDATE boards SET closed_at = :now WHERE id = :id AND hub = :hub AND closed_at IS NULL',
    { hub, id, now },
  );
  if (closed === 0) return;
  await tx.run(
    'UPDATE board_sheets SET taken_down_at = :now WHERE board_id = :id AND taken_down_at IS NULL',
    { id, now },
  );
}

function fromRow(row: Row): Board {
  const keeper = textOrNull(row, 'keeper_id');
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    place: text(row, 'place'),
    keeper: keeper === null ? null : { id: keeper, firstName: text(row, 'first_name') },
    changedAt: number(row, 'changed_at'),
    closedAt: numberOrNull(row, 'closed_at'),
  };
}
