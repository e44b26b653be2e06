import { expect, it } from 'vitest';
import * as directory from '#server/people/directory.ts';
import * as entries from '#server/people/entries.ts';
import * as people from '#server/people/people.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

const NOBODY_ELSE = { telephone: null, mail: null, inPersonThrough: null };

eachDatabase((fresh) => {
  async function village() {
    const db = await fresh();
    const shelter = await startHub(db);
    const ada = await settle(db, shelter, { firstName: 'Ada', mail: 'ada@example.org', proved: true });
    await makeRole(db, ada, shelter, 'keeper');
    return { db, shelter, ada };
  }

  it('a host enters somebody who has no device, once however often the form is sent', async () => {
    const { db, shelter, ada } = await village();
    const form = { hub: shelter, by: ada, form: 'a-form' };
    const cyd = { firstName: 'Cyd', telephone: '01947 600 111', mail: null, inPersonThrough: 'Dot' };
    const first = await entries.enter(db, { ...cyd, ...form }, NOW);
    expect(await entries.enter(db, { ...cyd, ...form }, NOW)).toEqual(first);
    expect(await directory.list(db, shelter)).toMatchObject([
      { firstName: 'Ada', role: 'keeper' },
      { firstName: 'Cyd', role: 'neighbour', telephone: '01947 600 111', inPersonThrough: 'Dot', devices: 0 },
    ]);
  });

  it('an address somebody has is refused without saying whose it is, and the form may be put right', async () => {
    const { db, shelter, ada } = await village();
    const dot = { ...NOBODY_ELSE, firstName: 'Dot', hub: shelter, by: ada, form: 'a-form' };
    expect(await entries.enter(db, { ...dot, mail: 'Ada@example.org' }, NOW)).toEqual({
      outcome: 'mail-known',
    });
    expect(await entries.enter(db, { ...dot, mail: 'dot@example.org' }, NOW)).toMatchObject({
      outcome: 'entered',
    });
  });

  it('a host puts right what is known of somebody who does not sign in', async () => {
    const { db, shelter } = await village();
    const cyd = await settle(db, shelter, { firstName: 'Cid' });
    const right = { firstName: 'Cyd', telephone: '1', mail: 'cyd@example.org', inPersonThrough: 'Bert' };
    expect(await entries.correct(db, { ...right, hub: shelter, person: cyd })).toBe('corrected');
    expect(await people.find(db, cyd)).toMatchObject({ ...right, mailProvedAt: null });
    expect(await entries.correct(db, { ...right, mail: 'ada@example.org', hub: shelter, person: cyd })).toBe(
      'mail-known',
    );
  });

  it('a host cannot take over somebody by changing their mail address', async () => {
    const { db, shelter } = await village();
    const proved = await settle(db, shelter, { firstName: 'Fay', mail: 'fay@example.org', proved: true });
    const unproved = await settle(db, shelter, { firstName: 'Eve', mail: 'eve@example.org' });
    await makeRole(db, unproved, shelter, 'host');
    for (const person of [proved, unproved]) {
      const before = await people.find(db, person);
      await entries.correct(db, {
        ...NOBODY_ELSE,
        firstName: 'X',
        mail: 'mine@example.org',
        hub: shelter,
        person,
      });
      expect(await people.find(db, person)).toMatchObject({ firstName: 'X', mail: before!.mail });
    }
  });

  it('people of another hub are not here', async () => {
    const { db, shelter } = await village();
    const street = await startHub(db, 'Mill Street');
    const bert = await settle(db, street, { firstName: 'Bert' });
    const entry = { ...NOBODY_ELSE, firstName: 'X', hub: shelter, person: bert };
    expect(await entries.correct(db, entry)).toBe('not-here');
    expect(await roleGrants.change(db, { hub: shelter, person: bert, role: 'host', by: null }, NOW)).toBe(
      'not-here',
    );
    expect(await people.find(db, bert)).toMatchObject({ firstName: 'Bert' });
  });

  it('people are found by name, mail or telephone, however it is written', async () => {
    const { db, shelter } = await village();
    await settle(db, shelter, { firstName: 'Zoë', telephone: '01947 600 222', inPersonThrough: 'the shop' });
    const found = async (words: string) =>
      (await directory.list(db, shelter, words)).map(({ firstName }) => firstName);
    expect(await found('zoe')).toEqual(['Zoë']);
    expect(await found('ADA@')).toEqual(['Ada']);
    expect(await found('01947600222')).toEqual(['Zoë']);
    expect(await found('shop zo')).toEqual(['Zoë']);
    expect(await found('nobody')).toEqual([]);
    expect(await found(' ')).toEqual(['Ada', 'Zoë']);
  });

  it('a role takes the place of the one before', async () => {
    const { db, shelter, ada } = await village();
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    const roleOf = async () => (await directory.list(db, shelter)).find(({ id }) => id === bert)?.role;
    for (const role of ['host', 'keeper', 'host', 'neighbour'] as const) {
      await roleGrants.change(db, { hub: shelter, person: bert, role, by: ada }, NOW);
      expect(await roleOf()).toBe(role);
    }
  });

  it('the last keeper stays keeper until there is another', async () => {
    const { db, shelter, ada } = await village();
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    const step = (person: string, role: 'neighbour' | 'host' | 'keeper') =>
      roleGrants.change(db, { hub: shelter, person, role, by: ada }, NOW);
    expect(await step(ada, 'host')).toBe('last-keeper');
    await step(bert, 'keeper');
    const both = await Promise.all([step(ada, 'neighbour'), step(bert, 'neighbour')]);
    expect(both.sort()).toEqual(['changed', 'last-keeper']);
  });

  it('a host of one date who has no desk is told whom to ask, and nobody else is', async () => {
    const { db, shelter, ada } = await village();
    const [bert, cyd] = [
      await settle(db, shelter, { firstName: 'Bert' }),
      await settle(db, shelter, { firstName: 'Cyd' }),
    ];
    await makeRole(db, bert, shelter, 'host');
    const asked = (person: string) => roleGrants.whomToAsk(db, { hub: shelter, person });
    expect(await asked(cyd)).toEqual(['Ada']);
    expect([await asked(ada), await asked(bert)]).toEqual([null, null]);
  });
});
