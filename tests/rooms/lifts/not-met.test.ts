import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as following from '#server/lifts/following.ts';
import * as notMet from '#server/lifts/not-met.ts';
import * as picking from '#server/lifts/picking.ts';
import * as planning from '#server/lifts/planning.ts';
import * as ratherNots from '#server/lifts/rather-nots.ts';
import * as situations from '#server/lifts/situations.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  test('who got no lift is counted once, by why, hour and area, and few people have no number', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub } = town;
    const names = ['Bea', 'Gil', 'Cyd', 'Dan', 'Eli', 'Fen'];
    const [Bea, Gil, Cyd, Dan, Eli, Fen] = await Promise.all(names.map((name) => town.neighbour(name)));
    const offer = await town.offer(Bea!, { seats: 2 });
    const settled = await town.ask(Cyd!);
    await picking.pick(db, { offer, request: settled, by: Bea! }, NOW);
    await agreeing.answerAsRider(db, { request: settled, yes: true }, NOW);
    await town.ask(Dan!, { party: 6 });
    await town.ask(Eli!, { fromPoint: town.shop });
    await db.write((tx) => ratherNots.say(tx, { hub, person: Eli!, other: Bea! }, NOW));
    await dropping.withdrawRequest(db, await town.ask(Fen!), NOW);
    await town.ask(Gil!, { party: 2 }, { elsewhere: true });
    await planning.make(db, situations.outingOf(await town.meetup()), { by: town.ada, roads: null }, NOW);

    const { startsAt } = await town.meetup();
    expect(await notMet.count(db, startsAt)).toBe(0);
    expect(await notMet.count(db, startsAt + 5 * DAY)).toBe(9);
    expect(await notMet.count(db, startsAt + 6 * DAY)).toBe(0);
    // That Eli would rather not is no reason that anybody reads.
    const counts = {
      why: [
        { name: 'party', people: 5 },
        { name: 'not planned', people: null },
        { name: 'times', people: null },
      ],
      part: [{ name: 'morning', people: 10 }],
      area: [
        { name: 'The chapel', people: 10 },
        { name: 'The shop', people: null },
      ],
    };
    expect(await notMet.inAYear(db, hub, '2027-05-01')).toEqual(counts);
    await following.tidy(db, startsAt + 120 * DAY);
    expect(await db.all('SELECT id FROM lift_requests')).toEqual([]);
    expect(await notMet.inAYear(db, hub, '2028-03-01')).toEqual(counts);
    expect((await notMet.inAYear(db, hub, '2028-04-01')).why).toEqual([]);
  });
});
