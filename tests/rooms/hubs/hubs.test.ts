import { expect, it } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  it('a hub gets an address made from its name, and the next of that name another', async () => {
    const db = await fresh();
    expect(await startHub(db, 'Stainsacre Social')).toBe('stainsacre-social');
    expect(await startHub(db, 'Stainsacre Social!')).toBe('stainsacre-social-2');
    expect(await hubs.find(db, 'stainsacre-social')).toEqual({
      slug: 'stainsacre-social',
      name: 'Stainsacre Social',
      place: 'Stainsacre',
      zone: 'Europe/London',
      about: '',
    });
    expect(await hubs.count(db)).toBe(2);
  });

  it('a hub is found by words of its name or its place, in any order', async () => {
    const db = await fresh();
    await startHub(db, 'The old shelter');
    await startHub(db, '100% wool');
    const names = async (words: string) => (await hubs.search(db, words)).map((hub) => hub.name);
    expect(await names('stainsacre shelt')).toEqual(['The old shelter']);
    expect(await names('OLD')).toEqual(['The old shelter']);
    expect(await names('whitby')).toEqual([]);
    expect(await names('0%')).toEqual(['100% wool']);
    expect(await names('_')).toEqual([]);
    expect(await names('  ')).toEqual(['100% wool', 'The old shelter']);
  });

  it('somebody sees the hubs they belong to', async () => {
    const db = await fresh();
    const shelter = await startHub(db);
    await startHub(db, 'Mill Street');
    const cyd = await settle(db, shelter, { firstName: 'Cyd' });
    expect((await hubs.ofPerson(db, cyd)).map((hub) => hub.slug)).toEqual(['the-shelter']);
  });

  it('a hub can change its words but keeps its address', async () => {
    const db = await fresh();
    const shelter = await startHub(db, 'The shelter', NOW);
    await db.write((tx) =>
      hubs.describe(tx, shelter, { name: 'The warm shelter', place: 'Hawsker', about: 'Tea' }),
    );
    expect(await hubs.find(db, 'the-shelter')).toMatchObject({ name: 'The warm shelter', about: 'Tea' });
  });
});
