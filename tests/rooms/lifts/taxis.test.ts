import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as desk from '#server/lifts/desk.ts';
import * as notMet from '#server/lifts/not-met.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as planning from '#server/lifts/planning.ts';
import * as situations from '#server/lifts/situations.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import * as taxis from '#server/lifts/taxis.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const FIRM = {
  ...{ name: 'Moor Cars', telephone: '01947 600123', seats: 4, wheelchairs: 0, seatsAWheelchair: 0 },
  ...{ fixedPence: 400, minutePence: 50, noticeMin: 24 * 60 },
};

eachDatabase((fresh) => {
  test('a taxi is there for those whom no car takes: one order, in time, and what it costs each', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub, ada: by } = town;
    const names = ['Bea', 'Cyd', 'Dan', 'Eli', 'Fen'];
    const [Bea, Cyd, Dan, Eli, Fen] = await Promise.all(names.map((name) => town.neighbour(name)));
    await town.offer(Bea!, { seats: 1, legs: 'both' });
    await town.ask(Cyd!, { need: 3 });
    await town.ask(Dan!, { party: 2 });
    await town.ask(Eli!, { fromPoint: null, walkingFrame: true }, { home: { ...HOME, near: town.chapel } });
    await town.ask(Fen!, { womenOnly: true });
    const outing = situations.outingOf(await town.meetup());
    expect(await taxiOrders.of(db, outing, NOW)).toEqual([]);
    const taxi = await db.write((tx) => taxis.add(tx, { ...FIRM, hub, by }, NOW));
    await planning.make(db, outing, { by, roads: null }, NOW);

    const orders = await taxiOrders.of(db, outing, NOW);
    expect(orders.map(({ leg, people }) => [leg, people])).toEqual([
      ['out', 3],
      ['back', 3],
    ]);
    const [out] = orders;
    expect(out!.stops.map(({ does, firstName }) => `${does} ${firstName}`).sort()).toEqual([
      'pick up Dan',
      'pick up Eli',
      'set down Dan',
      'set down Eli',
    ]);
    expect(out!.stops.at(-1)!.at <= '2027-04-06T10:30').toBe(true);
    // Some seven minutes at 50p and £4 to set out: shared by three, rounded up to ten pence.
    expect(out!.price).toBeGreaterThan(600);
    expect(out!.price).toBeLessThan(900);
    expect(out!.share).toBe(Math.ceil(out!.price / 30) * 10);
    expect(JSON.stringify(orders)).not.toMatch(/Lamb Ward|54\.48|womenOnly/);

    // Who goes by taxi has a lift: they read so, no plan looks for one, and nobody counts them as left.
    const seen = taxiOrders.keyOf(out!.requests);
    expect(await taxiOrders.order(db, { outing, seen: 'another', by }, NOW)).toBe('changed');
    expect(await taxiOrders.order(db, { outing, seen, by }, NOW)).toBe('ordered');
    expect(await taxiOrders.of(db, outing, NOW)).toEqual([]);
    await planning.make(db, outing, { by, roads: null }, NOW);
    const { riders } = await desk.read(db, outing);
    expect(riders.filter(({ taxi }) => taxi === 'Moor Cars').map(({ firstName }) => firstName)).toHaveLength(
      2,
    );
    const mine = await ownLifts.ofPerson(db, Dan!, '2027-04-01', NOW);
    expect(mine.requests[0]!.taxi).toBe('Moor Cars');

    const eli = riders.find(({ firstName }) => firstName === 'Eli')!;
    await db.write((tx) => taxis.callOff(tx, eli.id));
    expect((await taxiOrders.of(db, outing, NOW)).length).toBe(2);
    await db.write((tx) => taxis.close(tx, { hub, id: taxi }, NOW));
    expect(await taxiOrders.of(db, outing, NOW)).toEqual([]);
    // Cyd's lift was never settled, Eli has none, and nor has Fen; Dan and his guest went by taxi.
    expect(await notMet.count(db, (await town.meetup()).startsAt + 5 * DAY)).toBe(3);
  });

  test('a taxi that has to be ordered sooner is no help', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub, ada: by } = town;
    await town.ask(await town.neighbour('Cyd'));
    await db.write((tx) => taxis.add(tx, { ...FIRM, hub, by }, NOW));
    const { startsAt } = await town.meetup();
    const outing = situations.outingOf(await town.meetup());
    expect(await taxiOrders.of(db, outing, startsAt - 2 * DAY)).toHaveLength(2);
    expect(await taxiOrders.of(db, outing, startsAt - DAY / 2)).toEqual([]);
  });
});
