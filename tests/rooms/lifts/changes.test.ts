import { expect, test } from 'vitest';

import type { Database } from '#server/db/database.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as deskChanges from '#server/lifts/desk-changes.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as liftLetters from '#server/lifts/lift-letters.ts';
import * as mending from '#server/lifts/mending.ts';
import * as offers from '#server/lifts/offers.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as picking from '#server/lifts/picking.ts';
import * as planning from '#server/lifts/planning.ts';
import * as requests from '#server/lifts/requests.ts';
import * as rides from '#server/lifts/rides.ts';
import * as situations from '#server/lifts/situations.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const LATER = NOW + 60;

/**
 * Bea drives Cyd, who stays in her wheelchair; Gil, who has a place for one, drives Eli; Hal has a seat free. When Bea
 * drops out, only Gil can take Cyd, and then Eli has to go with Hal.
 */
async function village(db: Database) {
  const town = await buildLifts(db);
  const ids: Record<string, string> = {};
  const offer = async (name: string, car: Partial<offers.NewOffer>) =>
    (ids[name] = await town.offer(await town.neighbour(name), car));
  const chair = { seats: 1, wheelchairs: 1, seatsAWheelchair: 1 };
  await offer('Bea', chair);
  await offer('Gil', chair);
  await offer('Hal', { seats: 1 });
  await ride(town, ids, { driver: 'Bea', rider: 'Cyd', needs: { inWheelchair: true } });
  await ride(town, ids, { driver: 'Gil', rider: 'Eli', needs: {} });
  const outing = situations.outingOf(await town.meetup());
  await planning.make(db, outing, { by: town.ada, roads: null }, NOW);
  return { town, ids, outing };
}

async function ride(
  town: LiftVillage,
  ids: Record<string, string>,
  { driver, rider, needs }: { driver: string; rider: string; needs: Partial<requests.NewRequest> },
) {
  const request = (ids[rider] = await town.ask(await town.neighbour(rider), needs));
  const by = (await offers.find(town.db, ids[driver]!))!.person;
  await picking.pick(town.db, { offer: ids[driver]!, request, by }, NOW);
  await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
}

/** Bea drops out, and the host asks those who could change. */
async function asked(db: Database) {
  const { town, ids, outing } = await village(db);
  await dropping.withdrawOffer(db, ids.Bea!, LATER - 1);
  const found = (await deskChanges.read(db, { outing, roads: null }, LATER))!;
  expect(await deskChanges.ask(db, { outing, roads: null, seen: found.key! }, LATER)).toBe(found.asked);
  const yes = (name: string, isYes = true) =>
    name === 'Gil' || name === 'Hal'
      ? agreeing.answerAsDriver(db, { offer: ids[name]!, yes: isYes }, LATER + 60)
      : agreeing.answerAsRider(db, { request: ids[name]!, yes: isYes }, LATER + 60);
  return { town, ids, outing, found, yes };
}

/** "Eli with Gil", for every ride that is settled. */
async function settledIn(db: Database, ids: Record<string, string>): Promise<string[]> {
  const all = await rides.ofRequests(db, [ids.Cyd!, ids.Eli!]);
  const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id);
  const settled = all.filter(({ settledAt }) => settledAt !== null);
  return [...new Set(settled.map(({ request, offer }) => `${nameOf(request)} with ${nameOf(offer)}`))].sort();
}

async function told(db: Database, kind: string, since: number): Promise<string[]> {
  const rows = await db.all(
    `SELECT p.first_name FROM letters l JOIN people p ON p.id = l.person_id
     WHERE l.kind = :kind AND l.made_at >= :since ORDER BY p.first_name`,
    { kind, since },
  );
  return rows.map((row) => String(row.first_name));
}

