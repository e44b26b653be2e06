import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';

/** The longest month: whichever month is looked at, no more than so many begin in it. */
export const MONTH = 31 * DAY;

/** When one more may be asked, where no more than `aMonth` are asked in a month: the instants in any order, Unix seconds. */
export function nextFree(asked: readonly number[], aMonth: number, now: number): number {
  const latest = [...asked].sort((a, b) => b - a);
  const full = latest[aMonth - 1];
  return full === undefined ? now : Math.max(now, full + MONTH);
}

/** When one that waits comes to be asked; of one that is sent now, which goes after all that wait already. */
export async function turnOf(
  db: Reader,
  hub: string,
  now: number,
  ask: string | null = null,
): Promise<number> {
  const { asked, waiting, aMonth } = await queueOf(db, hub, now);
  const times = [...asked];
  for (const id of waiting) {
    const at = nextFree(times, aMonth, now);
    if (id === ask) return at;
    times.push(at);
  }
  return nextFree(times, aMonth, now);
}

/** Asks whatever has its turn, in the order in which it was sent. Returns how many it was. */
export async function goOnWithin(tx: Writer, hub: string, now: number): Promise<number> {
  const { asked, waiting, aMonth } = await queueOf(tx, hub, now);
  let begun = 0;
  for (const id of waiting) {
    if (nextFree(asked, aMonth, now) > now) break;
    await tx.run('UPDATE asks SET asked_at = :now WHERE id = :id AND asked_at IS NULL', { id, now });
    asked.push(now);
    begun++;
  }
  return begun;
}

/** The same in every hub where something waits. */
export async function goOn(db: Database, now: number): Promise<number> {
  const rows = await db.all(
    'SELECT DISTINCT hub FROM asks WHERE sent_at IS NOT NULL AND asked_at IS NULL AND withdrawn_at IS NULL',
  );
  let begun = 0;
  for (const row of rows) begun += await db.write((tx) => goOnWithin(tx, text(row, 'hub'), now));
  return begun;
}

/** How many may be asked in a month, as the keeper says. */
export async function aMonthIn(db: Reader, hub: string): Promise<number> {
  const row = await db.one('SELECT asks_a_month FROM hubs WHERE slug = :hub', { hub });
  return number(row!, 'asks_a_month');
}

export function setAMonth(db: Database, hub: string, aMonth: number): Promise<number> {
  return db.write((tx) =>
    tx.run('UPDATE hubs SET asks_a_month = :aMonth WHERE slug = :hub', { hub, aMonth }),
  );
}

/** When those of this month were asked, and who waits; what would be over before anybody has answered waits no more. */
async function queueOf(
  db: Reader,
  hub: string,
  now: number,
): Promise<{ asked: number[]; waiting: string[]; aMonth: number }> {
  const row = await db.one('SELECT zone, asks_a_month FROM hubs WHERE slug = :hub', { hub });
  const rows = await db.all(
    `SELECT id, asked_at
     FROM asks
     WHERE hub = :hub AND sent_at IS NOT NULL
       AND (asked_at > :since OR (asked_at IS NULL AND withdrawn_at IS NULL AND closes_on > :today))
     ORDER BY sent_at, id`,
    { hub, since: now - MONTH, today: localOf(now, text(row!, 'zone')).slice(0, 10) },
  );
  return {
    asked: rows.flatMap(({ asked_at }) => (asked_at === null ? [] : [Number(asked_at)])),
    waiting: rows.filter(({ asked_at }) => asked_at === null).map((one) => text(one, 'id')),
    aMonth: number(row!, 'asks_a_month'),
  };
}
