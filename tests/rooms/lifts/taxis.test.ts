import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as desk from '#server/lifts/desk.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as following from '#server/lifts/following.ts';
import * as notMet from '#server/lifts/not-met.ts';
import * as orderedTaxis from '#server/lifts/ordered-taxis.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as planning from '#server/lifts/planning.ts';
import * as situations from '#server/lifts/situations.ts';
import * as taxiChanges from '#server/lifts/taxi-changes.ts';
import * as taxiOrders from '#server/lifts/taxi-orders.ts';
import * as taxis from '#server/lifts/taxis.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as letters from '#server/outbox/letters.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { taxiSheet } from '#server/paper/taxi-sheet.ts';
import { erase } from '#server/people/erasure.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { readPdf } from '../../helpers/read-pdf.ts';

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

  test('a rider who withdraws from an ordered taxi: whoever ordered it is told to ring, and the split is shown anew', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub } = town;
    const { outing, requests, taxi } = await ordered(town);
    const [before] = await orderedTaxis.of(db, outing, NOW);
    expect(before!.people).toBe(3);
    await dropping.withdrawRequest(db, requests.Eli!, NOW + 60);
    expect(await told(db)).toEqual(['Bert']);
    const [out, back] = await orderedTaxis.of(db, outing, NOW + 60);
    expect([out!.people, back!.people]).toEqual([2, 2]);
    expect(out!.share).toBe(Math.ceil(out!.price / 20) * 10);
    expect(out!.share).toBeGreaterThan(before!.share);
    const [change] = await taxiChanges.ofOuting(db, outing);
    expect(change).toMatchObject({ name: 'Moor Cars', people: 1, title: 'Tea at the shelter' });
    expect(JSON.stringify(await sheetFor(town, taxi))).toContain('CHANGED: 1 person no longer');

    const [letter] = await db.all(`SELECT id FROM letters WHERE kind = 'taxi-changed'`);
    const isOpen = async () => (await letters.find(db, String(letter!.id)))!.reachedAt === null;
    expect(await isOpen()).toBe(true);
    await db.write((tx) => taxiChanges.ring(tx, { hub: 'elsewhere', id: change!.id }, NOW + 90));
    expect(await isOpen()).toBe(true);
    await db.write((tx) => taxiChanges.ring(tx, { hub, id: change!.id }, NOW + 90));
    expect([await isOpen(), await taxiChanges.ofHub(db, hub)]).toEqual([false, []]);
  });

  test('so is who ordered for somebody who changes their lift, erases themselves, or goes to what is moved or cancelled', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub } = town;
    const { Dan, Eli, Gus } = await ordered(town).then(({ people }) => people);
    await town.ask(Dan!, { party: 1 }, { now: NOW + 60 });
    expect((await taxiChanges.ofHub(db, hub)).map(({ people }) => people)).toEqual([2]);
    await erase(db, Eli!, NOW + 70);
    await following.follow(db, NOW + 80);
    expect((await taxiChanges.ofHub(db, hub)).map(({ people }) => people)).toEqual([2, 1]);
    expect(await told(db)).toEqual(['Bert', 'Bert']);

    const outing = situations.outingOf(await town.meetup());
    const request = await town.ask(Gus!, {}, { now: NOW + 90 });
    const [firm] = await taxis.ofHub(db, hub);
    const again = { taxi: firm!.id, requests: [request], by: town.bert };
    await db.write((tx) => taxis.order(tx, again, NOW + 90));
    await following.follow(db, NOW + 95);
    expect(await taxiChanges.ofOuting(db, outing)).toHaveLength(2);
    await db.write((tx) =>
      tx.run('UPDATE meetups SET starts_at = starts_at + 3600 WHERE id = :id', { id: outing.meetup }),
    );
    await following.follow(db, NOW + 100);
    expect(await taxiChanges.ofOuting(db, outing)).toHaveLength(3);
    await db.write((tx) => taxis.order(tx, again, NOW + 110));
    await cancelling.cancel(db, await town.meetup(), { by: town.ada, because: 'Snow' }, NOW + 120);
    await following.follow(db, NOW + 130);
    expect(await taxiChanges.ofOuting(db, outing)).toHaveLength(4);
  });

  test('the firm reads what it has to drive and nothing else: no number, no address, no share, no other firm', async () => {
    const town = await buildLifts(await fresh());
    const { taxi } = await ordered(town);
    const sheet = await sheetFor(town, taxi);
    const words = JSON.stringify(sheet);
    expect(words).toMatch(/Taxi order: Moor Cars.*To Tea at the shelter.*One taxi for 3 people/);
    expect(words).toMatch(/Fetch Eli, near The chapel.*With: a walking frame/);
    expect(words).not.toMatch(/Lamb Ward|01947|£|each/);
    const { sides } = await readPdf(await pdf(sheet));
    expect(sides).toHaveLength(1);
    expect(sides[0]).toContain('One taxi for 3 people');
    expect((await sheetFor(town, 'another')).rows).toEqual([]);
  });
});

/** Dan and his guest, and Eli from home with a walking frame, go by a taxi that Bert has ordered. */
async function ordered(town: LiftVillage) {
  const { db, hub, bert: by } = town;
  const names = ['Dan', 'Eli', 'Gus'];
  const ids = await Promise.all(names.map((name) => town.neighbour(name)));
  const people = Object.fromEntries(names.map((name, i) => [name, ids[i]!]));
  const Dan = await town.ask(people.Dan!, { party: 2 });
  const fromHome = { fromPoint: null, walkingFrame: true };
  const Eli = await town.ask(people.Eli!, fromHome, { home: { ...HOME, near: town.chapel } });
  const taxi = await db.write((tx) => taxis.add(tx, { ...FIRM, hub, by }, NOW));
  const outing = situations.outingOf(await town.meetup());
  const seen = taxiOrders.keyOf([Dan, Eli]);
  expect(await taxiOrders.order(db, { outing, seen, by }, NOW)).toBe('ordered');
  return { outing, people, taxi, requests: { Dan, Eli } as Record<string, string> };
}

async function sheetFor({ db, meetup }: LiftVillage, firm: string) {
  const { title, zone } = await meetup();
  const outing = situations.outingOf(await meetup());
  const orders = (await orderedTaxis.of(db, outing, NOW)).filter(({ taxi }) => taxi === firm);
  const changed = await taxiChanges.ofOuting(db, outing);
  return taxiSheet(
    { hubName: 'Stainsacre Social', zone, title, day: outing.day, cancelled: false },
    orders.map((order) => ({ isOrdered: true, order })),
    changed.reduce((sum, { people }) => sum + people, 0),
    NOW,
  );
}

async function told(db: Database): Promise<string[]> {
  const rows = await db.all(
    `SELECT p.first_name FROM letters l JOIN people p ON p.id = l.person_id WHERE l.kind = 'taxi-changed'`,
  );
  return rows.map((row) => String(row.first_name));
}
