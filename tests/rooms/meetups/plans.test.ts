import { expect, test } from 'vitest';
import { MOST_DATES, refusals, type Plan } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';
import { buildVillage, lettersAbout, get, planTea, teaPlan, whatsOn } from '../../helpers/plans.ts';

eachDatabase((fresh) => {
  test('a plan that cannot be is refused, and told why', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada, dot, house } = village;
    const refused = (changes: Partial<Plan>) => refusals(db, hub, { ...teaPlan(village), ...changes }, NOW);
    expect(await refused({})).toEqual([]);
    expect(await refused({ venueId: 'nowhere' })).toEqual(['no-such-venue']);
    expect(await refused({ hosts: [] })).toEqual(['no-host']);
    expect(await refused({ venueId: house, hosts: [dot] })).toEqual(['home-needs-second-host']);
    expect(await refused({ venueId: house, hosts: [dot, dot] })).toEqual(['home-needs-second-host']);
    expect(await refused({ venueId: house, hosts: [dot, ada] })).toEqual([]);
    expect(await refused({ start: '2027-03-01T10:30' })).toEqual(['in-the-past']);
    expect(await refused({ start: '2027-03-02T07:00' })).toEqual([]);
    expect(await refused({ start: '2029-04-03T10:30' })).toEqual(['too-far-ahead']);
    expect(await refused({ rrule: null, extra: ['2027-01-01T10:30'] })).toEqual(['in-the-past']);
    const many = Array.from(
      { length: MOST_DATES },
      (_, i) => `2027-06-${String((i % 28) + 1).padStart(2, '0')}T10:30`,
    );
    expect(await refused({ rrule: null, extra: many })).toEqual(['too-many-dates']);
    expect(await refused({ rrule: 'FREQ=SECONDLY' })).toEqual(['no-dates']);
  });

  test('a host of another hub, and a venue of another hub, are not known here', async () => {
    const village = await buildVillage(await fresh());
    const elsewhere = await startHub(village.db, 'Elsewhere');
    const eve = await settle(village.db, elsewhere, { firstName: 'Eve' });
    const plan = { ...teaPlan(village), hosts: [eve] };
    expect(await refusals(village.db, village.hub, plan, NOW)).toEqual(['host-not-here']);
    expect(await refusals(village.db, elsewhere, plan, NOW)).toEqual(['no-such-venue']);
  });

  test('who is put down as a host by somebody else is told so, of the first date', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await series.plan(db, { hub, by: ada, ...teaPlan(village) }, NOW);
    expect(await lettersAbout(village, `${tea}-2027-04-06`)).toEqual(['hosting Bert']);
  });

  test('the same form sent twice is one series', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const plan = { hub, by: ada, once: 'abc', ...teaPlan(village) };
    const ids = await Promise.all([1, 2, 3].map(() => series.plan(db, plan, NOW)));
    expect(new Set(ids).size).toBe(1);
    expect(await series.plan(db, { ...plan, once: 'def' }, NOW)).not.toBe(ids[0]);
    expect(await whatsOn(village, 9)).toHaveLength(9);
  });

  test('a series begins on the first date of its rule', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { start: '2027-03-10T10:30' });
    expect((await series.find(village.db, village.hub, tea))!.start).toBe('2027-04-06T10:30');
    expect((await get(village, `${tea}-2027-04-06`)).repeats).toBe(true);
  });

  test('a list has its dates and no others', async () => {
    const village = await buildVillage(await fresh());
    const extra = ['2027-04-21T18:00', '2027-05-05T18:00'];
    await planTea(village, { start: '2027-04-07T18:00', rrule: null, extra });
    expect((await whatsOn(village, 9)).map((one) => one.slice(0, 10))).toEqual([
      '2027-04-07',
      '2027-04-21',
      '2027-05-05',
    ]);
  });
});