eachDatabase((fresh) => {
  test('a driver drops out: as few as can be are asked to change, and what is agreed stands until all say yes', async () => {
    const db = await fresh();
    const { ids, outing, found, yes } = await asked(db);
    // Cyd, and Eli who would go with Hal, and the two drivers; nobody else is in it.
    expect([found.asked, found.unasked]).toEqual([4, 0]);
    expect(found.riders.map(({ firstName, now }) => [firstName, now])).toEqual([
      ['Cyd', []],
      ['Eli', ['Gil']],
    ]);
    expect(found.riders[1]!.ways.map(({ driver }) => driver)).toEqual(['Hal', 'Hal']);
    expect(await told(db, 'lift-asked', LATER)).toEqual(['Cyd', 'Eli']);
    expect(await told(db, 'lift-drive', LATER)).toEqual(['Gil', 'Hal']);

    // Natter plans nothing over it: who dropped out before was known when it was asked.
    expect(await mending.mend(db, null, LATER + 30)).toEqual([]);
    expect(await yes('Eli')).toBe('yes');
    expect(await yes('Gil')).toBe('yes');
    expect(await yes('Hal')).toBe('yes');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
    const { riders } = (await deskChanges.read(db, { outing, roads: null }, LATER))!;
    expect(riders.map(({ firstName, saidYes }) => [firstName, saidYes])).toEqual([
      ['Cyd', false],
      ['Eli', true],
    ]);
    expect(await yes('Cyd')).toBe('settled');
    expect(await settledIn(db, ids)).toEqual(['Cyd with Gil', 'Eli with Hal']);
    expect(await told(db, 'lift-settled', LATER + 60)).toEqual(['Cyd', 'Eli', 'Gil', 'Hal']);
    expect(await deskChanges.read(db, { outing, roads: null }, LATER + 60)).toBeNull();
  });

  test('one no and all stays as it was: whoever had said yes hears it, and a second tap takes nothing away', async () => {
    const db = await fresh();
    const { ids, outing, yes } = await asked(db);
    await yes('Cyd');
    await yes('Hal');
    await yes('Gil');
    expect(await yes('Eli', false)).toBe('no');
    expect(await yes('Eli', false)).toBe('no');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
    // Cyd does not wait for Gil, nor do the drivers fetch anybody; the hosts look again.
    expect(await told(db, 'lift-off', LATER + 60)).toEqual(['Cyd', 'Hal']);
    // Gil drives Eli still, and a late "no" to what is asked no more takes nothing from them.
    expect(await told(db, 'lift-settled', LATER + 60)).toEqual(['Gil']);
    expect(await yes('Gil', false)).toBe('nothing-asked');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
    expect(await told(db, 'lifts-changed', LATER + 60)).toEqual(['Ada', 'Bert']);
    // Eli is not asked the same again.
    expect(await deskChanges.read(db, { outing, roads: null }, LATER + 90)).toBeNull();
  });

  test('two hosts ask at once: everybody is asked once', async () => {
    const db = await fresh();
    const { outing, found } = await asked(db);
    expect(await deskChanges.ask(db, { outing, roads: null, seen: found.key! }, LATER + 1)).toBe(
      'better-now',
    );
    expect(await told(db, 'lift-asked', LATER)).toEqual(['Cyd', 'Eli']);
  });

  test('who hears twice in one second that a lift is off has one letter that is on its way', async () => {
    const db = await fresh();
    const { ids } = await village(db);
    await db.write(async (tx) => {
      await liftLetters.tellRiderOff(tx, ids.Cyd!, LATER);
      await liftLetters.tellRiderOff(tx, ids.Cyd!, LATER);
    });
    const open = `SELECT 1 FROM letters WHERE kind = 'lift-off' AND subject = :id AND reached_at IS NULL`;
    expect(await db.all(open, { id: ids.Cyd! })).toHaveLength(1);
  });

  test('nothing changes when a driver is on the way, or the time is over', async () => {
    const db = await fresh();
    const { ids, yes } = await asked(db);
    await yes('Cyd');
    await yes('Gil');
    await yes('Hal');
    await db.write((tx) =>
      tx.run('UPDATE rides SET on_my_way_at = :now WHERE request_id = :id AND ended_at IS NULL', {
        id: ids.Eli!,
        now: LATER,
      }),
    );
    expect(await yes('Eli')).toBe('yes');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
  });

  test('a seat that somebody else has taken meanwhile is not taken twice', async () => {
    const db = await fresh();
    const { town, ids, yes } = await asked(db);
    await yes('Cyd');
    await yes('Gil');
    await yes('Eli');
    await ride(town, ids, { driver: 'Hal', rider: 'Fen', needs: {} });
    expect(await yes('Hal')).toBe('yes');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
    expect(await told(db, 'lift-off', LATER)).toContain('Cyd');
    expect(await told(db, 'lift-settled', LATER + 60)).toContain('Eli');
  });

  test('what is asked is asked no more once somebody in it drops out, or the lifts are planned anew', async () => {
    const db = await fresh();
    const { town, ids, outing, yes } = await asked(db);
    await yes('Cyd');
    await dropping.withdrawOffer(db, ids.Hal!, LATER + 70);
    expect(await yes('Eli')).toBe('yes');
    expect(await settledIn(db, ids)).toEqual(['Eli with Gil']);
    expect(await told(db, 'lift-off', LATER + 70)).toEqual(['Cyd']);
    await town.offer(await town.neighbour('Ivy'), { seats: 1 });
    const found = (await deskChanges.read(db, { outing, roads: null }, LATER + 80))!;
    expect(found.riders[1]!.ways[0]!.driver).toBe('Ivy');
    await deskChanges.ask(db, { outing, roads: null, seen: found.key! }, LATER + 80);
    await planning.make(db, outing, { by: town.ada, roads: null }, LATER + 90);
    expect(await agreeing.answerAsRider(db, { request: ids.Cyd!, yes: true }, LATER + 95)).toBe(
      'nothing-asked',
    );
  });

  test('whoever is asked to change reads what would be, beside what is', async () => {
    const db = await fresh();
    const { ids, yes } = await asked(db);
    const rider = (await requests.find(db, ids.Eli!))!.person;
    const mine = async () => (await ownLifts.ofPerson(db, rider, '2027-03-02', LATER)).requests[0]!;
    expect((await mine()).standing).toBe('settled');
    expect((await mine()).change).toMatchObject({
      saidYes: false,
      ways: [{ driver: 'Hal' }, { driver: 'Hal' }],
    });
    await yes('Eli');
    expect((await mine()).change?.saidYes).toBe(true);
    const driver = (await offers.find(db, ids.Gil!))!.person;
    const [drive] = (await ownLifts.ofPerson(db, driver, '2027-03-02', LATER)).offers;
    expect(drive!.change).toMatchObject({
      saidYes: false,
      comes: [{ firstName: 'Cyd' }, { firstName: 'Cyd' }],
    });
    expect(drive!.change!.goes).toEqual(['Eli']);
  });
});
