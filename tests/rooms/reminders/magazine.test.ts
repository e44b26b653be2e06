import { expect, test } from 'vitest';
import { text } from '#server/db/rows.ts';
import * as magazines from '#server/hubs/magazines.ts';
import * as letters from '#server/outbox/letters.ts';
import { remindOfMagazines } from '#server/reminders/magazine.ts';
import * as opened from '#server/reminders/opened.ts';
import { createRender } from '#server/reminders/render.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, type Village } from '../../helpers/plans.ts';

const at = (local: string) => instantOf(local, 'Europe/London');

async function told({ db }: Village): Promise<string[]> {
  const rows = await db.all(
    `SELECT people.first_name, letters.occasion
     FROM letters
     JOIN people ON people.id = letters.person_id
     WHERE letters.kind = 'magazine'
     ORDER BY letters.occasion, people.first_name`,
  );
  return rows.map((row) => `${text(row, 'first_name')} ${text(row, 'occasion')}`);
}

eachDatabase((fresh) => {
  async function villageWithVoice() {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const voice = { hub, name: 'Village Voice', deadline: { monthDay: 15 }, remindBefore: 7 };
    await db.write((tx) => magazines.keep(tx, voice, NOW));
    return village;
  }

  test('the keepers are reminded once a month, in the morning, so many days before', async () => {
    const village = await villageWithVoice();
    await remindOfMagazines(village.db, at('2027-03-08T08:59'));
    expect(await told(village)).toEqual([]);
    await remindOfMagazines(village.db, at('2027-03-08T09:00'));
    await remindOfMagazines(village.db, at('2027-03-09T09:00'));
    await remindOfMagazines(village.db, at('2027-03-16T09:00'));
    expect(await told(village)).toEqual(['Ada 2027-03-15']);
    await remindOfMagazines(village.db, at('2027-04-12T09:00'));
    expect(await told(village)).toEqual(['Ada 2027-03-15', 'Ada 2027-04-15']);
  });

  test('the letter says by when and leads to the text; after the deadline nobody needs it', async () => {
    const village = await villageWithVoice();
    const { db, hub } = village;
    const now = at('2027-03-08T09:00');
    await remindOfMagazines(db, now);
    const row = await db.one(`SELECT id FROM letters WHERE kind = 'magazine'`);
    const letter = (await letters.find(db, text(row!, 'id')))!;
    const render = createRender({ db, origin: 'https://natter.example', signingKey: 'key' });
    const words = JSON.stringify([...(await render([letter], now)).values()]);
    expect(words).toContain('Village Voice wants its text by Monday 15 March.');
    expect(await opened.open(db, letter.id, now)).toMatchObject({
      title: 'Village Voice',
      deadline: '2027-03-15',
      meetup: null,
    });
    expect((await render([letter], at('2027-03-15T12:00'))).get(letter.id)).not.toBeNull();
    expect((await render([letter], at('2027-03-16T00:00'))).get(letter.id)).toBeNull();
    await db.write((tx) => magazines.forget(tx, hub));
    expect((await render([letter], now)).get(letter.id)).toBeNull();
  });
});
