import { expect, test } from 'vitest';
import * as leaving from '#server/meetups/leaving.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { askHosts } from '#server/reminders/asking.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, lettersAbout, planTea, whatsOn } from '../../helpers/plans.ts';

eachDatabase((fresh) => {
  test('when whose home it is erases themselves, what is ahead there is cancelled and told', async () => {
    const village = await buildVillage(await fresh());
    const { db, dot, bert, house } = village;
    const tea = await planTea(village, { venueId: house, hosts: [dot, bert] });
    const may = `${tea}-2027-05-04`;
    await join(village, may, 'Cyd');
    expect(await leaving.leftBehind(db, dot, NOW)).toMatchObject([
      { meetup: { startsLocal: '2027-04-06T10:30' }, atHome: true, others: ['Bert'], people: 0 },
    ]);
    expect(await leaving.erase(db, dot, NOW)).toEqual({ outcome: 'erased' });
    expect(await lettersAbout(village, may)).toEqual(['cancelled Bert', 'cancelled Cyd']);
    expect(await whatsOn(village, 9)).toEqual([
      '2027-04-06 10:30 Tea at the shelter (cancelled)',
      '2027-05-04 10:30 Tea at the shelter (cancelled)',
    ]);
    expect(await lettersAbout(village, tea)).toEqual(['host-gone Ada', 'host-gone Bert']);
  });

  test('one date that was to be in their home is cancelled, the rest of its row is not', async () => {
    const village = await buildVillage(await fresh());
    const { db, dot, house } = village;
    const tea = await planTea(village);
    const may = `${tea}-2027-05-04`;
    await join(village, may, 'Cyd');
    await db.write((tx) => tx.run('UPDATE meetups SET venue_id = :house WHERE id = :may', { house, may }));
    await leaving.erase(db, dot, NOW);
    expect(await whatsOn(village, 3)).toEqual([
      '2027-04-06 10:30 Tea at the shelter',
      '2027-05-04 10:30 Tea at the shelter (cancelled)',
      '2027-06-01 10:30 Tea at the shelter',
    ]);
  });

  test('what they hosted elsewhere stays, and the other host and the keepers are asked to look', async () => {
    const village = await buildVillage(await fresh());
    const { db, dot, bert } = village;
    const tea = await planTea(village, { hosts: [dot, bert] });
    const april = `${tea}-2027-04-06`;
    await join(village, april, 'Cyd');
    await stillOn.confirm(db, await get(village, april), dot, NOW);
    await leaving.erase(db, dot, NOW);
    const meetup = await get(village, april);
    expect(meetup.hosts.map(({ firstName }) => firstName)).toEqual(['Bert']);
    expect(meetup.cancelledAt).toBeNull();
    expect(meetup.confirmedAt).toBeNull();
    expect(await lettersAbout(village, tea)).toEqual(['host-gone Ada', 'host-gone Bert']);
  });

  test('what nobody hosts any more is never shown as on, and the keepers are asked', async () => {
    const village = await buildVillage(await fresh());
    const { db, dot, hub } = village;
    const walk = await planTea(village, { rrule: null, start: '2027-03-06T10:30', hosts: [dot] });
    const id = `${walk}-2027-03-06`;
    await join(village, id, 'Cyd');
    const later = instantOf('2027-03-04T10:00', 'Europe/London');
    expect(stillOn.standing(await get(village, id), later)).toBe('confirmed');
    await leaving.erase(db, dot, NOW);
    expect(stillOn.standing(await get(village, id), later)).toBe('check-first');
    await askHosts(db, later);
    expect(await lettersAbout(village, id)).toEqual(['still-on Ada']);
    expect(await meetups.upcoming(db, hub, NOW, { limit: 5 })).toHaveLength(1);
  });

  test('somebody who hosts nothing leaves nothing behind', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const cyd = await join(village, `${tea}-2027-04-06`, 'Cyd');
    expect(await leaving.leftBehind(village.db, cyd, NOW)).toEqual([]);
    await leaving.erase(village.db, cyd, NOW);
    expect(await lettersAbout(village, tea)).toEqual([]);
  });

  test('the last keeper hands over first, and nothing is cancelled meanwhile', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert, hub } = village;
    const tea = await planTea(village, { hosts: [ada, bert] });
    expect(await leaving.erase(db, ada, NOW)).toEqual({ outcome: 'hand-over-first', hubs: [hub] });
    expect(await lettersAbout(village, tea)).toEqual([]);
  });
});
