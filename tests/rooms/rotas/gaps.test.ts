import { expect, test } from 'vitest';
import * as gaps from '#server/rotas/gaps.ts';
import * as helping from '#server/rotas/helping.ts';
import * as pairings from '#server/rotas/pairings.ts';
import * as aways from '#server/rotas/aways.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import * as fitting from '#server/rotas/fitting.ts';
import { writeDue } from '#server/reminders/due.ts';
import { writeDueForHelpers } from '#server/reminders/job-due.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildRota, type TeaRota } from '../../helpers/rota.ts';

const DAY = 86_400;
const HOUR = 3600;
/** Tuesday 6 April 2027, 10.30 in British Summer Time. */
const TEA = Date.UTC(2027, 3, 6, 9, 30) / 1000;

async function lettersOf({ db }: TeaRota, kind: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT people.first_name, letters.occasion
     FROM letters JOIN people ON people.id = letters.person_id
     WHERE letters.kind = :kind ORDER BY letters.made_at, people.first_name`,
    { kind },
  );
  return rows.map((row) => `${row.first_name} ${row.occasion}`);
}

eachDatabase((fresh) => {
  test('a gap shows at ten, five and two days, to those who could fill it and nobody else', async () => {
    const rota = await buildRota(await fresh());
    await rota.makeJob({ lifting: true });
    await rota.helper('Pat');
    const jo = await rota.helper('Jo');
    await aways.say(
      rota.db,
      { person: jo, kind: 'no-lifting', from: '2027-01-01', to: '2027-12-31', weekday: null },
      NOW,
    );
    await gaps.show(rota.db, TEA - 12 * DAY);
    expect(await lettersOf(rota, 'gap')).toEqual([]);
    await gaps.show(rota.db, TEA - 10 * DAY);
    await gaps.show(rota.db, TEA - 9 * DAY);
    expect(await lettersOf(rota, 'gap')).toEqual(['Pat gap-10']);
    await gaps.show(rota.db, TEA - 2 * DAY);
    expect(await lettersOf(rota, 'gap')).toEqual(['Pat gap-10', 'Pat gap-2']);
    expect(await lettersOf(rota, 'gaps-left')).toEqual(['Ada gaps', 'Bert gaps']);
  });

  test('with two hands missing two days ahead a smaller meet-up is offered, and not before', async () => {
    const rota = await buildRota(await fresh());
    await rota.makeJob();
    const one = async (now: number) =>
      gaps.isWorthMakingSmaller(await shifts.ofMeetups(rota.db, [await rota.meetup()]), now);
    expect(await one(TEA - 2 * DAY)).toBe(false);
    await rota.makeJob({ name: 'Cake' });
    expect(await one(TEA - 3 * DAY)).toBe(false);
    expect(await one(TEA - 2 * DAY)).toBe(true);
  });

  test('one job that lacks two hands is enough to offer a smaller meet-up', async () => {
    const rota = await buildRota(await fresh());
    await rota.makeJob({ name: 'Chairs', fewest: 2, most: 2 });
    const all = await shifts.ofMeetups(rota.db, [await rota.meetup()]);
    expect(gaps.isWorthMakingSmaller(all, TEA - 2 * DAY)).toBe(true);
  });

  test('who did least of what they pledged is asked first, who cannot stand somebody there not at all', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const cake = await rota.makeJob({ name: 'Cake' });
    const pat = await rota.helper('Pat', { pledge: 1 });
    await rota.helper('Jo', { likings: { [cake]: 3 } });
    await rota.helper('Kim', { likings: { [cake]: 0 } });
    const lou = await rota.helper('Lou');
    const max = await rota.helper('Max', { pledge: 0 });
    await turns.take(rota.db, await rota.shift(kettle), { person: pat, said: 'self' }, NOW);
    const names = async () =>
      (await fitting.forShift(rota.db, await rota.shift(cake), NOW)).map(({ firstName }) => firstName);
    expect(await names()).toEqual(['Jo', 'Lou', 'Max']);
    expect(max).toBeTruthy();
    await pairings.wish(rota.db, { hub: rota.hub, person: pat, other: lou, kind: 'not-together' }, NOW);
    expect(await names()).toEqual(['Jo', 'Max']);
    expect(await pairings.ofPerson(rota.db, rota.hub, lou)).toEqual([]);
  });

  test('who takes turns with somebody is not asked for a date on which that one is there', async () => {
    const rota = await buildRota(await fresh());
    const [kettle, cake] = [await rota.makeJob(), await rota.makeJob({ name: 'Cake' })];
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const [hub, kind] = [rota.hub, 'alternating' as const];
    await pairings.wish(rota.db, { hub, person: pat, other: jo, kind }, NOW);
    await pairings.agree(rota.db, { hub, person: jo, other: pat }, NOW);
    await turns.take(rota.db, await rota.shift(kettle), { person: pat, said: 'self' }, NOW);
    const names = async (date: string) =>
      (await fitting.forShift(rota.db, await rota.shift(cake, date), NOW)).map(({ firstName }) => firstName);
    expect(await names('2027-04-06')).toEqual([]);
    expect(await names('2027-05-04')).toEqual(['Jo', 'Pat']);
  });

  test('who is away on that day of the week is not asked, nor who cannot lift where there is lifting', async () => {
    const rota = await buildRota(await fresh());
    const [cake, chairs] = [
      await rota.makeJob({ name: 'Cake' }),
      await rota.makeJob({ name: 'Chairs', lifting: true }),
    ];
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const spring = { from: '2027-03-01', to: '2027-05-31' };
    // All the dates are Tuesdays.
    await aways.say(rota.db, { ...spring, person: pat, kind: 'away', weekday: 1 }, NOW);
    await aways.say(rota.db, { ...spring, person: jo, kind: 'no-lifting', weekday: null }, NOW);
    const names = async (job: string, date: string) =>
      (await fitting.forShift(rota.db, await rota.shift(job, date), NOW)).map(({ firstName }) => firstName);
    expect(await names(cake, '2027-04-06')).toEqual(['Jo']);
    expect(await names(chairs, '2027-04-06')).toEqual([]);
    expect(await names(chairs, '2027-06-01')).toEqual(['Jo', 'Pat']);
  });

  test('a wish about somebody holds only with their yes', async () => {
    const rota = await buildRota(await fresh());
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const both = { hub: rota.hub, kind: 'together' as const };
    expect(await pairings.wish(rota.db, { ...both, person: pat, other: jo }, NOW)).toBe('asked');
    expect(await pairings.holding(rota.db, rota.hub)).toEqual([]);
    await pairings.agree(rota.db, { hub: rota.hub, person: pat, other: jo }, NOW);
    expect(await pairings.holding(rota.db, rota.hub)).toEqual([]);
    await pairings.agree(rota.db, { hub: rota.hub, person: jo, other: pat }, NOW);
    expect((await pairings.holding(rota.db, rota.hub)).map(({ kind }) => kind)).toEqual(['together']);
  });

  test('whoever enters a wish for somebody neither reads nor ends what is private to them', async () => {
    const rota = await buildRota(await fresh());
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const both = { hub: rota.hub, person: pat, other: jo };
    const kinds = async () => (await pairings.ofPerson(rota.db, rota.hub, pat)).map(({ kind }) => kind);
    const enter = (kind: pairings.Kind) => pairings.wish(rota.db, { ...both, kind, forSomebody: true }, NOW);
    expect(await enter('not-together')).toBe('holds');
    expect(await enter('together')).toBe('asked');
    await pairings.wish(rota.db, { hub: rota.hub, person: jo, other: pat, kind: 'together' }, NOW);
    await pairings.end(rota.db, { ...both, forSomebody: true });
    expect(await kinds()).toEqual(['not-together']);
    await pairings.end(rota.db, both);
    expect(await kinds()).toEqual([]);
  });

  test('a pledge of nothing is refused while a job is theirs, and days the wrong way round are too', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat');
    await turns.take(rota.db, await rota.shift(kettle), { person: pat, said: 'self' }, NOW);
    const nothing = { person: pat, hub: rota.hub, pledge: 0, remindHours: null, likings: {} };
    expect(await helping.say(rota.db, nothing, NOW)).toBe('has-a-job');
    await turns.release(rota.db, await rota.shift(kettle), pat, NOW);
    expect(await helping.say(rota.db, nothing, NOW)).toBe('saved');
    const away = { person: pat, kind: 'away' as const, weekday: null };
    expect(await aways.say(rota.db, { ...away, from: '2027-05-02', to: '2027-05-01' }, NOW)).toBe(
      'wrong-way-round',
    );
    // Saturday 1 May to Monday 3 May has no Thursday.
    expect(await aways.say(rota.db, { ...away, from: '2027-05-01', to: '2027-05-03', weekday: 3 }, NOW)).toBe(
      'never',
    );
  });

  test('helpers are reminded at the hour they chose; a dropped job never, a late one still', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ most: 3 });
    const pat = await rota.helper('Pat', { remindHours: 4 });
    const jo = await rota.helper('Jo', { remindHours: 4 });
    for (const person of [pat, jo])
      await turns.take(rota.db, await rota.shift(kettle), { person, said: 'self' }, NOW);
    await turns.release(rota.db, await rota.shift(kettle), jo, NOW + 60);
    expect(await writeDueForHelpers(rota.db, TEA - 5 * HOUR, TEA - 4 * HOUR - 1)).toBe(0);
    expect(await writeDueForHelpers(rota.db, TEA - 5 * HOUR, TEA - 4 * HOUR)).toBe(1);
    expect(await lettersOf(rota, 'reminder')).toEqual(['Pat before']);
    const kim = await rota.helper('Kim', { remindHours: 2 });
    await turns.take(rota.db, await rota.shift(kettle), { person: kim, said: 'self' }, TEA - 3 * HOUR);
    await writeDueForHelpers(rota.db, TEA - 3 * HOUR, TEA - 2 * HOUR);
    await writeDue(rota.db, TEA - 2 * HOUR, TEA - 1.5 * HOUR);
    expect(await lettersOf(rota, 'reminder')).toEqual(['Pat before', 'Kim before', 'Jo before']);
  });
});
