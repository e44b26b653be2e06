import { expect, test } from 'vitest';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as following from '#server/lifts/following.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rates from '#server/lifts/rates.ts';
import * as rules from '#server/lifts/rules.ts';
import * as shares from '#server/lifts/shares.ts';
import * as ownData from '#server/people/own-data.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;
const OWN = { aMile: 30, beyond: 20, beyondMiles: 10_000, aPassenger: 0, source: 'Our scheme' };

/** The shares that somebody is shown, in the order of their rides. */
async function sharesOf({ db }: LiftVillage, person: string) {
  const lifts = await ownLifts.ofPerson(db, person, '2027-04-06', NOW);
  const all = await shares.ofLifts(db, lifts);
  const stops = lifts.offers.flatMap(({ runs }) => runs.flatMap((run) => run.stops.map(({ ride }) => ride)));
  const ids = [...lifts.requests.flatMap((one) => one.rides.map(({ id }) => id)), ...stops];
  return ids.map((id) => all[id] ?? null);
}

async function cydAndBea(town: LiftVillage) {
  const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
  const request = await town.ask(cyd);
  const offer = await town.offer(bea, { fromPoint: town.shop });
  await picking.pick(town.db, { offer, request, by: bea }, NOW);
  return { cyd, bea, request, offer };
}

