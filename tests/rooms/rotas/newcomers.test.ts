import { expect, test } from 'vitest';
import * as errands from '#server/rotas/errands.ts';
import * as newcomers from '#server/rotas/newcomers.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage } from '../../helpers/plans.ts';
import { buildRota } from '../../helpers/rota.ts';

const IVY = { firstName: 'Ivy', once: 'a-form', device: 'A phone', instead: null };

eachDatabase((fresh) => {
  test('somebody new takes on what is to be done by a day, once however often the form is sent', async () => {
    const { db, hub, ada } = await buildVillage(await fresh());
    const leaflets = { hub, name: 'Leaflets', words: '', by: '2027-04-01', minutes: null, madeBy: ada };
    const id = await db.write((tx) => errands.make(tx, leaflets, NOW));
    for (let i = 0; i < 2; i++) {
      const welcomed = await newcomers.welcomeToErrand(db, { hub, id }, IVY, NOW);
      expect(welcomed).toMatchObject({ outcome: 'taken', session: expect.anything() });
    }
    expect((await errands.open(db, hub)).map(({ taker }) => taker?.firstName)).toEqual(['Ivy']);
    expect(
      await db.all(`SELECT hub FROM memberships JOIN people ON people.id = person_id
                         WHERE first_name = 'Ivy'`),
    ).toEqual([{ hub }]);
    const late = await newcomers.welcomeToErrand(db, { hub, id }, { ...IVY, firstName: 'Jim' }, NOW);
    expect(late).toEqual({ outcome: 'gone', session: null });
    expect(await db.all(`SELECT id FROM people WHERE first_name = 'Jim'`)).toEqual([]);
  });

  test('nobody is entered for a job that cannot be theirs', async () => {
    const rota = await buildRota(await fresh());
    const open = await rota.makeJob({ keyHolder: true });
    const welcomed = await newcomers.welcome(rota.db, await rota.shift(open), IVY, NOW);
    expect(welcomed).toEqual({ outcome: 'needs-key', session: null });
    expect(await rota.db.all(`SELECT id FROM people WHERE first_name = 'Ivy'`)).toEqual([]);
  });
});
