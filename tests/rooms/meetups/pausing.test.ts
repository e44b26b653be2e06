import { expect, test } from 'vitest';
import * as meetups from '#server/meetups/meetups.ts';
import * as pausing from '#server/meetups/pausing.ts';
import { instantOf } from '#server/meetups/recurrence.ts';
import * as series from '#server/meetups/series.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import {
  buildVillage,
  get,
  join,
  lettersAbout,
  planTea,
  whatsOn,
  type Village,
} from '../../helpers/plans.ts';

const days = (dates: string[]) => dates.map((date) => date.slice(5, 10) + date.slice(35));

/** From 1 June, back on 3 August. */
function overSummer({ hub, ada }: Village, id: string, joined: 'keep' | 'cancel') {
  return { hub, id, by: ada, joined, because: 'Summer', from: '2027-06-01', backOn: '2027-08-03' };
}

eachDatabase((fresh) => {
  test('a series that pauses for the summer is back on its day', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    expect(await pausing.pause(village.db, overSummer(village, tea, 'keep'), NOW)).toBe('paused');
    expect(days(await whatsOn(village, 3))).toEqual(['04-06', '05-04', '08-03']);
    expect(await meetups.find(village.db, village.hub, `${tea}-2027-06-01`, NOW)).toBeNull();
  });

  test('a joined date in the pause is kept, or cancelled and told, as the host chooses', async () => {
    for (const joined of ['keep', 'cancel'] as const) {
      const village = await buildVillage(await fresh());
      const tea = await planTea(village);
      await join(village, `${tea}-2027-07-06`, 'Cyd');
      await join(village, `${tea}-2027-06-01`, 'Eve', 'not-this-time');
      const { hub, ada } = village;
      const affected = await pausing.joinedIn(
        village.db,
        { hub, id: tea, by: ada },
        { from: '2027-06-01', to: '2027-08-03' },
        NOW,
      );
      expect(affected.map(({ meetup, concerned }) => [meetup.originalDate, concerned[0]!.firstName])).toEqual(
        [['2027-07-06', 'Cyd']],
      );
      await pausing.pause(village.db, overSummer(village, tea, joined), NOW);
      const july = joined === 'keep' ? '07-06' : '07-06 (cancelled)';
      expect(days(await whatsOn(village, 4))).toEqual(['04-06', '05-04', july, '08-03']);
      const letters = await lettersAbout(village, `${tea}-2027-07-06`);
      expect(letters).toEqual(joined === 'keep' ? [] : ['cancelled Bert', 'cancelled Cyd']);
    }
  });

  test('a pause can be taken back, and one that has begun ends today', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    await pausing.pause(db, overSummer(village, tea, 'keep'), NOW);
    const ended = { hub, id: tea, from: '2027-06-01' };
    expect(await pausing.resume(db, ended, NOW)).toBe('resumed');
    expect(await pausing.resume(db, ended, NOW)).toBe('already');
    expect(days(await whatsOn(village, 3))).toEqual(['04-06', '05-04', '06-01']);

    await pausing.pause(db, overSummer(village, tea, 'keep'), NOW);
    const inJune = instantOf('2027-06-20T12:00', 'Europe/London');
    expect(await pausing.resume(db, ended, inJune)).toBe('resumed');
    expect(await meetups.find(db, hub, `${tea}-2027-06-01`, inJune)).toBeNull();
    expect((await whatsOn(village, 1, inJune))[0]).toContain('2027-07-06');
  });

  test('a pause must end after it begins, and belongs to a series of the hub', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const pause = overSummer(village, tea, 'keep');
    expect(await pausing.pause(village.db, { ...pause, backOn: '2027-06-01' }, NOW)).toBe('backwards');
    expect(await pausing.pause(village.db, { ...pause, hub: 'elsewhere' }, NOW)).toBe('unknown');
    expect((await series.find(village.db, village.hub, tea))!.pauses).toEqual([]);
  });

  test('a series that ends has no dates from that day on, but those that people have joined', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await planTea(village);
    await join(village, `${tea}-2027-07-06`, 'Cyd');
    const end = { hub, id: tea, by: ada, joined: 'keep', because: '', from: '2027-05-01' } as const;
    const both = [1, 2].map(() => pausing.end(db, end, NOW));
    expect((await Promise.all(both)).sort()).toEqual(['already', 'ended']);
    expect(days(await whatsOn(village, 9))).toEqual(['04-06', '07-06']);
    expect(await pausing.goOn(db, { hub, id: tea }, NOW)).toBe('going-on');
    expect(days(await whatsOn(village, 3))).toEqual(['04-06', '05-04', '06-01']);
  });

  test('an end that cancels tells those who had joined', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await planTea(village);
    await join(village, `${tea}-2027-07-06`, 'Cyd');
    await pausing.end(db, { hub, id: tea, by: ada, joined: 'cancel', because: '', from: '2027-05-01' }, NOW);
    expect(await lettersAbout(village, `${tea}-2027-07-06`)).toEqual(['cancelled Bert', 'cancelled Cyd']);
    expect((await get(village, `${tea}-2027-07-06`)).cancelledAt).toBe(NOW);
  });
});
