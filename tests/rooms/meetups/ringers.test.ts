import { expect, test } from 'vitest';
import * as ringers from '#server/meetups/ringers.ts';
import * as letters from '#server/outbox/letters.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle } from '../../helpers/neighbours.ts';
import { buildVillage, get, lettersAbout, planTea } from '../../helpers/plans.ts';

const DAY = 86_400;

eachDatabase((fresh) => {
  test('the other hosts of the date come first, then all who may see telephone numbers', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, dot, hub } = village;
    await settle(db, hub, { firstName: 'Cyd' });
    const meetup = await get(village, `${await planTea(village, { hosts: [ada, dot] })}-2027-04-06`);
    const names = async (by: string) => (await ringers.list(db, meetup, by)).map((one) => one.firstName);
    expect(await names(ada)).toEqual(['Dot', 'Bert']);
    expect(await names(dot)).toEqual(['Ada', 'Bert']);
  });

  test('somebody is asked once a day, and it shows when they saw it', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert, hub } = village;
    const meetup = await get(village, `${await planTea(village)}-2027-04-06`);
    const ask = (now: number) => ringers.ask(db, meetup, { person: bert, by: ada }, now);
    expect(await Promise.all([ask(NOW), ask(NOW)])).toEqual(['asked', 'asked']);
    expect(await lettersAbout(village, meetup.id)).toEqual(['help-ring Bert']);
    await ask(NOW + DAY);
    expect(await lettersAbout(village, meetup.id)).toEqual(['help-ring Bert', 'help-ring Bert']);
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    expect(await ringers.ask(db, meetup, { person: cyd, by: ada }, NOW)).toBe('not-here');
    expect(await ringers.ask(db, meetup, { person: bert, by: ada }, meetup.endsAt)).toBe('past');
    const letter = await db.one('SELECT id FROM letters ORDER BY made_at DESC LIMIT 1');
    await letters.markReached(db, String(letter!.id), 'opened', NOW + DAY + 60);
    expect((await ringers.list(db, meetup, ada))[0]).toMatchObject({
      firstName: 'Bert',
      askedAt: NOW + DAY,
      sawAt: NOW + DAY + 60,
    });
  });
});
