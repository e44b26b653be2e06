import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as venues from '#server/meetups/venues.ts';
import type { Rendered } from '#server/outbox/handing-over.ts';
import * as letters from '#server/outbox/letters.ts';
import { writeDue } from '#server/reminders/due.ts';
import { createRender } from '#server/reminders/render.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';
import { run } from '../../helpers/village.ts';

const HOUR = 3600;
/** 18.00 the evening before, British Summer Time. */
const EVENING = Date.UTC(2027, 3, 5, 17) / 1000;

async function renderAll(db: Database, now: number) {
  const rows = await db.all('SELECT id FROM letters ORDER BY made_at');
  const all = await Promise.all(rows.map((row) => letters.find(db, String(row.id))));
  const render = createRender({ db, origin: 'https://natter.example.org', signingKey: 'key' });
  const words = await render(
    all.map((letter) => letter!),
    now,
  );
  return [...words.values()];
}

eachDatabase((fresh) => {
  it('says what is on tomorrow, when and where, and how to say no', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    await writeDue(db, EVENING - 1, EVENING);
    const [words] = (await renderAll(db, EVENING)) as [Rendered];
    expect(words.push).toMatchObject({
      title: 'Tea at the shelter, tomorrow',
      body: 'Tuesday 6 April, 10.30 in the morning. The old bus shelter.',
    });
    expect(words.push.navigate).toMatch(/^https:\/\/natter\.example\.org\/letters\/[\w.-]+$/);
    expect(words.push.actions).toEqual([
      { action: 'cannot', title: `I can't come`, navigate: `${words.push.navigate}?say=cannot` },
    ]);
    expect(words.push.tag).toBe(words.topic);
    expect(words.topic).toMatch(/^[\w-]{32}$/);
    expect(words.mail.text).toContain('Hello Bert,');
    expect(words.mail.text).toContain(
      'When: Tuesday 6 April, 10.30 in the morning\nWhere: The old bus shelter',
    );
    expect(words.mail.text).toContain(words.push.navigate);
    expect(words.mail.unsubscribe).toBe(`${words.push.navigate}/stop`);
  });

  it('is not needed once the person cannot come, the meet-up is cancelled, or has begun', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    await tea.say(bert, 'coming');
    await writeDue(db, EVENING - 1, EVENING);
    expect(await renderAll(db, TEA_STARTS)).toEqual([null]);
    await tea.say(bert, 'not-this-time', {}, EVENING + 60);
    expect(await renderAll(db, EVENING + 60)).toEqual([null]);
    await tea.say(bert, 'coming', {}, EVENING + 120);
    expect(await renderAll(db, EVENING + 120)).toMatchObject([{ urgency: 'normal' }]);
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, EVENING + 180);
    expect((await renderAll(db, EVENING + 180))[0]).toBeNull();
  });

  it('waits for the morning in the quiet hours', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    await writeDue(db, EVENING - 1, EVENING);
    expect(await renderAll(db, EVENING + 2 * HOUR)).toEqual([{ waitUntil: EVENING + 14 * HOUR }]);
  });

  it('has no reason, no name and no address on a locked screen', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const venue = await venues.add(
      db,
      {
        hub: tea.hub,
        by: tea.dot,
        kind: 'home',
        name: `Dot's house`,
        area: 'Mill Lane',
        address: '7 Mill Lane',
        directions: 'The blue door',
      },
      EVENING,
    );
    await run(db, 'UPDATE series SET venue_id = :venue', { venue });
    await tea.say(await tea.reachable('Bert'), 'coming');
    await writeDue(db, EVENING - 1, EVENING);
    const [reminder] = (await renderAll(db, EVENING)) as [Rendered];
    expect(reminder.push.body).toBe('Tuesday 6 April, 10.30 in the morning. A house in Mill Lane.');
    expect(JSON.stringify(reminder)).not.toMatch(/7 Mill Lane|blue door|Dot/);
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: 'Dot has a cold' }, EVENING + 60);
    const cancelled = (await renderAll(db, EVENING + 60))[1] as Rendered;
    expect(cancelled.push).toMatchObject({
      title: 'Cancelled: Tea at the shelter',
      body: 'Not on Tuesday 6 April, 10.30 in the morning. Please tap to say you know.',
    });
    expect(JSON.stringify(cancelled.push)).not.toMatch(/cold|Dot|Bert|7 Mill Lane/);
    expect(cancelled.mail.text).toContain('Why: Dot has a cold');
    expect(cancelled.mail.unsubscribe).toBeUndefined();
  });

  it('fits into a push message, whatever a host wrote', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await run(db, 'UPDATE series SET title = :title', { title: '🫖'.repeat(60) });
    await run(db, 'UPDATE venues SET name = :name', { name: '漢'.repeat(120) });
    await tea.say(await tea.reachable('Bert'), 'coming');
    await writeDue(db, EVENING - 1, EVENING);
    const [words] = (await renderAll(db, EVENING)) as [Rendered];
    expect(Buffer.byteLength(JSON.stringify(words.push))).toBeLessThan(2500);
  });

  it('only the latest of two changes is told', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    await tea.say(bert, 'coming');
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, EVENING);
    await cancelling.bringBack(db, await tea.at(), { by: tea.dot }, EVENING + 60);
    expect(await renderAll(db, EVENING + 120)).toMatchObject([
      null,
      { push: { title: 'On after all: Tea at the shelter' } },
    ]);
  });

  it('asks who said maybe whether they are coming', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'maybe');
    await writeDue(db, EVENING - 1, EVENING);
    const [words] = (await renderAll(db, EVENING)) as [Rendered];
    expect(words.mail.text).toContain('You said maybe.');
  });
});
