import { expect, test } from 'vitest';
import { text } from '#server/db/rows.ts';
import * as boards from '#server/meetups/boards.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as hungSheets from '#server/meetups/hung-sheets.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import * as posterDates from '#server/meetups/poster-dates.ts';
import * as letters from '#server/outbox/letters.ts';
import * as opened from '#server/reminders/opened.ts';
import { tellOfWrongPosters } from '#server/reminders/posters.ts';
import { createRender } from '#server/reminders/render.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asItIs, buildVillage, get, planTea, type Village } from '../../helpers/plans.ts';

async function hang(village: Village, tea: string, keeper: string | null = village.dot) {
  const { db, hub, bert } = village;
  const dates = await posterDates.onPoster(db, await get(village, `${tea}-2027-04-06`), NOW);
  return db.write(async (tx) => {
    const board = await boards.add(tx, { hub, place: 'The shop', keeper, by: bert }, NOW);
    const printed = dates.map(hungSheets.printedOf);
    return { board, sheet: await hungSheets.putUp(tx, { board, series: tea, printed, by: bert }, NOW) };
  });
}

async function told({ db }: Village): Promise<string[]> {
  const rows = await db.all(
    `SELECT people.first_name
     FROM letters
     JOIN people ON people.id = letters.person_id
     WHERE letters.kind = 'poster-wrong'
     ORDER BY people.first_name`,
  );
  return rows.map((row) => text(row, 'first_name'));
}

const moveTo = (village: Village, id: string, start: string) =>
  get(village, id).then((meetup) => {
    const to = { ...asItIs(meetup), start };
    return oneDate.change(village.db, meetup, { by: village.ada, to, tellSmall: false }, NOW);
  });

eachDatabase((fresh) => {
  test('whoever looks after a board is told once when a date on a poster moves, and again when it moves on', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    await hang(village, tea);
    await tellOfWrongPosters(village.db, NOW);
    expect(await told(village)).toEqual([]);
    await moveTo(village, `${tea}-2027-05-04`, '2027-05-05T10:30');
    await tellOfWrongPosters(village.db, NOW);
    await tellOfWrongPosters(village.db, NOW + 300);
    expect(await told(village)).toEqual(['Dot']);
    const off = await get(village, `${tea}-2027-05-04`);
    await cancelling.cancel(village.db, off, { by: village.ada, because: 'Snow' }, NOW);
    await tellOfWrongPosters(village.db, NOW + 600);
    expect(await told(village)).toEqual(['Dot', 'Dot']);
  });

  test('where nobody looks after it the keepers are told', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    await hang(village, tea, null);
    const off = await get(village, `${tea}-2027-04-06`);
    await cancelling.cancel(village.db, off, { by: village.ada, because: 'Snow' }, NOW);
    await tellOfWrongPosters(village.db, NOW);
    expect(await told(village)).toEqual(['Ada']);
  });

  test('the letter says what is wrong and which to print; once it is taken down nobody needs it', async () => {
    const village = await buildVillage(await fresh());
    const { db } = village;
    const tea = await planTea(village);
    const { board, sheet } = await hang(village, tea);
    await moveTo(village, `${tea}-2027-05-04`, '2027-05-05T10:30');
    await tellOfWrongPosters(db, NOW);
    const [row] = await db.all(`SELECT id FROM letters WHERE kind = 'poster-wrong'`);
    const letter = (await letters.find(db, text(row!, 'id')))!;
    const read = (await opened.open(db, letter.id, NOW))!;
    expect(read).toMatchObject({
      title: 'Tea at the shelter',
      sheet: {
        place: 'The shop',
        next: `${tea}-2027-04-06`,
        wrong: [{ because: 'moved', printed: { startsLocal: '2027-05-04T10:30' } }],
      },
    });
    const render = createRender({ db, origin: 'https://natter.example', signingKey: 'key' });
    const words = JSON.stringify([...(await render([letter], NOW)).values()]);
    expect(words).toContain('It hangs here: The shop');
    await db.write((tx) => hungSheets.takeDown(tx, board, sheet, NOW));
    expect((await render([letter], NOW)).get(letter.id)).toBeNull();
    expect(await tellOfWrongPosters(db, NOW)).toBe(0);
  });

  test('what is over cannot be wrong, and a new sheet takes the place of the old one', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, bert } = village;
    const tea = await planTea(village);
    const { board } = await hang(village, tea);
    const off = await get(village, `${tea}-2027-04-06`);
    await cancelling.cancel(db, off, { by: village.ada, because: 'Snow' }, NOW);
    const wrongAt = async (now: number) =>
      [...(await hungSheets.wrongOn(db, hub, await hungSheets.ofHub(db, hub), now)).values()].flat();
    expect(await wrongAt(NOW)).toMatchObject([{ because: 'cancelled' }]);
    expect(await wrongAt(off.endsAt + 60)).toEqual([]);
    const dates = await posterDates.onPoster(db, await get(village, `${tea}-2027-04-06`), NOW);
    const printed = dates.map(hungSheets.printedOf);
    await db.write((tx) => hungSheets.putUp(tx, { board, series: tea, printed, by: bert }, NOW));
    expect(await hungSheets.ofHub(db, hub)).toHaveLength(1);
    expect(await wrongAt(NOW)).toEqual([]);
  });

  test('a series that ends makes its later dates on a poster wrong', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    await hang(village, tea);
    await db.write((tx) => tx.run(`UPDATE series SET ends_before = '2027-06-01' WHERE id = :tea`, { tea }));
    const wrong = [
      ...(await hungSheets.wrongOn(db, hub, await hungSheets.ofHub(db, hub), NOW)).values(),
    ].flat();
    expect(wrong.map(({ because }) => because)).toEqual(['gone', 'gone', 'gone', 'gone']);
  });
});
