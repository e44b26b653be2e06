import { expect, test } from 'vitest';
import * as agreeing from '#server/lifts/agreeing.ts';
import { count } from '#server/lifts/awaiting.ts';
import * as desk from '#server/lifts/desk.ts';
import * as picking from '#server/lifts/picking.ts';
import * as situations from '#server/lifts/situations.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  test('a lift awaits both who were asked, once for both ways, until each has said', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const [request, offer] = [await town.ask(cyd), await town.offer(bea, { fromPoint: town.shop })];
    await picking.put(town.db, { offer, request, by: town.ada }, NOW);
    const both = async (now = NOW) => [await count(town.db, cyd, now), await count(town.db, bea, now)];
    expect(await both()).toEqual([0, 0]);
    await desk.askAll(town.db, { outing: situations.outingOf(await town.meetup()), seen: null }, NOW);
    expect(await both()).toEqual([1, 1]);
    expect(await both((await town.meetup()).endsAt + 7200)).toEqual([0, 0]);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW + 1);
    expect(await both()).toEqual([0, 1]);
    await agreeing.answerAsDriver(town.db, { offer, yes: true }, NOW + 2);
    expect(await both()).toEqual([0, 0]);
  });
});
