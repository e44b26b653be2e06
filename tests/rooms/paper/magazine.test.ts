import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { countWords, monthOf, textOf, type Month } from '#server/paper/magazine.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, planTea, type Village } from '../../helpers/plans.ts';

const ORIGIN = 'https://natter.example';

async function april(village: Village): Promise<Month> {
  return monthOf(village.db, (await hubs.find(village.db, village.hub))!, '2027-04', ORIGIN, NOW);
}

const sentence = fc
  .array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 40 })
  .map((all) => all.join(' '));
const village = fc.record({
  hubName: sentence,
  month: fc.constant('April 2027'),
  toType: fc.constant('natter.example/stainsacre-social'),
  toRing: fc.option(fc.record({ firstName: sentence, telephone: fc.constant('0 1 9 4 7 6 0 0 1 2 3') })),
  entries: fc.array(
    fc.record({
      title: sentence,
      days: fc.constantFrom('Tuesday 6 April', 'Tuesday 6, 13, 20 and 27 April'),
      time: fc.constantFrom('12 noon', '10.30 in the morning'),
      where: sentence,
      more: sentence,
      cancelled: fc.boolean(),
    }),
    { maxLength: 25 },
  ),
});

test('a text never has more words than asked for, whatever a village is like', () => {
  fc.assert(
    fc.property(village, (month) => {
      for (const most of [60, 120]) {
        const text = textOf(month, most);
        expect(countWords(text)).toBeLessThanOrEqual(most);
        expect(text).toContain('natter.example/stainsacre-social');
      }
    }),
    { numRuns: 300 },
  );
});

test('what does not fit is counted, and what is cancelled is told before anything else', () => {
  const entry = { title: 'Tea', days: 'Tuesday 6 April', time: '10.30 in the morning', where: 'The shelter' };
  const entries = Array.from({ length: 12 }, (_, i) => ({
    ...entry,
    title: `Tea ${i}`,
    more: '',
    cancelled: i === 11,
  }));
  const month = {
    hubName: 'Stainsacre Social',
    month: 'April 2027',
    toType: 'n.example/s',
    toRing: null,
    entries,
  };
  const text = textOf(month, 60);
  expect(text).toContain('NOT on Tuesday 6 April: Tea 11.');
  const told = text.split('\n').filter((line) => /^Tea|^NOT/.test(line)).length;
  expect(text).toContain(`And ${12 - told} more.`);
});

eachDatabase((fresh) => {
  test('it says what is on in plain words, dates of one meet-up together', async () => {
    const village = await buildVillage(await fresh());
    const { db, bert } = village;
    await db.write((tx) =>
      tx.run(`UPDATE people SET telephone = '01947 600123', telephone_public = 1 WHERE id = :bert`, { bert }),
    );
    const tea = await planTea(village, { words: 'Cake and a chat.\nMore here.', bring: 'a mug' });
    await planTea(village, { title: 'Walk', start: '2027-04-03T14:00', rrule: 'FREQ=WEEKLY', hosts: [bert] });
    const off = await get(village, `${tea}-2027-05-04`);
    await cancelling.cancel(db, off, { by: village.ada, because: 'Snow' }, NOW);
    expect(textOf(await april(village), 60)).toBe(
      [
        'Stainsacre Social in April 2027',
        'Walk: Saturday 3, 10, 17 and 24 April, 2 in the afternoon, The old bus shelter.',
        'Tea at the shelter: Tuesday 6 April, 10.30 in the morning, The old bus shelter. Cake and a chat. Bring: a mug.',
        'Everybody is welcome.',
        'See natter.example/stainsacre-social',
      ].join('\n'),
    );
    const may = await monthOf(db, (await hubs.find(db, village.hub))!, '2027-05', ORIGIN, NOW);
    expect(textOf(may, 60)).toContain('NOT on Tuesday 4 May: Tea at the shelter.');
  });

  test('nothing private is in it: no home, no guest, nothing that is not listed', async () => {
    const village = await buildVillage(await fresh());
    const { db, house, dot, ada } = village;
    const words = 'Ring at 12 Mill Lane, the green door.';
    const home = await planTea(village, { title: 'Supper', venueId: house, hosts: [dot, ada], words });
    await join(village, `${home}-2027-04-06`, 'Cyd');
    const hidden = await planTea(village, { title: 'Hidden' });
    await db.write((tx) =>
      tx.run('UPDATE series SET unlisted_at = :now WHERE id = :hidden', { hidden, now: NOW }),
    );
    const text = textOf(await april(village), 120);
    expect(text).toContain('Supper: Tuesday 6 April, 10.30 in the morning, a house in Mill Lane.');
    expect(text).not.toMatch(/12 Mill|green door|Cyd|Dot|Hidden/);
  });

  test('a month with nothing in it says so', async () => {
    const village = await buildVillage(await fresh());
    expect(textOf(await april(village), 60)).toBe(
      'Stainsacre Social in April 2027\nNothing is planned yet.\nSee natter.example/stainsacre-social',
    );
  });
});
