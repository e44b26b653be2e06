import { expect, test } from 'vitest';
import * as aways from '#server/rotas/aways.ts';
import * as hours from '#server/rotas/hours.ts';
import * as turns from '#server/rotas/turns.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildRota, type TeaRota } from '../../helpers/rota.ts';

const DAY = 86_400;
const AFTER = NOW + 60 * DAY;
const HALF_A_YEAR_ON = NOW + 250 * DAY;

async function work(rota: TeaRota, job: string, names: string[]) {
  for (const name of names) {
    const person = await rota.helper(name);
    await turns.take(rota.db, await rota.shift(job), { person, said: 'self' }, NOW);
  }
}

eachDatabase((fresh) => {
  test('hours are told by job and quarter, and not where fewer than five people did them', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ most: 9, minutes: 60 });
    const cake = await rota.makeJob({ name: 'Cake', most: 9, minutes: 60 });
    await work(rota, kettle, ['Al', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus']);
    await work(rota, cake, ['Hal', 'Ian', 'Jo', 'Kim']);
    expect(await hours.byQuarter(rota.db, rota.hub, NOW)).toEqual([]);
    const told = [
      { quarter: '2027-Q2', job: 'Cake', hours: 0, people: null },
      { quarter: '2027-Q2', job: 'Kettle', hours: 5, people: 5 },
    ];
    expect(await hours.byQuarter(rota.db, rota.hub, AFTER)).toEqual(told);
  });

  test('the same few people are not taken for more when half of their work is counted already', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ most: 9, minutes: 60 });
    const [early, late] = ['2027-04-06', '2027-06-01'];
    await work(rota, kettle, ['Al', 'Bo', 'Cy']);
    for (const { person } of (await rota.shift(kettle, early)).turns) {
      await turns.take(rota.db, await rota.shift(kettle, late), { person, said: 'self' }, NOW);
    }
    const between = (await rota.meetup(early)).startsAt + 200 * DAY;
    await hours.tidy(rota.db, between);
    expect((await rota.db.one('SELECT COUNT(*) AS n FROM turns'))?.n).toBe(3);
    expect(await hours.byQuarter(rota.db, rota.hub, between)).toEqual([
      { quarter: '2027-Q2', job: 'Kettle', hours: 0, people: null },
    ]);
  });

  test('half a year on nobody’s name is left with the work, and the hours are as they were', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ most: 9, minutes: 60 });
    await work(rota, kettle, ['Al', 'Bo', 'Cy', 'Di', 'Ed']);
    const [someone] = (await rota.shift(kettle)).turns;
    await aways.say(
      rota.db,
      { person: someone!.person, kind: 'away', from: '2027-04-01', to: '2027-04-02', weekday: null },
      NOW,
    );
    const before = await hours.byQuarter(rota.db, rota.hub, AFTER);
    await hours.tidy(rota.db, AFTER);
    expect((await rota.db.one('SELECT COUNT(*) AS n FROM turns'))?.n).toBe(5);
    await hours.tidy(rota.db, HALF_A_YEAR_ON);
    await hours.tidy(rota.db, HALF_A_YEAR_ON + DAY);
    expect((await rota.db.one('SELECT COUNT(*) AS n FROM turns'))?.n).toBe(0);
    expect((await rota.db.one('SELECT COUNT(*) AS n FROM aways'))?.n).toBe(0);
    expect(await hours.byQuarter(rota.db, rota.hub, HALF_A_YEAR_ON)).toEqual(before);
  });
});
