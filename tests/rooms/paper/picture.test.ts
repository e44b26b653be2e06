import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as picture from '#server/paper/picture.ts';
import { png } from '#server/paper/picture-png.ts';
import { svgOf } from '#server/paper/picture-svg.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, planTea } from '../../helpers/plans.ts';

const TEA: picture.Picture = {
  head: 'Stainsacre Social',
  title: 'Tea at the shelter',
  day: '2027-04-06',
  second: '10.30 in the morning',
  third: 'The old bus shelter',
  cancelled: false,
};

/** How many pixels in a part of the picture are dark: letters. */
async function inkIn(made: picture.Picture, [left, top, right, bottom]: number[]): Promise<number> {
  const { data, width } = PNG.sync.read(Buffer.from(await png(made)));
  let dark = 0;
  for (let y = top!; y < bottom!; y++)
    for (let x = left!; x < right!; x++) if (data[(y * width + x) * 4]! < 90) dark++;
  return dark;
}

test('a picture is 1200 by 630, light to load, and has our letters on it', async () => {
  const made = await png(TEA);
  const { width, height } = PNG.sync.read(Buffer.from(made));
  expect([width, height]).toEqual([1200, 630]);
  expect(made.length).toBeLessThan(200_000);
  expect(await inkIn(TEA, [382, 180, 1200, 600])).toBeGreaterThan(5_000);
  expect(await inkIn({ ...TEA, title: '' }, [382, 180, 1200, 340])).toBeLessThan(2_000);
});

test('nothing runs over the edge, whatever somebody has called it', async () => {
  const titles = [
    'W'.repeat(80),
    'mmmm '.repeat(40),
    'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch tea',
  ];
  for (const title of titles) {
    const made = { ...TEA, title, third: title, head: title, cancelled: true };
    expect(await inkIn(made, [1130, 180, 1200, 630])).toBe(0);
    expect(await inkIn(made, [0, 600, 1200, 630])).toBe(0);
    expect((await png(made)).length).toBeLessThan(200_000);
  }
});

test('what somebody has written stays text', () => {
  expect(svgOf({ ...TEA, title: '<script>& "tea"' })).toContain('&lt;script&gt;&amp;');
});

test('asked for by many at once it is made once, and afterwards not at all', async () => {
  const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => png(TEA)));
  for (const other of others) expect(other).toBe(first);
  expect(await png({ ...TEA })).toBe(first);
});

eachDatabase((fresh) => {
  test('of a home it shows the street alone, and of a cancelled date that it is off', async () => {
    const village = await buildVillage(await fresh());
    const { db, house, dot, ada } = village;
    const hub = (await hubs.find(db, village.hub))!;
    const id = `${await planTea(village, { venueId: house, hosts: [dot, ada] })}-2027-04-06`;
    const before = picture.ofMeetup(hub, await get(village, id));
    expect(before).toEqual({ ...TEA, third: 'A house in Mill Lane' });
    expect(picture.wordsFor(before)).toBe(
      'Tea at the shelter. Tuesday 6 April, 10.30 in the morning. A house in Mill Lane. Stainsacre Social.',
    );
    await cancelling.cancel(db, await get(village, id), { by: ada, because: 'Snow' }, NOW);
    const after = picture.ofMeetup(hub, await get(village, id));
    expect(after.cancelled).toBe(true);
    expect(svgOf(after)).toContain('CANCELLED');
    expect(picture.tagOf(after)).not.toBe(picture.tagOf(before));
  });
});
