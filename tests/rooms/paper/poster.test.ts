import { expect, test } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as poster from '#server/paper/poster.ts';
import { a4, a5 } from '#server/paper/poster-pdf.ts';
import { printable } from '#server/paper/page.ts';
import * as slipCodes from '#server/paper/slip-codes.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, planTea, type Village } from '../../helpers/plans.ts';
import { embedsItsFonts, heightsOf, readPdf } from '../../helpers/read-pdf.ts';

async function posterOf(village: Village, id: string, whole = true) {
  const hub = (await hubs.find(village.db, village.hub))!;
  const asked = { hub, meetup: await get(village, id), whole };
  return poster.poster(village.db, asked, 'https://natter.example', NOW);
}

eachDatabase((fresh) => {
  test('lists the next six dates in words, cancelled ones as such, and is correct until the last', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const off = await get(village, `${tea}-2027-05-04`);
    await cancelling.cancel(village.db, off, { by: village.ada, because: 'Snow' }, NOW);
    const made = await posterOf(village, `${tea}-2027-04-06`);
    expect(made.dates.map(poster.dateLine)).toEqual([
      'Tuesday 6 April, 10.30 in the morning',
      'NOT Tuesday 4 May, 10.30 in the morning',
      'Tuesday 1 June, 10.30 in the morning',
      'Tuesday 6 July, 10.30 in the morning',
      'Tuesday 3 August, 10.30 in the morning',
      'Tuesday 7 September, 10.30 in the morning',
    ]);
    expect(made.correctUntil).toBe('2027-09-07');
    expect(made.rhythm).toBe('First Tuesday of the month, at 10.30 in the morning');
    const alone = await posterOf(village, `${tea}-2027-04-06`, false);
    expect(alone).toMatchObject({ rhythm: null, correctUntil: '2027-04-06' });
    expect(alone.address).toBe(`https://natter.example/stainsacre-social/meetups/${tea}-2027-04-06`);
    expect(alone.toType).toBe('natter.example/stainsacre-social');
  });

  test('of a home says the street alone, on the page and in the PDF', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { venueId: village.house, hosts: [village.dot, village.ada] });
    const made = await posterOf(village, `${tea}-2027-04-06`);
    expect(JSON.stringify(made)).not.toContain('12 Mill Lane');
    const { sides } = await readPdf(await a4(made));
    expect(sides[0]).toContain('A house in Mill Lane');
    expect(sides[0]).not.toContain('12 Mill Lane');
  });

  test('is one side of A4 with our typeface in it, with eight strips; the leaflet is there twice', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { bring: 'a mug' });
    const { db, bert } = village;
    await db.write((tx) =>
      tx.run(`UPDATE people SET telephone = '01947 600123', telephone_public = 1 WHERE id = :bert`, { bert }),
    );
    const made = await posterOf(village, `${tea}-2027-04-06`);
    const pdf = await a4(made);
    expect(embedsItsFonts(pdf)).toBe(true);
    const read = await readPdf(pdf);
    expect(read.sides).toHaveLength(1);
    expect(read.title).toBe('Tea at the shelter: poster');
    expect(read.sides[0]).toContain('Correct until Tuesday 7 September');
    expect(read.sides[0]!.split('Bert 01947 600123')).toHaveLength(9);
    const leaflet = await readPdf(await a5(made));
    expect(leaflet.sides).toHaveLength(1);
    expect(leaflet.sides[0]!.split('I need a lift')).toHaveLength(3);
    expect(leaflet.sides[0]!.split(`Code ${made.slipCode}`)).toHaveLength(3);
    // It lists four dates, so it is not correct for longer.
    expect(leaflet.sides[0]).toContain('Correct until Tuesday 6 July');
  });

  test('says all of an ordinary meet-up, in large letters, and until when above the strips and the slip', async () => {
    const village = await buildVillage(await fresh());
    const { db } = village;
    await db.write((tx) => tx.run(`UPDATE people SET telephone = '01947 600123', telephone_public = 1`));
    const about = { bring: 'a mug', cost: 'Free', words: 'Cake and a warm cushion.' };
    const made = await posterOf(village, `${await planTea(village, about)}-2027-04-06`);
    expect(made.toRing.length).toBeGreaterThan(1);
    for (const [pdf, torn] of [
      [await a4(made), 54],
      [await a5(made), 52],
    ] as const) {
      const { sides } = await readPdf(pdf);
      for (const words of ['Bring: a mug', 'Cost: Free', 'Cake and a warm cushion.'])
        expect(sides[0]).toContain(words);
      for (const height of await heightsOf(pdf, 'Correct until')) expect(height).toBeGreaterThan(torn * 2.83);
    }
  });

  test('stays on one side whatever somebody has written', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, {
      title: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch tea, cake and a very long afternoon',
      words: 'So much to say about it. '.repeat(80),
      bring: 'everything '.repeat(15),
    });
    const made = await posterOf(village, `${tea}-2027-04-06`);
    for (const pdf of [await a4(made), await a5(made)]) {
      const { sides } = await readPdf(pdf);
      expect(sides).toHaveLength(1);
      expect(sides[0]).toContain('Correct until');
      expect(sides[0]).toContain('…');
      // What is cut off is never a date.
      expect(sides[0]).toContain('Tuesday 6 July');
    }
  });

  test('a code on a slip finds its series, however it is typed, and no other', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const knit = await planTea(village, { title: 'Knit' });
    const code = slipCodes.codeOf(tea);
    expect(code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{2}$/);
    expect(slipCodes.codeOf(knit)).not.toBe(code);
    const find = (typed: string) => slipCodes.seriesOf(village.db, village.hub, typed);
    expect(await find(code)).toEqual([tea]);
    expect(await find(` ${code.toLowerCase().replace('-', ' ')} `)).toEqual([tea]);
    expect(await find('')).toEqual([]);
    expect(await slipCodes.seriesOf(village.db, 'elsewhere', code)).toEqual([]);
  });
});

test('letters that our typeface has not are printed without their accents, never as boxes', () => {
  const ours = 'Tŷ bŵm, Gwŷdd, Łukasz, Žofie, İnci, café “naïve” – €5';
  expect(printable(ours)).toBe(ours);
  expect(printable('Siân')).toBe('Siân');
  expect(printable('Nguyễn Thị Hạnh')).toBe('Nguyen Thi Hanh');
  expect(printable('tea 🫖 now\u200b')).toBe('tea  now');
});
