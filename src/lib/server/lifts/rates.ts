import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';

/** What a mile by car may cost, from a day on. Money is in whole pence. */
export interface Rate {
  /** 'YYYY-MM-DD' */
  from: string;
  aMile: number;
  /** Beyond so many miles in a tax year. */
  beyond: number;
  beyondMiles: number;
  /** For each passenger, a mile. */
  aPassenger: number;
  source: string;
}

/**
 * HM Revenue and Customs' approved mileage rates for a car or van; a driver who gets no more makes no profit. Until 2026:
 * https://www.gov.uk/guidance/mileage-allowance-payments-480-appendix-3. The rise was announced on 21 May 2026 and counts
 * from 6 April: "Travel: mileage and fuel rates and allowances" on GOV.UK. It left the rates beyond 10,000 miles as they were.
 */
const USUAL: Rate[] = [
  {
    from: '2002-04-06',
    aMile: 40,
    beyond: 25,
    beyondMiles: 10_000,
    aPassenger: 5,
    source: 'HMRC, April 2002',
  },
  {
    from: '2011-04-06',
    aMile: 45,
    beyond: 25,
    beyondMiles: 10_000,
    aPassenger: 5,
    source: 'HMRC, April 2011',
  },
  { from: '2026-04-06', aMile: 55, beyond: 25, beyondMiles: 10_000, aPassenger: 5, source: 'HMRC, May 2026' },
];

/** The rates of a hub, newest first: the usual ones, and its own besides or in their place. */
export async function ofHub(db: Reader, hub: string): Promise<(Rate & { isOwn: boolean })[]> {
  const rows = await db.all(
    `SELECT from_date, pence_a_mile, pence_beyond, beyond_miles, pence_a_passenger, source
     FROM mileage_rates
     WHERE hub = :hub`,
    { hub },
  );
  const own = rows.map((row) => ({ ...fromRow(row), isOwn: true }));
  const usual = USUAL.filter(({ from }) => !own.some((one) => one.from === from));
  return [...own, ...usual.map((rate) => ({ ...rate, isOwn: false }))].sort((a, b) =>
    b.from.localeCompare(a.from),
  );
}

/** The rate on a day ('YYYY-MM-DD'), of rates that are newest first; null before the first of them. */
export function on<R extends Rate>(rates: R[], day: string): R | null {
  return rates.find(({ from }) => from <= day) ?? null;
}

/** Writes down a hub's own rate from a day on, in place of the one of that day. What was fixed before stays as it is. */
export async function set(
  tx: Writer,
  { hub, by, ...rate }: Rate & { hub: string; by: string },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO mileage_rates (hub, from_date, pence_a_mile, pence_beyond, beyond_miles, pence_a_passenger, source,
       changed_at, changed_by)
     VALUES (:hub, :from, :aMile, :beyond, :beyondMiles, :aPassenger, :source, :now, :by)
     ON CONFLICT (hub, from_date) DO UPDATE SET
       pence_a_mile = excluded.pence_a_mile, pence_beyond = excluded.pence_beyond,
       beyond_miles = excluded.beyond_miles, pence_a_passenger = excluded.pence_a_passenger,
       source = excluded.source, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    { hub, by, ...rate, now },
  );
}

/** Takes a hub's own rate out; the usual one counts again. */
export async function takeOut(tx: Writer, { hub, from }: { hub: string; from: string }): Promise<void> {
  await tx.run('DELETE FROM mileage_rates WHERE hub = :hub AND from_date = :from', { hub, from });
}

function fromRow(row: Row): Rate {
  return {
    from: text(row, 'from_date'),
    aMile: number(row, 'pence_a_mile'),
    beyond: number(row, 'pence_beyond'),
    beyondMiles: number(row, 'beyond_miles'),
    aPassenger: number(row, 'pence_a_passenger'),
    source: text(row, 'source'),
  };
}
