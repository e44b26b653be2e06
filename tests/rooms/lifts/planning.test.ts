import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as desk from '#server/lifts/desk.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as picking from '#server/lifts/picking.ts';
import * as planning from '#server/lifts/planning.ts';
import * as ratherNots from '#server/lifts/rather-nots.ts';
import * as rides from '#server/lifts/rides.ts';
import * as situations from '#server/lifts/situations.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifts-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** In the place of the search: it calls the draft the best there is. */
const QUICK = `import { parentPort, workerData } from 'node:worker_threads';
  parentPort.postMessage({ routes: workerData.routes, proof: 'proven', leastLeft: 0, isOver: true });`;

function searcherOf(script: string): { searcher: string } {
  const searcher = join(folder, `${script.length}.mjs`);
  writeFileSync(searcher, script);
  return { searcher };
}

async function make(town: LiftVillage): Promise<planning.Made> {
  const made = await planning.make(town.db, await outingOf(town), { by: town.ada, roads: null }, NOW);
  if (typeof made === 'string') throw new Error(made);
  return made;
}

async function outingOf(town: LiftVillage): Promise<situations.Outing> {
  return situations.outingOf(await town.meetup());
}

/** Who rides with whom, as "Cyd Bea draft"; or why not. */
async function seen(town: LiftVillage): Promise<string[]> {
  const { riders } = await desk.read(town.db, await outingOf(town));
  return riders
    .map(
      ({ firstName, drivers, standing, reasons }) =>
        `${firstName} ${drivers.toSorted().join() || reasons.join()} ${standing}`,
    )
    .sort();
}

async function neighbours<Name extends string>(town: LiftVillage, ...names: Name[]) {
  const ids = {} as Record<Name, string>;
  for (const name of names) ids[name] = await town.neighbour(name);
  return ids;
}

