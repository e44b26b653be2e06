import type { Database, Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as takenForms from './taken-forms.ts';

/** 'operator' when it is about a keeper: then no keeper sees it. */
export type GoesTo = 'keeper' | 'operator';

/** Something somebody wants looked at. `about` is the path of the page it is about. Times are Unix seconds. */
export interface Report {
  id: string;
  hub: string;
  about: string;
  words: string;
  madeAt: number;
  settledAt: number | null;
}

const COLUMNS = 'id, hub, about, words, made_at, settled_at';

/** Writes a report down and returns its id; the same form again returns the same. */
export function make(
  db: Database,
  report: {
    hub: string;
    about: string;
    words: string;
    goesTo: GoesTo;
    madeBy: string | null;
    form: string | null;
  },
  now: number,
): Promise<string> {
  const { form, ...columns } = report;
  const id = newId();
  return db.write((tx) =>
    takenForms.once(
      tx,
      form,
      async () => {
        await tx.run(
          `INSERT INTO reports (id, hub, about, words, goes_to, made_by, made_at)
           VALUES (:id, :hub, :about, :words, :goesTo, :madeBy, :now)`,
          { id, ...columns, now },
        );
        return id;
      },
      now,
    ),
  );
}

/** The reports of a hub that its keepers see: what is open first, then the newest. */
export async function forKeepers(db: Reader, hub: string): Promise<Report[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM reports
     WHERE hub = :hub AND goes_to = 'keeper'
     ORDER BY settled_at IS NOT NULL, made_at DESC
     LIMIT 200`,
    { hub },
  );
  return rows.map(fromRow);
}

/** The open reports about keepers, of all hubs; for the operator alone. */
export async function forOperator(db: Reader): Promise<Report[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM reports
     WHERE goes_to = 'operator' AND settled_at IS NULL
     ORDER BY made_at`,
  );
  return rows.map(fromRow);
}

/** A keeper notes that a report of their hub has been looked at. */
export function settle(
  db: Database,
  { hub, report, by }: { hub: string; report: string; by: string },
  now: number,
): Promise<'settled' | 'not-here'> {
  return db.write(async (tx) => {
    const settled = await tx.run(
      `UPDATE reports
       SET settled_at = :now, settled_by = :by
       WHERE id = :report AND hub = :hub AND goes_to = 'keeper' AND settled_at IS NULL`,
      { report, hub, by, now },
    );
    return settled === 1 ? 'settled' : 'not-here';
  });
}

/** Whoever runs this Natter notes that a report about a keeper has been looked at. */
export function settleForOperator(db: Database, report: string, now: number): Promise<void> {
  return db.write(async (tx) => {
    await tx.run(
      `UPDATE reports
       SET settled_at = :now
       WHERE id = :report AND goes_to = 'operator' AND settled_at IS NULL`,
      { report, now },
    );
  });
}

function fromRow(row: Row): Report {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    about: text(row, 'about'),
    words: text(row, 'words'),
    madeAt: number(row, 'made_at'),
    settledAt: numberOrNull(row, 'settled_at'),
  };
}
