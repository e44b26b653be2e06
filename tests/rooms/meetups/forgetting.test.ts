import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import { forgetAnswers } from '#server/meetups/forgetting.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as erasure from '#server/people/erasure.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

eachDatabase((fresh) => {
  const ENDS = TEA_STARTS + 90 * 60;

  it('who said what is forgotten after 30 days, how many were coming stays', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const [bert, cyd, eve] = [
      await tea.neighbour('Bert'),
      await tea.neighbour('Cyd'),
      await tea.neighbour('Eve'),
    ];
    await tea.say(bert, 'coming', { party: 3 });
    await tea.say(cyd, 'coming');
    await tea.say(eve, 'maybe');
    await erasure.erase(db, cyd, ENDS);
    expect(await forgetAnswers(db, ENDS + 30 * DAY - 1)).toBe(0);
    expect(await rsvps.all(db, tea.id)).toHaveLength(2);
    expect(await forgetAnswers(db, ENDS + 30 * DAY)).toBe(1);
    expect(await rsvps.all(db, tea.id)).toEqual([]);
    expect(await rsvps.count(db, tea.id)).toBe(4);
    expect(await forgetAnswers(db, ENDS + 60 * DAY)).toBe(0);
    expect(await rsvps.count(db, tea.id)).toBe(4);
  });
});
