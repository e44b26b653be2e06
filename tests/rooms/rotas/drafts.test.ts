import { expect, test } from 'vitest';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as aways from '#server/rotas/aways.ts';
import * as drafts from '#server/rotas/drafts.ts';
import * as making from '#server/rotas/making.ts';
import * as proposals from '#server/rotas/proposals.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';
import { buildRota, type TeaRota } from '../../helpers/rota.ts';

const hubOf = ({ hub }: TeaRota) => ({ slug: hub, zone: 'Europe/London' });

/** "day: who" of each place of the kettle in the draft. */
async function kettleIn(rota: TeaRota): Promise<string[]> {
  const draft = (await drafts.of(rota.db, rota.hub))!;
  const names = new Map(
    (await rota.db.all('SELECT id, first_name FROM people')).map((row) => [row.id, row.first_name]),
  );
  return draft.cells
    .map(({ meetup, person }) => `${meetup.slice(-10)}: ${person === null ? 'nobody' : names.get(person)}`)
    .sort();
}

eachDatabase((fresh) => {
  test('a draft gives each no more than they pledged, keeps who said yes, and asks nobody', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat', { pledge: 1 });
    await rota.helper('Jo', { pledge: 1 });
    await turns.take(rota.db, await rota.shift(kettle, '2027-05-04'), { person: pat, said: 'self' }, NOW);
    await making.make(rota.db, hubOf(rota), rota.ada, NOW);
    const cells = await kettleIn(rota);
    expect(cells).toContain('2027-05-04: Pat');
    expect(cells.filter((cell) => cell.endsWith('Jo'))).toHaveLength(1);
    expect(cells.filter((cell) => cell.endsWith('Pat'))).toHaveLength(1);
    expect(await rota.db.all('SELECT id FROM letters')).toEqual([]);
  });

  test('nobody is drafted for a day on which they are away or not coming', async () => {
    const rota = await buildRota(await fresh());
    await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    await aways.say(
      rota.db,
      { person: pat, kind: 'away', from: '2027-04-01', to: '2027-04-30', weekday: null },
      NOW,
    );
    await rsvps.answer(
      rota.db,
      await rota.meetup('2027-05-04'),
      { person: jo, answer: 'not-this-time', said: 'self' },
      NOW,
    );
    await making.make(rota.db, hubOf(rota), rota.ada, NOW);
    const cells = await kettleIn(rota);
    expect(cells).toContain('2027-04-06: Jo');
    expect(cells).toContain('2027-05-04: Pat');
  });

  test('nobody is drafted for a full meet-up unless they are coming, nor for what they said no to', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const full = { ...(await rota.meetup('2027-04-06')), exactLimit: 1 };
    await rsvps.answer(rota.db, full, { person: jo, answer: 'coming', said: 'self' }, NOW);
    await rota.db.write((tx) => tx.run('UPDATE meetups SET exact_limit = 1', {}));
    const [may] = [await rota.shift(kettle, '2027-05-04')];
    await rota.db.write((tx) => proposals.propose(tx, may, jo, NOW));
    await turns.decline(rota.db, await rota.shift(kettle, '2027-05-04'), jo, NOW);
    await making.make(rota.db, hubOf(rota), rota.ada, NOW);
    const cells = await kettleIn(rota);
    expect(cells).toContain('2027-04-06: Jo');
    expect(cells).toContain('2027-05-04: Pat');
    await rsvps.answer(rota.db, full, { person: jo, answer: 'not-this-time', said: 'self' }, NOW);
    await rsvps.answer(rota.db, full, { person: rota.ada, answer: 'coming', said: 'self' }, NOW);
    const all = await making.ahead(rota.db, rota.hub, NOW);
    const problem = await making.problemOf(rota.db, rota.hub, { all, before: null }, NOW);
    const barred = (id: string) => Object.values(problem.people.find((one) => one.id === id)!.barred);
    expect([barred(pat), barred(jo)]).toEqual([['no room'], ['not coming', 'said no']]);
  });

  test('the draft is proved afterwards, and then says so', async () => {
    const rota = await buildRota(await fresh());
    await rota.makeJob();
    await rota.helper('Pat');
    await rota.helper('Jo');
    const made = (await making.make(rota.db, hubOf(rota), rota.ada, NOW))!;
    expect((await drafts.of(rota.db, rota.hub))?.how).toBe('first');
    await making.improve(rota.db, made);
    expect((await drafts.of(rota.db, rota.hub))?.how).toBe('proven');
  });

  test('what a host put by hand stays in a new draft, and a better one found late does not wipe it out', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const made = (await making.make(rota.db, hubOf(rota), rota.ada, NOW))!;
    const meetup = (await rota.meetup()).id;
    const sits = (await kettleIn(rota)).find((cell) => cell.startsWith('2027-04-06'));
    const other = sits?.endsWith('Pat') ? jo : pat;
    await drafts.put(rota.db, made.id, { meetup, job: kettle, place: 0, person: other }, NOW);
    const rest = {
      rota: { cells: [], score: null as never, shares: [], largestGap: 0, clashes: [] },
      locked: [],
    };
    expect(await drafts.improve(rota.db, made.id, { ...rest, how: 'proven' })).toBe(false);
    await making.make(rota.db, hubOf(rota), rota.ada, NOW + 60);
    const name = other === pat ? 'Pat' : 'Jo';
    expect(await kettleIn(rota)).toContain(`2027-04-06: ${name}`);
  });

  test('nobody of another hub can be put into a draft', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    await rota.helper('Pat');
    const olga = await settle(rota.db, await startHub(rota.db, 'Elsewhere'), { firstName: 'Olga' });
    const made = (await making.make(rota.db, hubOf(rota), rota.ada, NOW))!;
    const meetup = (await rota.meetup()).id;
    const before = await kettleIn(rota);
    await drafts.put(rota.db, made.id, { meetup, job: kettle, place: 0, person: olga }, NOW);
    expect(await kettleIn(rota)).toEqual(before);
  });

  test('asking everybody writes each one letter and holds their places for four days; a no is left in peace', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat', { pledge: 12 });
    await making.make(rota.db, hubOf(rota), rota.ada, NOW);
    const ask = async (now: number) =>
      drafts.askEverybody(
        rota.db,
        (await drafts.of(rota.db, rota.hub))!,
        { all: await making.ahead(rota.db, rota.hub, now), by: rota.ada },
        now,
      );
    expect(await ask(NOW)).toBe(1);
    expect(await ask(NOW)).toBe(0);
    const letters = await rota.db.all('SELECT kind, person_id FROM letters');
    expect(letters).toEqual([{ kind: 'rota-asked', person_id: pat }]);
    const shift = await rota.shift(kettle);
    expect(shift.turns[0]).toMatchObject({ standing: 'asked', person: pat });
    expect(shifts.heldPlaces(shift, NOW + 60)).toBe(1);
    expect(shifts.heldPlaces(shift, NOW + shifts.SILENCE)).toBe(0);
    await turns.decline(rota.db, shift, pat, NOW + 60);
    await making.make(rota.db, hubOf(rota), rota.ada, NOW + 120);
    await ask(NOW + 120);
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({ standing: 'declined' });
  });
});
