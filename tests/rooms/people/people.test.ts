import { expect, it } from 'vitest';
import { isConstraint } from '#server/db/database.ts';
import * as people from '#server/people/people.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  it('a first name is all a neighbour needs', async () => {
    const db = await fresh();
    const cyd = await db.write((tx) => people.enter(tx, { firstName: ' Cyd ' }, NOW));
    expect(await people.find(db, cyd)).toMatchObject({
      firstName: 'Cyd',
      mail: null,
      telephone: null,
      told: 'everything',
      remindEvening: true,
    });
  });

  it('a mail address is the same however it is typed, and belongs to one person', async () => {
    const db = await fresh();
    const ada = await db.write((tx) =>
      people.enter(tx, { firstName: 'Ada', mail: ' Ada@Example.org ' }, NOW),
    );
    expect((await people.findByMail(db, 'ADA@example.org'))?.id).toBe(ada);
    const second = db.write((tx) => people.enter(tx, { firstName: 'Eve', mail: 'ada@example.org' }, NOW));
    await expect(second).rejects.toSatisfy(isConstraint);
  });

  it('people are found through their own hub alone', async () => {
    const db = await fresh();
    const [shelter, street] = [await startHub(db), await startHub(db, 'Mill Street')];
    const cyd = await settle(db, shelter, { firstName: 'Cyd' });
    expect((await people.findInHub(db, shelter, cyd))?.firstName).toBe('Cyd');
    expect(await people.findInHub(db, street, cyd)).toBeNull();
    expect(await people.ofHub(db, street)).toEqual([]);
  });

  it('joining a hub twice changes nothing', async () => {
    const db = await fresh();
    const shelter = await startHub(db);
    const cyd = await settle(db, shelter, { firstName: 'Cyd' });
    await db.write((tx) => people.joinHub(tx, cyd, shelter, NOW + 1));
    expect(await people.ofHub(db, shelter)).toHaveLength(1);
  });
});
