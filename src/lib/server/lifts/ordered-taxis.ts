import type { Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { draft } from './plan.ts';
import * as requests from './requests.ts';
import * as situations from './situations.ts';
import type { Outing } from './situations.ts';
import * as taxiOrders from './taxi-orders.ts';
import type { TaxiOrder } from './taxi-orders.ts';
import * as taxis from './taxis.ts';

/**
 * The taxis that are ordered for an outing, with the stops and the split of those who go by them now: when one of them
 * no longer goes, what each of the others would pay is reckoned anew.
 */
export async function of(db: Reader, outing: Outing, now: number): Promise<TaxiOrder[]> {
  const wanted = await situations.ofOuting(db, requests, outing);
  const rows = await db.all(
    `SELECT request_id, taxi_id, ordered_at
     FROM lift_taxi_orders
     WHERE request_id IN (SELECT value FROM json_each(:ids))
     ORDER BY ordered_at, taxi_id, request_id`,
    { ids: JSON.stringify(wanted.map(({ id }) => id)) },
  );
  if (rows.length === 0) return [];
  const all = await situations.read(db, outing, now);
  // What was ordered at one time of one firm was one order.
  const keys = [...new Set(rows.map((row) => `${number(row, 'ordered_at')} ${text(row, 'taxi_id')}`))];
  const orders: TaxiOrder[] = [];
  for (const key of keys) {
    const own = rows.filter((row) => `${number(row, 'ordered_at')} ${text(row, 'taxi_id')}` === key);
    const firm = await taxis.find(db, text(own[0]!, 'taxi_id'));
    const riders = wanted.filter(({ id }) => own.some((row) => text(row, 'request_id') === id));
    if (!firm) continue;
    const situation = { ...all, requests: riders, offers: [], kept: [] };
    const problem = await taxiOrders.problemOf(situation, [firm], null);
    orders.push(...taxiOrders.draftedOrders(situation, problem, draft(problem), [firm]));
  }
  return orders;
}
