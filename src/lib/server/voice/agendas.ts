import { AGENDA_KINDS } from '#lib/agenda-words.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as agendaDue from './agenda-due.ts';
import type { Due, Meeting } from './agenda-due.ts';

export type { Due, Meeting };

export interface Agenda {
  /** In the order of the hub. */
  items: Due[];
  /** For another time. */
  leftOut: Due[];
}

const MOST_OWN = 20;

/** What is due at a meet-up, in the order in which its hosts want it; what they have not moved stands by its kind. */
export async function of(db: Reader, meeting: Meeting): Promise<Agenda> {
  const [due, placed] = [await agendaDue.at(db, meeting), await placesOf(db, meeting)];
  const isOut = ({ item }: Due) => placed.get(item)?.isOut ?? false;
  const staying = due.filter((one) => !isOut(one));
  return { items: inOrder(staying, placed), leftOut: due.filter(isOut) };
}

/** A host moves something up or down by one. 'not-found': it is not on this agenda, or there is nothing beyond it. */
export function move(
  db: Database,
  { item, way, ...meeting }: Meeting & { item: string; way: 'up' | 'down' },
): Promise<'moved' | 'not-found'> {
  return db.write(async (tx) => {
    const order = (await of(tx, meeting)).items.map((one) => one.item);
    const from = order.indexOf(item);
    const to = way === 'up' ? from - 1 : from + 1;
    if (from === -1 || order[to] === undefined) return 'not-found';
    [order[from], order[to]] = [order[to], item];
    await keep(tx, meeting, order);
    return 'moved';
  });
}

/** A host leaves something for another time, or brings it back; it is due again at the next one. */
export function leaveOut(
  db: Database,
  { item, out, by, ...meeting }: Meeting & { item: string; out: boolean; by: string },
  now: number,
): Promise<'done' | 'not-found'> {
  return db.write(async (tx) => {
    const { items, leftOut } = await of(tx, meeting);
    if (![...items, ...leftOut].some((one) => one.item === item)) return 'not-found';
    const order = items.map((one) => one.item);
    await keep(tx, meeting, order.includes(item) ? order : [...order, item]);
    await tx.run(
      `UPDATE agenda_places
       SET left_out_at = CASE :out WHEN 1 THEN :now END, left_out_by = CASE :out WHEN 1 THEN :by END
       WHERE meetup_id = :meetup AND item = :item`,
      { meetup: meeting.meetup, item, out: Number(out), by, now },
    );
    return 'done';
  });
}

/** A host puts something of their own on it; the same form sent again changes nothing. */
export function add(
  db: Database,
  { hub, meetup, words, by, once }: Meeting & { words: string; by: string; once: string },
  now: number,
): Promise<'added' | 'too-many'> {
  const key = takenForms.keyFor(`agenda ${by}`, once);
  const make = async (tx: Writer): Promise<'added' | null> => {
    const added = await tx.run(
      `INSERT INTO agenda_matters (id, hub, meetup_id, words, made_at, made_by)
       SELECT :id, :hub, :meetup, :words, :now, :by
       WHERE (SELECT COUNT(*) FROM agenda_matters WHERE meetup_id = :meetup) < ${MOST_OWN}`,
      { id: newId(), hub, meetup, words, by, now },
    );
    return added === 1 ? 'added' : null;
  };
  return db.write(async (tx) =>
    (await takenForms.once(tx, key, () => make(tx), now)) ? 'added' : 'too-many',
  );
}

/** Takes off what a host put on it in their own words. */
export function remove(db: Database, { hub, meetup, item }: Meeting & { item: string }): Promise<void> {
  return db.write(async (tx) => {
    await tx.run('DELETE FROM agenda_matters WHERE hub = :hub AND meetup_id = :meetup AND id = :id', {
      hub,
      meetup,
      id: item.replace(/^own /, ''),
    });
  });
}

type Places = Map<string, { place: number; isOut: boolean }>;

async function placesOf(db: Reader, { hub, meetup }: Meeting): Promise<Places> {
  const rows = await db.all(
    'SELECT item, place, left_out_at FROM agenda_places WHERE meetup_id = :meetup AND hub = :hub',
    { hub, meetup },
  );
  return new Map(
    rows.map((row) => [
      text(row, 'item'),
      { place: number(row, 'place'), isOut: numberOrNull(row, 'left_out_at') !== null },
    ]),
  );
}

/** What was moved stands where it was put; what came since, after the last that its kind comes after. */
function inOrder(due: Due[], placed: Places): Due[] {
  const moved = due.filter(({ item }) => placed.has(item));
  const order = moved.sort((a, b) => placed.get(a.item)!.place - placed.get(b.item)!.place);
  for (const one of due.filter(({ item }) => !placed.has(item))) {
    const after = order.findLastIndex(({ kind }) => rankOf(kind) <= rankOf(one.kind));
    order.splice(after + 1, 0, one);
  }
  return order;
}

const rankOf = (kind: Due['kind']) => AGENDA_KINDS.indexOf(kind);

/** Writes down where everything stands; what stands there for the first time, too. */
async function keep(tx: Writer, { hub, meetup }: Meeting, order: string[]): Promise<void> {
  await tx.run(
    `INSERT INTO agenda_places (meetup_id, item, hub, place)
     SELECT :meetup, value, :hub, key FROM json_each(:order) WHERE true
     ON CONFLICT (meetup_id, item) DO UPDATE SET place = excluded.place`,
    { meetup, hub, order: JSON.stringify(order) },
  );
}
