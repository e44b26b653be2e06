import { expect, it } from 'vitest';
import { count } from '#server/meetups/awaiting.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

const DAY = 86_400;

eachDatabase((fresh) => {
  it('a place that came free awaits me until I have said, or somebody else has it', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, cyd] = [await tea.reachable('Bert'), await tea.reachable('Cyd')];
    await tea.say(bert, 'coming');
    await tea.say(cyd, 'coming');
    expect(await count(db, cyd, NOW)).toBe(0);
    await tea.say(bert, 'not-this-time');
    expect(await count(db, cyd, NOW)).toBe(1);
    expect(await count(db, bert, NOW)).toBe(0);
    expect(await count(db, cyd, NOW + 2 * DAY)).toBe(0);
    await tea.say(cyd, 'coming');
    expect(await count(db, cyd, NOW)).toBe(0);
  });

  it('"is it still on?" awaits the host until somebody has said', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const before = TEA_STARTS - 6 * DAY;
    const meetup = await tea.at(before);
    const question = {
      person: tea.dot,
      hub: tea.hub,
      kind: 'still-on',
      subject: tea.id,
      occasion: stillOn.occasionOf(meetup),
      ways: 'ladder',
      dueAt: before,
      useBy: TEA_STARTS,
    } as const;
    await db.write((tx) => letters.write(tx, question, before));
    expect(await count(db, tea.dot, before - 1)).toBe(0);
    expect(await count(db, tea.dot, before)).toBe(1);
    // Having seen the question is not an answer.
    await db.write((tx) => letters.markReachedAbout(tx, tea.dot, tea.id, 'opened', before));
    expect(await count(db, tea.dot, before)).toBe(1);
    await stillOn.confirm(db, meetup, tea.dot, before + 10);
    expect(await count(db, tea.dot, before + 10)).toBe(0);
  });

  it('a change awaits me until I have looked, once however many letters it took', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.reachable('Cyd');
    await tea.say(cyd, 'coming');
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, NOW + 10);
    expect(await count(db, cyd, NOW + 20)).toBe(1);
    await db.write((tx) => letters.markReachedAbout(tx, cyd, tea.id, 'opened', NOW + 30));
    expect(await count(db, cyd, NOW + 40)).toBe(0);
  });
});