eachDatabase((fresh) => {
  test('a plan is a draft at once, then the proven one; nobody is asked until the host says so', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Bea, Gil } = await neighbours(town, 'Cyd', 'Dan', 'Bea', 'Gil');
    const request = await town.ask(Cyd);
    await town.ask(Dan, { fromPoint: town.shop, prefers: Gil });
    const offer = await town.offer(Bea);
    await town.offer(Gil, { fromPoint: town.shop });
    const made = await make(town);
    expect(await seen(town)).toEqual(['Cyd Bea drafted', 'Dan Gil drafted']);
    const { plan } = await desk.read(town.db, made.situation.outing);
    expect(plan).toMatchObject({ how: 'first', carried: 2, times: 'distance' });
    expect(await planning.improve(town.db, made, NOW)).toBe(true);
    const better = await desk.read(town.db, made.situation.outing);
    expect(better.plan).toMatchObject({ how: 'proven', carried: 2, bound: 2 });
    expect(better.riders.flatMap(({ reasons }) => reasons).sort()).toEqual([
      'Bea, who comes past them.',
      'Gil, whom they usually ride with.',
    ]);
    const [out] = better.cars.find(({ driver }) => driver === 'Bea')!.runs;
    expect([out!.stops[0]!.slackMin, out!.thereAt]).toEqual([5, '2027-04-06T10:25']);

    const { outing } = made.situation;
    expect(await desk.askAll(town.db, { outing, seen: plan!.version }, NOW)).toBe('better-now');
    expect(await desk.askAll(town.db, { outing, seen: better.plan!.version }, NOW)).toBe(4);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    expect(await agreeing.answerAsDriver(town.db, { offer, yes: true }, NOW)).toBe('settled');
    expect(await seen(town)).toEqual(['Cyd Bea settled', 'Dan Gil asked']);
  });

  test('who is left reads why, and nobody is taken out without a way home', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Bea, Gil } = await neighbours(town, 'Cyd', 'Dan', 'Bea', 'Gil');
    await town.ask(Dan);
    await town.offer(Bea, { legs: 'out' });
    await make(town);
    const noWayHome = 'Dan Nobody drives after 12 noon, so there is no way home. waiting';
    expect(await seen(town)).toEqual([noWayHome]);
    // Home by five past twelve is too soon for anybody's way home, and on a spring day it is light.
    await town.offer(Gil, { homeBy: '12:05', notAfterDark: true });
    await make(town);
    expect(await seen(town)).toEqual([noWayHome]);
    await town.offer(Gil, { homeBy: '13:00', notAfterDark: true });
    await town.ask(Cyd, { inWheelchair: true });
    await make(town);
    expect(await seen(town)).toEqual([
      'Cyd Nobody has a wheelchair place before 10.30. waiting',
      expect.stringMatching(/^Dan (Bea,)?Gil drafted/),
    ]);
  });

  test('what anybody was asked, and what a host locked, stays in a new plan, with the times that were told', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Eli, Bea, Gil } = await neighbours(town, 'Cyd', 'Dan', 'Eli', 'Bea', 'Gil');
    const [cyd, dan] = [await town.ask(Cyd), await town.ask(Dan)];
    const [bea, gil] = [await town.offer(Bea, { fromPoint: town.shop }), await town.offer(Gil)];
    await picking.pick(town.db, { offer: bea, request: cyd, by: Bea }, NOW);
    await picking.put(town.db, { offer: gil, request: dan, by: town.ada }, NOW);
    const told = await rides.ofRequests(town.db, [cyd]);
    await town.ask(Eli, { fromPoint: town.shop });
    const made = await make(town);
    expect(await planning.improve(town.db, made, NOW, searcherOf(QUICK))).toBe(true);
    expect(await seen(town)).toEqual(['Cyd Bea asked', 'Dan Gil drafted', 'Eli Bea drafted']);
    const kept = await rides.ofRequests(town.db, [cyd]);
    const times = (some: rides.Ride[]) => some.map(({ id, pickUpAt }) => [id, pickUpAt]);
    expect(times(kept)).toEqual(times(told));
    // Bea fetches Eli in time to be at the chapel when she said.
    const { cars } = await desk.read(town.db, await outingOf(town));
    const { stops } = cars.find(({ driver }) => driver === 'Bea')!.runs[0]!;
    expect(stops.map(({ firstName }) => firstName)).toEqual(['Eli', 'Cyd']);
    expect((await rides.ofRequests(town.db, [dan])).every(({ locked }) => locked)).toBe(true);
  });

  test('nobody is put in a car where somebody would have to be fetched sooner than they were told', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Bea } = await neighbours(town, 'Cyd', 'Dan', 'Bea');
    // From the chapel to the hall by Dan's is 9 minutes further; there and back to the chapel first, 17.
    const offer = await town.offer(Bea, { legs: 'out', detourMin: 12 });
    const request = await town.ask(Cyd, { legs: 'out' });
    expect(await picking.pick(town.db, { offer, request, by: Bea }, NOW)).toBe('picked');
    const afar = { ...HOME, point: { latitude: 54.455, longitude: -0.65 } };
    await town.ask(Dan, { legs: 'out', fromPoint: null }, { home: afar });
    await make(town);
    expect(await seen(town)).toEqual(['Cyd Bea asked', expect.stringMatching(/^Dan .*waiting$/)]);
  });

  test('a car that was filled against a rule is left as it is, and nobody else is put in it', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Bea } = await neighbours(town, 'Cyd', 'Dan', 'Bea');
    const cyd = await town.ask(Cyd);
    const bea = await town.offer(Bea);
    await picking.pick(town.db, { offer: bea, request: cyd, by: Bea }, NOW);
    await town.db.write((tx) => ratherNots.say(tx, { hub: town.hub, person: Cyd, other: Bea }, NOW));
    await town.ask(Dan);
    await make(town);
    expect((await seen(town))[0]).toBe('Cyd Bea asked');
    expect((await seen(town))[1]).toMatch(/^Dan Nobody drives/);
  });

  test('"rather not" and "only with a woman" are kept, and no reason tells one from the other', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Dan, Bea, Gil } = await neighbours(town, 'Cyd', 'Dan', 'Bea', 'Gil');
    await town.ask(Cyd, { womenOnly: true });
    await town.ask(Dan);
    await town.offer(Bea);
    await town.db.write((tx) => ratherNots.say(tx, { hub: town.hub, person: Bea, other: Dan }, NOW));
    await make(town);
    const why = 'Nobody who could take them is free before 10.30.';
    expect(await seen(town)).toEqual([`Cyd ${why} waiting`, `Dan ${why} waiting`]);
    await town.offer(Gil, { woman: true });
    await make(town);
    expect(await seen(town)).toEqual(['Cyd Gil drafted', 'Dan Gil drafted']);
  });

  test('a proof comes too late for a draft that anybody has touched', async () => {
    const town = await buildLifts(await fresh());
    const quick = searcherOf(QUICK);
    const { Cyd, Dan, Bea } = await neighbours(town, 'Cyd', 'Dan', 'Bea');
    const cyd = await town.ask(Cyd);
    const bea = await town.offer(Bea);
    const made = await make(town);
    await desk.takeOut(town.db, cyd, NOW);
    expect(await planning.improve(town.db, made, NOW, quick)).toBe(false);
    expect((await seen(town))[0]).toMatch(/waiting$/);
    const again = await make(town);
    await desk.lock(town.db, cyd, true);
    expect(await planning.improve(town.db, again, NOW, quick)).toBe(false);
    const third = await make(town);
    await town.ask(Dan);
    expect(await planning.improve(town.db, third, NOW, quick)).toBe(false);
    await dropping.withdrawOffer(town.db, bea, NOW);
    expect((await seen(town))[0]).toMatch(/waiting$/);
  });

  test('of two hosts who plan at once the later plan stands whole, and the proof of the other is dropped', async () => {
    const town = await buildLifts(await fresh());
    const quick = searcherOf(QUICK);
    const { Cyd, Bea } = await neighbours(town, 'Cyd', 'Bea');
    await town.ask(Cyd);
    await town.offer(Bea);
    const both = await Promise.all([make(town), make(town)]);
    const { plan, drafts } = await desk.read(town.db, both[0].situation.outing);
    expect(drafts).toBe(2);
    const stands = both.find(({ id }) => plan!.version.startsWith(id))!;
    const other = both.find((one) => one !== stands)!;
    expect(await planning.improve(town.db, other, NOW, quick)).toBe(false);
    expect(await planning.improve(town.db, stands, NOW, quick)).toBe(true);
  });

  test('where the worker dies the draft stands, and says so', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Bea } = await neighbours(town, 'Cyd', 'Bea');
    await town.ask(Cyd);
    await town.offer(Bea);
    const made = await make(town);
    expect(await planning.improve(town.db, made, NOW, searcherOf('process.exit(1)'))).toBe(false);
    expect((await desk.read(town.db, made.situation.outing)).plan!.how).toBe('first');
    expect(await seen(town)).toEqual(['Cyd Bea drafted']);
  });

  test('no plan says where anybody lives', async () => {
    const town = await buildLifts(await fresh());
    const { Cyd, Bea } = await neighbours(town, 'Cyd', 'Bea');
    await town.ask(Cyd, { fromPoint: null }, { home: { ...HOME, near: town.chapel } });
    await town.offer(Bea);
    await make(town);
    const page = JSON.stringify(await desk.read(town.db, await outingOf(town)));
    expect(page).toContain('near The chapel');
    expect(page).not.toMatch(/Lamb Ward|54\.48|0\.60/);
  });

  test('nobody to plan for is said', async () => {
    const town = await buildLifts(await fresh());
    expect(await planning.make(town.db, await outingOf(town), { by: town.ada, roads: null }, NOW)).toBe(
      'nobody',
    );
  });
});
