import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, lettersAbout, planTea, whatsOn } from '../../helpers/plans.ts';

eachDatabase((fresh) => {
  test('cancelling a date tells everybody who counts on it, by every way', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada } = village;
    const id = `${await planTea(village)}-2027-04-06`;
    await join(village, id, 'Cyd');
    await join(village, id, 'Fay', 'maybe');
    await join(village, id, 'Eve', 'not-this-time');
    const because = 'The roof leaks';
    const meetup = await get(village, id);
    expect(await cancelling.cancel(db, meetup, { by: ada, because }, NOW)).toBe('cancelled');
    // Bert hosts it with Ada, who cancelled it and knows.
    expect(await lettersAbout(village, id)).toEqual(['cancelled Bert', 'cancelled Cyd', 'cancelled Fay']);
    const letter = await db.one('SELECT ways, due_at, use_by FROM letters LIMIT 1');
    expect(letter).toMatchObject({ ways: 'all', due_at: NOW, use_by: meetup.endsAt });
    const after = await get(village, id);
    expect(after).toMatchObject({
      cancelledAt: NOW,
      cancelledBecause: because,
      sequence: meetup.sequence + 1,
    });
    expect(await whatsOn(village, 2)).toEqual([
      '2027-04-06 10:30 Tea at the shelter (cancelled)',
      '2027-05-04 10:30 Tea at the shelter',
    ]);
  });

  test('a date that nobody has joined can be cancelled too', async () => {
    const village = await buildVillage(await fresh());
    const meetup = await get(village, `${await planTea(village)}-2027-04-06`);
    expect(await cancelling.cancel(village.db, meetup, { by: null, because: '' }, NOW)).toBe('cancelled');
    expect(await whatsOn(village, 1)).toEqual(['2027-04-06 10:30 Tea at the shelter (cancelled)']);
  });

  test('of two hosts who cancel at once, one is told that it was done already', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert } = village;
    const id = `${await planTea(village)}-2027-04-06`;
    await join(village, id, 'Cyd');
    const meetup = await get(village, id);
    const outcomes = await Promise.all([
      cancelling.cancel(db, meetup, { by: ada, because: '' }, NOW),
      cancelling.cancel(db, meetup, { by: bert, because: '' }, NOW),
    ]);
    expect(outcomes.sort()).toEqual(['already', 'cancelled']);
    expect((await lettersAbout(village, id)).filter((letter) => letter.endsWith('Cyd'))).toHaveLength(1);
  });

  test('what is over cannot be cancelled', async () => {
    const village = await buildVillage(await fresh());
    const meetup = await get(village, `${await planTea(village)}-2027-04-06`);
    const later = meetup.endsAt + DAY;
    expect(await cancelling.cancel(village.db, meetup, { by: null, because: '' }, later)).toBe('past');
    expect(await lettersAbout(village, meetup.id)).toEqual([]);
  });

  test('a date that is back on tells everybody again, and may be cancelled once more', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada } = village;
    const id = `${await planTea(village)}-2027-04-06`;
    await join(village, id, 'Cyd');
    const by = { by: ada, because: '' };
    await cancelling.cancel(db, await get(village, id), by, NOW);
    const cancelled = await get(village, id);
    const both = [1, 2].map(() => cancelling.bringBack(db, cancelled, { by: ada }, NOW + 60));
    expect((await Promise.all(both)).sort()).toEqual(['already', 'back-on']);
    expect(await get(village, id)).toMatchObject({ cancelledAt: null, confirmedAt: NOW + 60, sequence: 2 });
    await cancelling.cancel(db, await get(village, id), by, NOW + 120);
    const toCyd = (await lettersAbout(village, id)).filter((letter) => letter.endsWith('Cyd'));
    expect(toCyd).toEqual(['back-on Cyd', 'cancelled Cyd', 'cancelled Cyd']);
  });
});
