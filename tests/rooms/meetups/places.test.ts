import { expect, test } from 'vitest';
import { addressEnd, mayKnowAddress, shownTo } from '#server/meetups/places.ts';
import { instantOf } from '#server/meetups/recurrence.ts';
import type { Database } from '#server/db/database.ts';
import * as venues from '#server/meetups/venues.ts';
import { DAY } from '#server/clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';
import { buildVillage } from '../../helpers/plans.ts';

const LONDON = 'Europe/London';
const home = { kind: 'home' } as const;
const meetup = { endsLocal: '2027-07-06T12:00', zone: LONDON };
const midnight = instantOf('2027-07-07T00:00', LONDON);

function may(
  now: number,
  as: { coming?: boolean; hosting?: boolean; venue?: { kind: 'home' | 'public' } } = {},
) {
  const { coming = false, hosting = false, venue = home } = as;
  return mayKnowAddress({ venue, viewerIsComing: coming, viewerIsHost: hosting, meetup, now });
}

test('where a home is, only somebody coming and its hosts may know', () => {
  expect(may(NOW)).toBe(false);
  expect(may(NOW, { coming: true })).toBe(true);
  expect(may(NOW, { hosting: true })).toBe(true);
  expect(may(NOW, { venue: { kind: 'public' } })).toBe(true);
});

test('and only until the day is over where the hub is', () => {
  // British summer time: the day ends an hour before it does in Greenwich.
  expect(may(midnight - 1, { coming: true })).toBe(true);
  expect(may(midnight, { coming: true })).toBe(false);
  expect(may(midnight, { hosting: true })).toBe(false);
  expect(may(midnight, { venue: { kind: 'public' } })).toBe(true);
  expect(addressEnd(meetup)).toBe(midnight);
  // Over the change of the clocks, and past midnight.
  expect(addressEnd({ endsLocal: '2027-10-30T23:30', zone: LONDON })).toBe(
    instantOf('2027-10-31T00:00', LONDON),
  );
  expect(addressEnd({ endsLocal: '2027-10-31T00:30', zone: LONDON })).toBe(
    instantOf('2027-11-01T00:00', LONDON),
  );
});

const change = (db: Database, ...given: Tail<Parameters<typeof venues.changeWithin>>) =>
  db.write((tx) => venues.changeWithin(tx, ...given));
type Tail<All extends unknown[]> = All extends [unknown, ...infer Rest] ? Rest : never;

eachDatabase((fresh) => {
  test('nobody of another hub, and nobody unknown, is written down as living there', async () => {
    const { db, hub, dot, house } = await buildVillage(await fresh());
    const olga = await settle(db, await startHub(db, 'Mill Street'), { firstName: 'Olga' });
    const words = { kind: 'home', name: 'Rose Cottage', area: 'Mill Lane' } as const;
    for (const homeOf of [olga, 'nobody']) {
      const id = await venues.add(db, { hub, by: dot, ...words, homeOf }, NOW);
      expect((await venues.find(db, hub, id))!.homeOf).toBeNull();
      await change(db, { hub, id: house, ...words, homeOf }, NOW);
      expect((await venues.find(db, hub, house))!.homeOf).toBeNull();
    }
    await change(db, { hub, id: house, ...words, homeOf: dot }, NOW);
    expect((await venues.find(db, hub, house))!.homeOf).toBe(dot);
  });

  test('a home shows its area and what helps people decide, and nothing that leads to its door', async () => {
    const { db, hub, dot } = await buildVillage(await fresh());
    const id = await venues.add(
      db,
      {
        hub,
        by: dot,
        kind: 'home',
        name: 'Rose Cottage',
        area: 'Mill Lane',
        address: '12 Mill Lane',
        directions: 'The green door',
        point: { latitude: 54.45, longitude: -0.6 },
        access: { 'step-free': 'no', toilet: 'yes' },
      },
      NOW,
    );
    const house = (await venues.find(db, hub, id))!;
    const shown = JSON.stringify(shownTo(house, false));
    for (const secret of ['Rose', '12 Mill', 'green', '54.45']) expect(shown).not.toContain(secret);
    expect(shownTo(house, false)).toMatchObject({ kind: 'home', area: 'Mill Lane', name: null });
    expect(shownTo(house, true)).toMatchObject({ name: 'Rose Cottage', address: '12 Mill Lane' });
  });

  test('an access fact holds the day on which it was looked at', async () => {
    const { db, hub, shelter } = await buildVillage(await fresh());
    const words = { kind: 'public', name: 'The old bus shelter' } as const;
    const fact = async (name: string) =>
      (await venues.find(db, hub, shelter))!.access.find((one) => one.fact === name);
    expect(await fact('warm')).toEqual({ fact: 'warm', answer: 'not-known', checkedOn: null });

    await change(db, { hub, id: shelter, ...words, access: { warm: 'no', toilet: 'yes' } }, NOW);
    expect(await fact('warm')).toEqual({ fact: 'warm', answer: 'no', checkedOn: '2027-03-02' });

    const later = NOW + 10 * DAY;
    await change(db, { hub, id: shelter, ...words, access: { warm: 'no', toilet: 'no' } }, later);
    expect(await fact('warm')).toMatchObject({ checkedOn: '2027-03-02' });
    expect(await fact('toilet')).toMatchObject({ answer: 'no', checkedOn: '2027-03-12' });

    await change(db, { hub, id: shelter, ...words, access: { warm: 'no' }, checkedAgain: true }, later);
    expect(await fact('warm')).toMatchObject({ checkedOn: '2027-03-12' });
    await change(db, { hub, id: shelter, ...words, access: { warm: 'not-known' } }, later);
    expect(await fact('warm')).toMatchObject({ answer: 'not-known', checkedOn: null });
    expect((await venues.find(db, hub, shelter))!.access).toHaveLength(12);
  });

  test('a venue of another hub is not found', async () => {
    const { db, shelter } = await buildVillage(await fresh());
    expect(await venues.find(db, 'elsewhere', shelter)).toBeNull();
    const mine = { hub: 'elsewhere', id: shelter, kind: 'public', name: 'Mine' } as const;
    expect(await change(db, mine, NOW)).toBe('unknown');
  });

  test('a closed venue is not offered for planning', async () => {
    const { db, hub, shelter } = await buildVillage(await fresh());
    await venues.close(db, { hub, id: shelter, closed: true }, NOW);
    expect((await venues.list(db, hub)).map(({ name }) => name)).toEqual(['Dot’s']);
    expect(await venues.list(db, hub, { closed: true })).toHaveLength(2);
  });
});
