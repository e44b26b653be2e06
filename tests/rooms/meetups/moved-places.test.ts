import { expect, test } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as movedPlaces from '#server/meetups/moved-places.ts';
import * as venues from '#server/meetups/venues.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, planTea, type Village } from '../../helpers/plans.ts';

const WORDS = { kind: 'public', name: 'The old bus shelter' } as const;

/** Who has a letter, and about which date, as "kind first-name date". */
async function told(db: Database): Promise<string[]> {
  const rows = await db.all(
    `SELECT l.kind || ' ' || p.first_name || ' ' || substr(l.subject, -10) AS line
       FROM letters l
       JOIN people p ON p.id = l.person_id
      WHERE l.kind = 'moved'
      ORDER BY line`,
  );
  return rows.map(({ line }) => String(line));
}

async function expectCydTwice(village: Village): Promise<string> {
  const tea = await planTea(village);
  await join(village, `${tea}-2027-04-06`, 'Cyd');
  const { id } = await get(village, `${tea}-2027-05-04`);
  await join(village, id, 'Fay', 'maybe');
  return tea;
}

eachDatabase((fresh) => {
  test('when a place turns out to be elsewhere, whoever is expected there is told, each once, and not who says so', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada: by, shelter: id } = village;
    await expectCydTwice(village);
    expect(await movedPlaces.expectedAt(db, hub, id, NOW)).toBe(4);
    const change = { hub, id, by, samePlace: false, ...WORDS, address: 'Station Road' };
    expect(await movedPlaces.change(db, change, NOW)).toBe('changed');
    // Bert hosts both dates: the soonest is enough.
    expect(await told(db)).toEqual(['moved Bert 2027-04-06', 'moved Cyd 2027-04-06', 'moved Fay 2027-05-04']);
    await movedPlaces.change(db, change, NOW + 60);
    expect(await told(db)).toHaveLength(3);
  });

  test('what helps to decide, but not to find it, is told to nobody', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada: by, shelter: id } = village;
    await expectCydTwice(village);
    const facts = { keyWith: 'Bert', roomFor: 12, access: { warm: 'no' } } as const;
    await movedPlaces.change(db, { hub, id, by, samePlace: false, ...WORDS, ...facts }, NOW);
    expect(await told(db)).toEqual([]);
  });

  test('the same place, only said better, is told to nobody, and calendars take it all the same', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada: by, shelter: id } = village;
    const tea = await expectCydTwice(village);
    const { sequence } = await get(village, `${tea}-2027-04-06`);
    const change = { hub, id, by, samePlace: true, ...WORDS, directions: 'Opposite the chapel' };
    await movedPlaces.change(db, change, NOW);
    expect(await told(db)).toEqual([]);
    expect((await get(village, `${tea}-2027-04-06`)).sequence).toBe(sequence + 1);
  });

  test('a place of another hub stays as it is, and nobody is told', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada: by, hub, shelter: id } = village;
    await expectCydTwice(village);
    const change = { hub: 'elsewhere', id, by, samePlace: false, ...WORDS, address: 'Mine' };
    expect(await movedPlaces.change(db, change, NOW)).toBe('unknown');
    expect((await venues.find(db, hub, id))!.address).toBe('');
    expect(await told(db)).toEqual([]);
  });
});
