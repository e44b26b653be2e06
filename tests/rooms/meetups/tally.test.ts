import { expect, it } from 'vitest';
import { DAY, HOUR } from '#server/clock.ts';
import * as tally from '#server/meetups/tally.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

eachDatabase((fresh) => {
  const ENDS = TEA_STARTS + 90 * 60;

  it('people and new faces are counted from the day of the meet-up on, and counted again if wrong', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const counted = { people: 11, newFaces: 2, by: tea.dot };
    expect(await tally.record(db, await tea.at(), counted, TEA_STARTS - DAY)).toBe('too-early');
    expect(await tally.record(db, await tea.at(), counted, TEA_STARTS - 2 * HOUR)).toBe('recorded');
    expect(await tally.record(db, await tea.at(), { ...counted, people: 12 }, ENDS)).toBe('recorded');
    expect(await tally.find(db, tea.id)).toEqual({ people: 12, newFaces: 2, countedAt: ENDS });
  });

  it('who came is noted for those who were expected', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const [bert, cyd, eve] = [
      await tea.neighbour('Bert'),
      await tea.neighbour('Cyd'),
      await tea.neighbour('Eve'),
    ];
    await tea.say(bert, 'coming');
    await tea.say(cyd, 'coming');
    await tea.say(eve, 'maybe');
    expect(await tally.noteWhoCame(db, await tea.at(), { came: [bert, eve], by: tea.dot }, NOW)).toBe(
      'too-early',
    );
    expect(await tally.noteWhoCame(db, await tea.at(), { came: [bert, eve], by: tea.dot }, ENDS)).toBe(
      'noted',
    );
    expect(await tally.whoCame(db, tea.id)).toEqual(
      new Map([
        [bert, true],
        [cyd, false],
      ]),
    );
  });

  it('names go after 30 days, the count stays', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.neighbour('Bert');
    await tea.say(bert, 'coming');
    await tally.record(db, await tea.at(), { people: 1, newFaces: 0, by: tea.dot }, ENDS);
    await tally.noteWhoCame(db, await tea.at(), { came: [bert], by: tea.dot }, ENDS);
    expect(await tally.sweep(db, ENDS + 30 * DAY - 1)).toBe(0);
    expect(await tally.sweep(db, ENDS + 30 * DAY)).toBe(1);
    expect(await tally.whoCame(db, tea.id)).toEqual(new Map());
    expect(await tally.find(db, tea.id)).toMatchObject({ people: 1 });
    expect(await tally.noteWhoCame(db, await tea.at(), { came: [bert], by: tea.dot }, ENDS + 30 * DAY)).toBe(
      'too-late',
    );
  });
});
