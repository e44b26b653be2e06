import { expect, test } from 'vitest';
import * as goBetweens from '#server/people/go-betweens.ts';
import * as erasure from '#server/people/erasure.ts';
import * as ownData from '#server/people/own-data.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';
import { buildVillage } from '../../helpers/plans.ts';

const TOLD = { said: 'in-person', enteredBy: null } as const;

eachDatabase((fresh) => {
  async function mabelAndBert() {
    const village = await buildVillage(await fresh());
    const mabel = await settle(village.db, village.hub, { firstName: 'Mabel' });
    return { ...village, mabel, pair: { hub: village.hub, person: mabel, by: village.bert } };
  }

  test('whom somebody lets say things for them may do so, and nobody else, until either ends it', async () => {
    const { db, hub, mabel, bert, dot, pair } = await mabelAndBert();
    expect(await goBetweens.find(db, pair)).toBeNull();
    expect(await goBetweens.allow(db, { ...pair, ...TOLD }, NOW)).toBe('allowed');
    expect(await goBetweens.allow(db, { ...pair, ...TOLD }, NOW + 1)).toBe('allowed');
    expect(await goBetweens.find(db, pair)).toEqual({ id: mabel, firstName: 'Mabel' });
    expect(await goBetweens.find(db, { ...pair, by: dot })).toBeNull();
    // It holds one way.
    expect(await goBetweens.find(db, { hub, person: bert, by: mabel })).toBeNull();
    expect((await goBetweens.ofPerson(db, hub, mabel)).map(({ firstName }) => firstName)).toEqual(['Bert']);
    await goBetweens.end(db, pair);
    expect(await goBetweens.forWhom(db, hub, bert)).toEqual([]);
  });

  test('nobody says things for somebody of another hub, nor once either has left', async () => {
    const { db, hub, mabel, bert, pair } = await mabelAndBert();
    const elsewhere = await startHub(db, 'Elsewhere');
    const olga = await settle(db, elsewhere, { firstName: 'Olga' });
    expect(await goBetweens.allow(db, { ...pair, by: olga, ...TOLD }, NOW)).toBe('not-there');
    expect(await goBetweens.allow(db, { ...pair, person: olga, ...TOLD }, NOW)).toBe('not-there');
    expect(await goBetweens.allow(db, { ...pair, by: mabel, ...TOLD }, NOW)).toBe('not-there');
    await goBetweens.allow(db, { ...pair, ...TOLD }, NOW);
    await db.write((tx) => tx.run('DELETE FROM memberships WHERE person_id = :bert', { bert }));
    expect(await goBetweens.find(db, pair)).toBeNull();
    expect(await goBetweens.ofPerson(db, hub, mabel)).toEqual([]);
  });

  test('both find it in their own data, and it goes with either', async () => {
    const { db, hub, mabel, bert, pair } = await mabelAndBert();
    await goBetweens.allow(db, { ...pair, ...TOLD }, NOW);
    expect((await ownData.gather(db, mabel)).who_says_things_for_me).toMatchObject([{ other: 'Bert' }]);
    expect((await ownData.gather(db, bert)).for_whom_i_say_things).toMatchObject([{ other: 'Mabel' }]);
    await erasure.erase(db, mabel, NOW);
    expect(await goBetweens.forWhom(db, hub, bert)).toEqual([]);
    expect(await db.all('SELECT hub FROM go_betweens')).toEqual([]);
  });
});
