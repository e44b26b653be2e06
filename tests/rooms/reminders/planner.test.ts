import { expect, it } from 'vitest';
import { HOUR } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';
import { createPlanner } from '#server/reminders/planner.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

const DAY = 86400;
const kinds = async (db: Database) =>
  (await db.all('SELECT kind FROM letters ORDER BY made_at, kind')).map((row) => row.kind);

eachDatabase((fresh) => {
  it('asks the host once, seven days ahead, whether it is still on', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const plan = createPlanner({ db, log: () => {} });
    await plan(TEA_STARTS - 8 * DAY);
    expect(await kinds(db)).toEqual([]);
    await plan(TEA_STARTS - 7 * DAY);
    await plan(TEA_STARTS - 6 * DAY);
    expect(await db.all('SELECT person_id, kind, subject FROM letters')).toEqual([
      { person_id: tea.dot, kind: 'still-on', subject: tea.id },
    ]);
  });

  it('asks nobody about a date that was confirmed', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await stillOn.confirm(db, await tea.at(), tea.dot, TEA_STARTS - 9 * DAY);
    await createPlanner({ db, log: () => {} })(TEA_STARTS - 6 * DAY);
    expect(await kinds(db)).toEqual([]);
  });

  it('gives a place that ran out to the next in line', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, fay, eve] = [
      await tea.reachable('Bert'),
      await tea.reachable('Fay'),
      await tea.reachable('Eve'),
    ];
    for (const person of [bert, fay, eve]) await tea.say(person, 'coming');
    const freed = TEA_STARTS - 20 * DAY;
    await tea.say(bert, 'not-this-time', {}, freed);
    const plan = createPlanner({ db, log: () => {} });
    await plan(freed + 25 * HOUR);
    const offered = await db.all(`SELECT person_id FROM letters WHERE kind = 'place-free' ORDER BY made_at`);
    expect(offered).toEqual([{ person_id: fay }, { person_id: eve }]);
  });

  it('keeps no letter longer than the names of who came', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await db.write((tx) =>
      letters.write(
        tx,
        {
          person: tea.dot,
          hub: tea.hub,
          kind: 'cancelled',
          subject: tea.id,
          occasion: 'x',
          ways: 'all',
          dueAt: TEA_STARTS - 90 * DAY,
          useBy: TEA_STARTS - 60 * DAY,
        },
        TEA_STARTS - 90 * DAY,
      ),
    );
    const plan = createPlanner({ db, log: () => {} });
    await plan(TEA_STARTS - 31 * DAY);
    expect(await kinds(db)).toEqual(['cancelled']);
    await plan(TEA_STARTS - 29 * DAY);
    expect(await kinds(db)).toEqual([]);
  });
});
