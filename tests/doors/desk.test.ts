import { expect, test } from 'vitest';
import * as details from '#server/meetups/details.ts';
import * as needs from '#server/people/needs.ts';
import * as desk from '../../src/routes/[hub]/desk/meetups/[id]/desk.ts';
import { eachDatabase } from '../helpers/databases.ts';
import { NOW } from '../helpers/neighbours.ts';
import { buildVillage, get, join, planTea } from '../helpers/plans.ts';

eachDatabase((fresh) => {
  test('what somebody told the host is read by the hosts of that date, and not by another host of the hub', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-04-06`;
    const cyd = await join(village, id, 'Cyd');
    const told = { person: cyd, words: 'No nuts, please', carer: false };
    await details.say(village.db, await get(village, id), told, NOW);
    const { endsAt } = await get(village, id);
    const readBy = async (person: string) => {
      const { expected, wordsEnd } = await desk.of(village.db, await get(village, id), person, NOW);
      return [...expected.map(({ words }) => words), wordsEnd];
    };
    // No copy on a device is to outlive what is deleted here.
    expect(await readBy(village.bert)).toEqual(['No nuts, please', endsAt + needs.KEPT_FOR]);
    expect(await readBy(village.dot)).toEqual([null, null]);
  });
});
