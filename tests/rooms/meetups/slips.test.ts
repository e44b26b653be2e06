import { expect, test } from 'vitest';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as slips from '#server/meetups/slips.ts';
import * as needs from '#server/people/needs.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, planTea, type Village } from '../../helpers/plans.ts';

const slip = (village: Village) => ({
  hub: village.hub,
  firstName: 'Ivy',
  telephone: '01947 600123',
  dates: [],
  lift: true,
  help: false,
  once: 'a slip',
  by: village.bert,
});

eachDatabase((fresh) => {
  test('a slip counts once however often it is sent, and its host reads that a lift is needed', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const dates = [await get(village, `${tea}-2027-04-06`), await get(village, `${tea}-2027-05-04`)];
    const first = await slips.keyIn(village.db, { ...slip(village), dates }, NOW);
    const again = await slips.keyIn(village.db, { ...slip(village), dates }, NOW);
    expect(again).toEqual(first);
    expect(first.outcomes).toEqual(['coming', 'coming']);
    for (const { id } of dates) {
      expect(await rsvps.count(village.db, id)).toBe(1);
      const [said] = await rsvps.expected(village.db, id);
      expect(said).toMatchObject({ firstName: 'Ivy', said: 'slip', enteredBy: village.bert });
      expect(await needs.of(village.db, id, first.person, NOW)).toBe('Needs a lift');
    }
  });

  test('without a date they are only written down as a neighbour', async () => {
    const village = await buildVillage(await fresh());
    const { person, outcomes } = await slips.keyIn(village.db, slip(village), NOW);
    expect(outcomes).toEqual([]);
    const row = await village.db.one('SELECT hub FROM memberships WHERE person_id = :person', { person });
    expect(row).toEqual({ hub: village.hub });
  });
});
