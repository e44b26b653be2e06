import type { RequestEvent } from '@sveltejs/kit';
import type { Outing } from '#server/lifts/situations.ts';
import * as orderedTaxis from '#server/lifts/ordered-taxis.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import { taxiSheet } from '#server/paper/taxi-sheet.ts';

/** What one firm is asked to drive: the firm in the address, or the first that there is an order for. */
export async function sheetFor(
  { locals: { house, now }, url }: RequestEvent,
  { outing, ...about }: { outing: Outing; hubName: string; title: string | null; cancelled: boolean },
) {
  const ordered = await orderedTaxis.of(house.db, outing, now);
  const wanted = await taxiOrders.of(house.db, outing, now);
  const all = [
    ...ordered.map((order) => ({ isOrdered: true, order })),
    ...wanted.map((order) => ({ isOrdered: false, order })),
  ];
  const changed = await taxiChanges.ofOuting(house.db, outing);
  const firm = url.searchParams.get('for') ?? all[0]?.order.taxi ?? '';
  const fewer = changed.filter(({ taxi }) => taxi === firm).reduce((sum, one) => sum + one.people, 0);
  const own = all.filter(({ order }) => order.taxi === firm);
  const { zone, day } = outing;
  return { sheet: taxiSheet({ ...about, zone, day }, own, fewer, now), firm };
}
