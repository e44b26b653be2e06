import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';

/** One drive in a driver's own log. */
export interface Drive extends NewDrive {
  id: string;
}

export interface NewDrive {
  hub: string;
  /** 'YYYY-MM-DD' */
  onDate: string;
  /** Places, never addresses. */
  from: string;
  to: string;
  /** Tenths of a mile; null while nobody knows. */
  tenthMiles: number | null;
  passengers: number;
}

/** Whether somebody keeps a log. */
export async function isKept(db: Reader, person: string): Promise<boolean> {
  return (
    (await db.one('SELECT 1 FROM mileage_logs WHERE person_id = :person AND stopped_at IS NULL', {
      person,
    })) !== null
  );
}

/** From now on drives go into somebody's log by themselves, and those since an instant (Unix seconds); none goes in twice. */
export async function keep(tx: Writer, person: string, since: number): Promise<void> {
  await tx.run(
    `INSERT INTO mileage_logs (person_id, filled_until)
     VALUES (:person, :since)
     ON CONFLICT (person_id) DO UPDATE SET stopped_at = NULL`,
    { person, since },
  );
}

/** No more drives go in by themselves; those in it stay. */
export async function stop(tx: Writer, person: string, now: number): Promise<void> {
  await tx.run('UPDATE mileage_logs SET stopped_at = COALESCE(stopped_at, :now) WHERE person_id = :person', {
    person,
    now,
  });
}

/** Throws away all that is in somebody's log. */
export async function empty(tx: Writer, person: string): Promise<void> {
  await tx.run('DELETE FROM mileage_drives WHERE person_id = :person', { person });
}

/** The drives of one person, oldest first. */
export async function ofPerson(db: Reader, person: string): Promise<Drive[]> {
  const rows = await db.all(
    `SELECT id, hub, on_date, from_words, to_words, tenth_miles, passengers
     FROM mileage_drives
     WHERE person_id = :person
     ORDER BY on_date, rowid`,
    { person },
  );
  return rows.map(fromRow);
}

export async function add(tx: Writer, person: string, drive: NewDrive, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO mileage_drives (id, person_id, hub, on_date, from_words, to_words, tenth_miles, passengers, changed_at)
     VALUES (:id, :person, :hub, :onDate, :from, :to, :tenthMiles, :passengers, :now)`,
    { id, person, ...drive, now },
  );
  return id;
}

/** Puts a drive of somebody's own right; anybody else's stays as it is. */
export async function change(
  tx: Writer,
  person: string,
  { id, onDate, from, to, tenthMiles, passengers }: Omit<Drive, 'hub'>,
  now: number,
): Promise<void> {
  await tx.run(
    `UPDATE mileage_drives
     SET on_date = :onDate, from_words = :from, to_words = :to, tenth_miles = :tenthMiles, passengers = :passengers,
       changed_at = :now
     WHERE id = :id AND person_id = :person`,
    { id, person, onDate, from, to, tenthMiles, passengers, now },
  );
}

export async function takeOut(tx: Writer, person: string, id: string): Promise<void> {
  await tx.run('DELETE FROM mileage_drives WHERE id = :id AND person_id = :person', { id, person });
}

function fromRow(row: Row): Drive {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    onDate: text(row, 'on_date'),
    from: text(row, 'from_words'),
    to: text(row, 'to_words'),
    tenthMiles: numberOrNull(row, 'tenth_miles'),
    passengers: number(row, 'passengers'),
  };
}
