import { expect, test } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as board from '#server/lifts/board.ts';
import * as desk from '#server/lifts/desk.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as following from '#server/lifts/following.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as picking from '#server/lifts/picking.ts';
import * as situations from '#server/lifts/situations.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { erase } from '#server/people/erasure.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;

/** The letters about lifts, as "kind first-name", in the order of writing. */
async function told(db: Database): Promise<string[]> {
  const rows = await db.all(
    `SELECT l.kind, p.first_name FROM letters l JOIN people p ON p.id = l.person_id
     WHERE l.kind LIKE 'lift-%' ORDER BY l.made_at, l.kind, p.first_name`,
  );
  return rows.map((row) => `${row.kind} ${row.first_name}`);
}

async function standingOf(town: LiftVillage, person: string, now = NOW): Promise<string[]> {
  const { requests } = await ownLifts.ofPerson(town.db, person, '2027-03-02', now);
  return requests.map(({ standing }) => standing);
}

async function cydAndBea(town: LiftVillage) {
  const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
  return { cyd, bea, request: await town.ask(cyd), offer: await town.offer(bea, { fromPoint: town.shop }) };
}

eachDatabase((fresh) => {
  test('a lift is settled with both yeses, and each is told once', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, request, offer } = await cydAndBea(town);
    expect(await picking.put(town.db, { offer, request, by: town.ada }, NOW)).toBe('put');
    expect(await standingOf(town, cyd)).toEqual(['waiting']);
    expect(await told(town.db)).toEqual([]);
    expect(
      await desk.askAll(town.db, { outing: situations.outingOf(await town.meetup()), seen: null }, NOW),
    ).toBe(2);
    expect(await standingOf(town, cyd)).toEqual(['asked']);
    expect(await agreeing.answerAsRider(town.db, { request, yes: true }, NOW + 1)).toBe('yes');
    expect(await standingOf(town, cyd)).toEqual(['yes']);
    expect(await agreeing.answerAsDriver(town.db, { offer, yes: true }, NOW + 2)).toBe('settled');
    expect(await agreeing.answerAsDriver(town.db, { offer, yes: true }, NOW + 3)).toBe('yes');
    expect(await standingOf(town, cyd)).toEqual(['settled']);
    expect(await told(town.db)).toEqual([
      'lift-asked Cyd',
      'lift-drive Bea',
      'lift-settled Bea',
      'lift-settled Cyd',
    ]);
  });

  test('a driver who picks somebody has said yes with it; the rider is asked', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('picked');
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('gone');
    expect(await standingOf(town, cyd)).toEqual(['asked']);
    expect(await agreeing.answerAsRider(town.db, { request, yes: true }, NOW)).toBe('settled');
  });

  test('nobody is taken out without a way home, unless one way is fine', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, dan, bea] = [
      await town.neighbour('Cyd'),
      await town.neighbour('Dan'),
      await town.neighbour('Bea'),
    ];
    const [both, either] = [await town.ask(cyd), await town.ask(dan, { oneIsFine: true })];
    const offer = await town.offer(bea, { legs: 'out' });
    expect(await picking.pick(town.db, { offer, request: both, by: bea }, NOW)).toBe('no-way-back');
    expect(await picking.pick(town.db, { offer, request: either, by: bea }, NOW)).toBe('picked');
  });

  test('a car takes no more than its seats, and each wheelchair takes some away', async () => {
    const town = await buildLifts(await fresh());
    const bea = await town.neighbour('Bea');
    const offer = await town.offer(bea, { seats: 3, wheelchairs: 1, seatsAWheelchair: 2 });
    const names = ['Cyd', 'Dan', 'Eli'];
    const [cyd, dan, eli] = await Promise.all(names.map((name) => town.neighbour(name)));
    const chair = await town.ask(cyd!, { inWheelchair: true, carer: true });
    const pair = await town.ask(dan!, { party: 2 });
    const dog = await town.ask(eli!, { dog: true });
    const pick = (request: string) => picking.pick(town.db, { offer, request, by: bea }, NOW);
    expect([await pick(chair), await pick(pair), await pick(dog)]).toEqual([
      'picked',
      'full',
      'does-not-fit',
    ]);
  });

  test('nobody is put in a car by hand that would go further round than its driver said', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd);
    const offer = await town.offer(bea, { fromPoint: town.shop, detourMin: 2 });
    const pair = { offer, request, by: bea };
    expect(await picking.pick(town.db, pair, NOW)).toBe('too-far');
    expect(await picking.put(town.db, { ...pair, by: town.ada }, NOW)).toBe('too-far');
    await town.offer(bea, { fromPoint: town.shop, detourMin: 20 });
    expect(await picking.put(town.db, { ...pair, by: town.ada }, NOW)).toBe('put');
  });

  test('a driver who drops out: riders hear that the search is on, by every way', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    await dropping.withdrawOffer(town.db, offer, NOW + 9);
    expect(await standingOf(town, cyd)).toEqual(['waiting']);
    expect((await told(town.db)).at(-1)).toBe('lift-off Cyd');
    const sends = await town.db.all(
      `SELECT s.way FROM sends s JOIN letters l ON l.id = s.letter_id WHERE l.kind = 'lift-off' ORDER BY s.way`,
    );
    expect(sends.map(({ way }) => way)).toEqual(['mail', 'ring']);
  });

  test('who is not coming needs no lift, and their driver is told', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    const not = { person: cyd, answer: 'not-this-time', said: 'self' } as const;
    await rsvps.answer(town.db, await town.meetup(), not, NOW + 5);
    expect(await following.follow(town.db, NOW + 6)).toBe(1);
    expect(await standingOf(town, cyd)).toEqual([]);
    expect((await told(town.db)).at(-1)).toBe('lift-off Bea');
    expect(await following.follow(town.db, NOW + 7)).toBe(0);
  });

  test('a driver who erases themselves leaves nobody waiting for them unknowing', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    await erase(town.db, bea, NOW + 5);
    expect(await standingOf(town, cyd)).toEqual(['waiting']);
    await following.follow(town.db, NOW + 6);
    expect((await told(town.db)).at(-1)).toBe('lift-off Cyd');
    expect(await following.follow(town.db, NOW + 7)).toBe(0);
  });

  test('a meet-up that moves far enough needs another plan', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    const { id, startsAt } = await town.meetup();
    const move = (by: number) =>
      town.db.write((tx) =>
        tx.run('UPDATE meetups SET starts_at = :at, ends_at = :at + 5400 WHERE id = :id', {
          id,
          at: startsAt + by,
        }),
      );
    await move(600);
    expect(await following.follow(town.db, NOW + 6)).toBe(0);
    await move(7200);
    expect(await following.follow(town.db, NOW + 7)).toBe(1);
    expect(await standingOf(town, cyd)).toEqual(['waiting']);
  });

  test('lifts are gone 90 days after, and the home with them', async () => {
    const town = await buildLifts(await fresh());
    const cyd = await town.neighbour('Cyd');
    await town.ask(
      cyd,
      { fromPoint: null },
      { home: { address: '7 Lamb Ward', near: town.chapel, point: null } },
    );
    const { endsAt } = await town.meetup();
    const left = () => town.db.all('SELECT id FROM lift_requests UNION SELECT person_id FROM lift_homes');
    await following.tidy(town.db, endsAt + 90 * DAY);
    expect(await left()).toHaveLength(2);
    await following.tidy(town.db, endsAt + 90 * DAY + 1);
    expect(await left()).toEqual([]);
  });

  test('the public page has counts and nobody’s name', async () => {
    const town = await buildLifts(await fresh());
    const { bea, request, offer } = await cydAndBea(town);
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('picked');
    const all = await board.read(town.db, town.hub, '2027-03-02');
    const [trip] = board.trips(all, NOW);
    expect(trip!.counts).toEqual({ sorted: 0, waiting: 1, cars: [{ seats: 3, taken: 1 }] });
    expect(JSON.stringify(trip)).not.toMatch(/\b(Cyd|Bea)\b/);
  });
});
