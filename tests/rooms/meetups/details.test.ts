import { expect, it } from 'vitest';
import * as details from '#server/meetups/details.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as needs from '#server/people/needs.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

eachDatabase((fresh) => {
  it('a line to the host and a carer are added without changing the answer', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    await tea.say(await tea.neighbour('Bert'), 'coming');
    const cyd = await tea.neighbour('Cyd');
    await tea.say(cyd, 'coming');
    const said = { person: cyd, words: 'No stairs, please', carer: true };
    expect(await details.say(db, await tea.at(), said, NOW)).toBe('noted');
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({
      answer: 'coming',
      place: 'waiting',
      carer: true,
    });
    expect(await needs.of(db, tea.id, cyd, NOW)).toBe('No stairs, please');
    expect(await waiting.standing(db, tea.id)).toEqual({ taken: 1, anybodyWaits: true });
  });

  it('who has not answered has nothing to add, and after the end nobody has', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    const said = { person: cyd, words: 'No stairs, please', carer: false };
    expect(await details.say(db, await tea.at(), said, NOW)).toBe('not-answered');
    await tea.say(cyd, 'coming');
    expect(await details.say(db, await tea.at(), said, TEA_STARTS + 90 * 60)).toBe('closed');
    expect(await needs.of(db, tea.id, cyd, NOW)).toBe('');
  });
});
