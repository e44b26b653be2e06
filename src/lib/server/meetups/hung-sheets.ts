import { DAY } from '#server/clock.ts';
import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';

/** A date as a sheet has it. `startsLocal` is on the hub's wall clock. */
export interface Printed {
  id: string;
  startsLocal: string;
  cancelled: boolean;
  /** As anybody may know it. */
  where: string;
}

/** A sheet that hangs on a board. */
export interface HungSheet {
  id: string;
  board: string;
  hub: string;
  /** Null for the list of all that is on. */
  series: string | null;
  title: string;
  printed: Printed[];
  /** Unix seconds. */
  putUpAt: number;
}

/** Why a date on a sheet is wrong; 'gone': nothing of its series is on that day any more. */
export interface Wrong {
  printed: Printed;
  because: 'moved' | 'elsewhere' | 'cancelled' | 'back-on' | 'gone';
}

const HANGING = `
  SELECT s.id, s.board_id, b.hub, s.series_id, COALESCE(series.title, 'What''s on') AS title, s.printed, s.put_up_at
    FROM board_sheets s
    JOIN boards b ON b.id = s.board_id
    LEFT JOIN series ON series.id = s.series_id
   WHERE s.taken_down_at IS NULL`;

/** What hangs on the boards of a hub. */
export async function ofHub(db: Reader, hub: string): Promise<HungSheet[]> {
  const rows = await db.all(`${HANGING} AND b.hub = :hub ORDER BY s.put_up_at, s.id`, { hub });
  return rows.map(fromRow);
}

/** The hubs that have something hanging. */
export async function hubs(db: Reader): Promise<string[]> {
  const rows = await db.all(
    `SELECT DISTINCT b.hub
       FROM board_sheets s
       JOIN boards b ON b.id = s.board_id
      WHERE s.taken_down_at IS NULL`,
  );
  return rows.map((row) => text(row, 'hub'));
}

/** A new sheet goes up; an older one of the same series on that board comes down. */
export async function putUp(
  tx: Writer,
  { board, series, printed, by }: { board: string; series: string | null; printed: Printed[]; by: string },
  now: number,
): Promise<string> {
  await tx.run(
    `UPDATE board_sheets
        SET taken_down_at = :now
      WHERE board_id = :board AND series_id IS :series AND taken_down_at IS NULL`,
    { board, series, now },
  );
  const id = newId();
  await tx.run(
    `INSERT INTO board_sheets (id, board_id, series_id, printed, put_up_at, put_up_by)
     VALUES (:id, :board, :series, :printed, :now, :by)`,
    { id, board, series, printed: JSON.stringify(printed), by, now },
  );
  return id;
}

export async function takeDown(tx: Writer, board: string, id: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE board_sheets
        SET taken_down_at = :now
      WHERE id = :id AND board_id = :board AND taken_down_at IS NULL`,
    { board, id, now },
  );
}

/** A date as a sheet printed now would have it. */
export function printedOf({ id, startsLocal, cancelledAt, venue }: Meetup): Printed {
  const where = venue.kind === 'home' ? `A house in ${venue.area}` : venue.name;
  return { id, startsLocal, cancelled: cancelledAt !== null, where };
}

/** What is wrong now with each of these sheets of one hub, among the dates on them that are not over. One query. */
export async function wrongOn(
  db: Reader,
  hub: string,
  sheets: HungSheet[],
  now: number,
): Promise<Map<string, Wrong[]>> {
  const found = await meetups.upcoming(db, hub, now, { from: now - DAY, limit: 2_000, unlisted: true });
  const byId = new Map(found.map((one) => [one.id, one]));
  const zone = found[0]?.zone ?? 'Europe/London';
  const nowLocal = localOf(now, zone);
  return new Map(
    sheets.map((sheet) => {
      const ahead = sheet.printed.filter(({ startsLocal }) => startsLocal > nowLocal);
      return [sheet.id, ahead.flatMap((printed) => compare(printed, byId.get(printed.id)))];
    }),
  );
}

function compare(printed: Printed, meetup: Meetup | undefined): Wrong[] {
  const because = whyWrong(printed, meetup && printedOf(meetup));
  return because ? [{ printed, because }] : [];
}

function whyWrong(was: Printed, is: Printed | undefined): Wrong['because'] | null {
  if (!is) return was.cancelled ? null : 'gone';
  if (is.cancelled) return was.cancelled ? null : 'cancelled';
  if (is.startsLocal !== was.startsLocal) return 'moved';
  if (is.where !== was.where) return 'elsewhere';
  return was.cancelled ? 'back-on' : null;
}

function fromRow(row: Row): HungSheet {
  return {
    id: text(row, 'id'),
    board: text(row, 'board_id'),
    hub: text(row, 'hub'),
    series: textOrNull(row, 'series_id'),
    title: text(row, 'title'),
    printed: JSON.parse(text(row, 'printed')) as Printed[],
    putUpAt: number(row, 'put_up_at'),
  };
}
