import { expect, test } from 'vitest';

import type { Database } from '#server/db/database.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as desk from '#server/lifts/desk.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as mending from '#server/lifts/mending.ts';
import * as notHome from '#server/lifts/not-home.ts';
import * as onTheDay from '#server/lifts/on-the-day.ts';
import * as picking from '#server/lifts/picking.ts';
import * as planning from '#server/lifts/planning.ts';
import * as rides from '#server/lifts/rides.ts';
import * as situations from '#server/lifts/situations.ts';
import * as letters from '#server/outbox/letters.ts';
import * as opened from '#server/reminders/opened.ts';
import { waitsUntil, type Timing } from '#server/reminders/quiet.ts';
import { createRender } from '#server/reminders/render.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const read = async (town: LiftVillage) => desk.read(town.db, situations.outingOf(await town.meetup()));

async function told(db: Database, kind: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT p.first_name FROM letters l JOIN people p ON p.id = l.person_id WHERE l.kind = :kind ORDER BY p.first_name`,
    { kind },
  );
  return rows.map((row) => String(row.first_name));
}

/** Two cars with two riders each, all settled, after a plan. */
async function settled(town: LiftVillage) {
  const ids: Record<string, string> = {};
  for (const [driver, riders] of [
    ['Bea', ['Cyd', 'Dan']],
    ['Gil', ['Eli', 'Fen']],
  ] as const) {
    const by = await town.neighbour(driver);
    ids[driver] = await town.offer(by);
    for (const rider of riders) {
      ids[rider] = await town.ask(await town.neighbour(rider));
      await picking.pick(town.db, { offer: ids[driver], request: ids[rider], by }, NOW);
      await agreeing.answerAsRider(town.db, { request: ids[rider], yes: true }, NOW);
    }
  }
  const made = await planning.make(
    town.db,
    situations.outingOf(await town.meetup()),
    { by: town.ada, roads: null },
    NOW,
  );
  if (typeof made === 'string') throw new Error(made);
  return ids;
}

eachDatabase((fresh) => {
  test('a driver drops out: a new plan asks as few as can be, riders know that the search is on, hosts are told', async () => {
    const town = await buildLifts(await fresh());
    const ids = await settled(town);
    expect((await read(town)).asks).toEqual({ asked: 0, unasked: 6 });
    expect(await mending.mend(town.db, null, NOW + 60)).toEqual([]);
    await dropping.withdrawOffer(town.db, ids.Bea!, NOW + 60);
    expect(await told(town.db, 'lift-off')).toEqual(['Cyd', 'Dan']);
    const [made] = await mending.mend(town.db, null, NOW + 90);
    expect(made!.by).toBeNull();
    // Gil has one seat free: he and one of the two are asked, the two who ride with him are not.
    const { asks, drafts, riders } = await read(town);
    expect([asks, drafts]).toEqual([{ asked: 2, unasked: 2 }, 2]);
    expect(riders.map(({ standing }) => standing).sort()).toEqual([
      'drafted',
      'settled',
      'settled',
      'waiting',
    ]);
    expect(await told(town.db, 'lifts-changed')).toEqual(['Ada', 'Bert']);
    // Once is enough, and a proof may still follow.
    expect(await mending.mend(town.db, null, NOW + 120)).toEqual([]);
  });

  test('a lift that a rider takes back makes room for somebody else', async () => {
    const town = await buildLifts(await fresh());
    const ids = await settled(town);
    const Hal = await town.ask(await town.neighbour('Hal'), { party: 2 }, { now: NOW + 1 });
    expect((await rides.ofRequests(town.db, [Hal])).length).toBe(0);
    await dropping.withdrawRequest(town.db, ids.Eli!, NOW + 60);
    await mending.mend(town.db, null, NOW + 90);
    const { riders } = await read(town);
    expect(riders.find(({ id }) => id === Hal)).toMatchObject({ standing: 'drafted', drivers: ['Gil'] });
  });

  test('what was never planned is left to the host, and so is what is over', async () => {
    const town = await buildLifts(await fresh());
    const Bea = await town.neighbour('Bea');
    const offer = await town.offer(Bea);
    const request = await town.ask(await town.neighbour('Cyd'));
    await picking.pick(town.db, { offer, request, by: Bea }, NOW);
    await dropping.withdrawOffer(town.db, offer, NOW + 60);
    expect(await mending.mend(town.db, null, NOW + 90)).toEqual([]);
    await planning.make(
      town.db,
      situations.outingOf(await town.meetup()),
      { by: town.ada, roads: null },
      NOW + 100,
    );
    await dropping.withdrawRequest(town.db, request, NOW + 200);
    expect(await mending.mend(town.db, null, (await town.meetup()).startsAt + 1)).toEqual([]);
  });

  test('hosts are written to once when somebody who travels alone is not home by the hour they set', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub } = town;
    const [Bea, Cyd] = [await town.neighbour('Bea'), await town.neighbour('Cyd')];
    const request = await town.ask(Cyd, { safeBy: '13:00' });
    const offer = await town.offer(Bea);
    await picking.pick(db, { offer, request, by: Bea }, NOW);
    await agreeing.answerAsRider(db, { request, yes: true }, NOW);
    const at = (time: string) => instantOf(`2027-04-06T${time}`, 'Europe/London');
    expect(await notHome.tellHosts(db, at('12:59'))).toBe(0);
    expect(await notHome.tellHosts(db, at('13:00'))).toBe(1);
    expect(await notHome.tellHosts(db, at('13:01'))).toBe(0);
    expect(await told(db, 'not-home')).toEqual(['Ada', 'Bert']);
    expect((await notHome.ofHub(db, hub, at('13:01'))).map(({ firstName }) => firstName)).toEqual(['Cyd']);

    // It says nobody's name, and it does not wait for the morning.
    const [row] = await db.all(`SELECT id FROM letters WHERE kind = 'not-home' LIMIT 1`);
    const letter = (await letters.find(db, String(row!.id)))!;
    const render = createRender({ db, origin: 'http://here', signingKey: 'key' });
    const words = JSON.stringify([...(await render([letter], at('23:00'))).values()]);
    expect(words).toContain('Please ring them');
    expect(words + JSON.stringify(await opened.open(db, letter.id, at('23:00')))).not.toMatch(/Cyd|01947/);
    const timing: Timing = { kind: 'not-home', starts: [], lasts: 0, zone: 'Europe/London' };
    expect(waitsUntil(timing, at('23:00'))).toBeNull();

    const back = (await rides.ofRequests(db, [request])).find(({ leg }) => leg === 'back')!;
    await onTheDay.comeHome(db, { ride: back.id, by: Cyd, at: at('14:00') }, at('14:00'));
    expect(await notHome.ofHub(db, hub, at('14:01'))).toEqual([]);
    const open = await db.all(`SELECT id FROM letters WHERE kind = 'not-home' AND reached_at IS NULL`);
    expect(open).toEqual([]);
  });
});