eachDatabase((fresh) => {
  test('a share is fixed when both have said yes: half of what the drive costs where two are in the car', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request } = await cydAndBea(town);
    // Before the yes both read what it would be.
    const before = { pence: 74, tenthMiles: 27, penceAMile: 55, aboard: 2, isFixed: false };
    expect(await sharesOf(town, cyd)).toEqual([before, before]);
    expect(await sharesOf(town, bea)).toEqual([before, before]);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    // 3.4 km as the crow flies, 1.3 times that by road: 2.7 miles at the rate of April 2027.
    const each = { pence: 74, tenthMiles: 27, penceAMile: 55, aboard: 2, isFixed: true };
    expect(await sharesOf(town, cyd)).toEqual([each, each]);
    expect(await sharesOf(town, bea)).toEqual([each, each]);
    expect((await ownData.gather(town.db, cyd)).rides![0]).toMatchObject({ share_in_pence: 74 });
  });

  test('a new rate changes no share that was fixed, and counts for those that are settled later', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydAndBea(town);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const before = await sharesOf(town, cyd);
    const rate = { ...OWN, hub: town.hub, by: town.ada, from: '2027-04-01' };
    await town.db.write((tx) => rates.set(tx, rate, NOW));
    await agreeing.answerAsDriver(town.db, { offer, yes: true }, NOW + 1);
    expect(await sharesOf(town, cyd)).toEqual(before);
    const dan = await town.neighbour('Dan');
    const later = await town.ask(dan);
    await picking.pick(town.db, { offer, request: later, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request: later, yes: true }, NOW);
    expect(await sharesOf(town, dan)).toMatchObject([{ penceAMile: 30, aboard: 3, pence: 27 }, {}]);
    expect(await sharesOf(town, cyd)).toEqual(before);
  });

  test('whoever has said yes only is counted in the car too, so that those asked together pay alike', async () => {
    const town = await buildLifts(await fresh());
    const names = ['Cyd', 'Dan', 'Bea'];
    const [cyd, dan, bea] = await Promise.all(names.map((name) => town.neighbour(name)));
    const offer = await town.offer(bea!, { fromPoint: town.shop });
    const some = [await town.ask(cyd!), await town.ask(dan!)];
    for (const request of some) await picking.pick(town.db, { offer, request, by: bea! }, NOW);
    for (const request of some) await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    expect((await sharesOf(town, bea!)).map((one) => one?.pence)).toEqual([49, 49, 49, 49]);
  });

  test('where nobody knows how far it is, a share is fixed by the mile, and all of them together are no dearer than it', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, { readyFrom: '11:30' }, { elsewhere: true });
    const offer = await town.offer(bea, { readyFrom: '11:30' }, { elsewhere: true });
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const half = { pence: 27, tenthMiles: 0, penceAMile: 55, aboard: 2, isFixed: true };
    expect(await sharesOf(town, cyd)).toEqual([half, half]);
    for (const name of ['Dan', 'Eli']) {
      const person = await town.neighbour(name);
      const other = await town.ask(person, { readyFrom: '11:30' }, { elsewhere: true });
      await picking.pick(town.db, { offer, request: other, by: bea }, NOW);
      await agreeing.answerAsRider(town.db, { request: other, yes: true }, NOW);
    }
    const all = (await sharesOf(town, bea)).map((one) => one!.pence);
    expect(all.sort((a, b) => a - b)).toEqual([10, 10, 18, 18, 27, 27]);
    const day = { hub: town.hub, by: town.ada, from: '2027-04-01', ...OWN, aMile: 0 };
    await town.db.write((tx) => rates.set(tx, day, NOW));
    expect((await sharesOf(town, cyd))[0]).toEqual(half);
  });

  test('90 days after, rides go and the shares with them', async () => {
    const town = await buildLifts(await fresh());
    const { request } = await cydAndBea(town);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const { endsAt } = await town.meetup();
    await following.tidy(town.db, endsAt + 90 * DAY);
    expect(await town.db.all('SELECT ride_id FROM lift_shares')).toHaveLength(2);
    await following.tidy(town.db, endsAt + 90 * DAY + 1);
    expect(await town.db.all('SELECT ride_id FROM lift_shares')).toEqual([]);
    expect(await town.db.all('SELECT id FROM rides')).toEqual([]);
  });

  test('rates are dated: the usual ones, and a hub’s own in their place from its day on', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub, ada: by } = town;
    const aMile = async (day: string) => rates.on(await rates.ofHub(db, hub), day)?.aMile ?? null;
    expect(await aMile('2026-04-05')).toBe(45);
    expect(await aMile('2026-04-06')).toBe(55);
    expect(await aMile('1999-01-01')).toBeNull();
    await db.write((tx) => rates.set(tx, { ...OWN, hub, by, from: '2026-04-06' }, NOW));
    await db.write((tx) => rates.set(tx, { ...OWN, hub, by, from: '2027-01-01', aMile: 35 }, NOW));
    expect([await aMile('2026-04-06'), await aMile('2027-01-01')]).toEqual([30, 35]);
    await db.write((tx) => rates.takeOut(tx, { hub, from: '2026-04-06' }));
    expect([await aMile('2026-04-06'), await aMile('2025-01-01')]).toEqual([55, 45]);
  });

  test('until a host says otherwise lifts are between neighbours, and a scheme’s name goes with the scheme', async () => {
    const { db, hub, ada: by } = await buildLifts(await fresh());
    expect(await rules.of(db, hub)).toEqual({ arrangedBy: 'neighbours', scheme: '', toCare: false });
    const scheme = { hub, by, arrangedBy: 'scheme', scheme: 'Esk Wheels', toCare: true } as const;
    await db.write((tx) => rules.say(tx, scheme, NOW));
    expect(await rules.of(db, hub)).toEqual({ arrangedBy: 'scheme', scheme: 'Esk Wheels', toCare: true });
    await db.write((tx) => rules.say(tx, { ...scheme, arrangedBy: 'neighbours' }, NOW));
    expect(await rules.of(db, hub)).toMatchObject({ arrangedBy: 'neighbours', scheme: '' });
  });

  test('a driver who drops out takes the shares along; the next one’s are fixed anew', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, request, offer } = await cydAndBea(town);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    await dropping.withdrawOffer(town.db, offer, NOW + 1);
    expect(await sharesOf(town, cyd)).toEqual([]);
    const pat = await town.neighbour('Pat');
    const another = await town.offer(pat);
    await picking.pick(town.db, { offer: another, request, by: pat }, NOW + 2);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW + 3);
    expect(await sharesOf(town, cyd)).toMatchObject([{ pence: 74 }, { pence: 74 }]);
  });
});

test('whoever comes and goes, all shares together never pass the cost of the longest way', () => {
  let seed = 7;
  const below = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
  for (let round = 0; round < 2_000; round++) {
    let aboard: { cost: number; share: number; party: number }[] = [];
    for (let step = 0; step < 12; step++) {
      if (aboard.length > 0 && below(3) === 0) {
        const gone = below(aboard.length);
        aboard = aboard.filter((_, i) => i !== gone);
      } else {
        const [cost, party] = [below(900), 1 + below(3)];
        const people = 1 + party + aboard.reduce((sum, one) => sum + one.party, 0);
        aboard.push({ cost, party, share: shares.evenShare({ cost, party, aboard: people }, aboard) });
      }
      const sum = aboard.reduce((so, { share }) => so + share, 0);
      expect(sum).toBeLessThanOrEqual(Math.max(0, ...aboard.map(({ cost }) => cost)));
    }
  }
});
