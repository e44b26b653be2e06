import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import { erase } from '#server/people/erasure.ts';
import { gather } from '#server/people/own-data.ts';
import * as people from '#server/people/people.ts';
import { keptAloneBy } from '#server/people/role-grants.ts';
import * as sessions from '#server/people/sessions.ts';
import { eachDatabase, openFile } from '../../helpers/databases.ts';
import { addMeetup, makeRole, NOW, say, settle, startHub } from '../../helpers/neighbours.ts';

const CYD = {
  firstName: 'Cydwelia',
  mail: 'cydwelia@example.org',
  telephone: '01947 600 111',
  inPersonThrough: 'the post office',
};
const TRACES = /cydwelia|01947 600 111|post office|lamb ward|strawberries/i;

async function cydAtHome(db: Database) {
  const hub = await startHub(db);
  const cyd = await settle(db, hub, CYD);
  await db.write((tx) =>
    tx.run(
      `INSERT INTO venues (id, hub, kind, name, area, address, directions, key_with, latitude, longitude, home_of,
         created_at)
       VALUES ('home', :hub, 'home', 'Cydwelia''s house', 'Mill Lane', '3 Lamb Ward', 'Lamb Ward', 'Cydwelia',
         54.4, -0.6, :cyd, 0)`,
      { hub, cyd },
    ),
  );
  const [past, ahead] = [await addMeetup(db, hub, NOW - 1), await addMeetup(db, hub)];
  await say(db, cyd, past, { answer: 'coming', party: 2 });
  await say(db, cyd, ahead, { answer: 'coming', party: 3, needs: 'no strawberries' });
  const session = await sessions.begin(db, cyd, 'Firefox', NOW);
  return { hub, cyd, past, ahead, session };
}

/** Every text in every table. */
async function everything(db: Database): Promise<string> {
  const tables = await db.all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
  );
  const rows = await Promise.all(tables.map(({ name }) => db.all(`SELECT * FROM ${String(name)}`)));
  return JSON.stringify(rows);
}

eachDatabase((fresh) => {
  it('erasing leaves no trace of a person in any table', async () => {
    const db = await fresh();
    const { cyd, session } = await cydAtHome(db);
    expect(await everything(db)).toMatch(TRACES);
    expect(await erase(db, cyd, NOW)).toEqual({ outcome: 'erased' });
    const left = await everything(db);
    expect(left).not.toMatch(TRACES);
    expect(left).not.toContain(cyd);
    expect(await sessions.read(db, session.secret, NOW)).toBeNull();
    expect(
      await db.one('SELECT name, area, closed_at FROM venues WHERE id = :id', { id: 'home' }),
    ).toMatchObject({
      name: 'Mill Lane',
      area: 'Mill Lane',
      closed_at: NOW,
    });
  });

  it('how many came to what is over stays; what is ahead counts without them', async () => {
    const db = await fresh();
    const { cyd, past, ahead } = await cydAtHome(db);
    await erase(db, cyd, NOW);
    expect(await db.all('SELECT id, erased FROM meetups ORDER BY erased')).toMatchObject([
      { id: ahead, erased: 0 },
      { id: past, erased: 2 },
    ]);
    expect(await db.all('SELECT person_id FROM rsvps')).toEqual([]);
  });

  it('the last keeper of a hub hands over first', async () => {
    const db = await fresh();
    const hub = await startHub(db, 'Tea at Last');
    const ada = await settle(db, hub, { firstName: 'Ada' });
    const bert = await settle(db, hub, { firstName: 'Bert' });
    await makeRole(db, ada, hub, 'keeper');
    expect(await keptAloneBy(db, ada)).toEqual([{ slug: 'tea-at-last', name: 'Tea at Last' }]);
    expect(await erase(db, ada, NOW)).toEqual({ outcome: 'hand-over-first', hubs: [hub] });
    expect(await people.find(db, ada)).not.toBeNull();
    await makeRole(db, bert, hub, 'keeper');
    expect(await keptAloneBy(db, ada)).toEqual([]);
    expect(await erase(db, ada, NOW)).toEqual({ outcome: 'erased' });
  });

  it('erasing twice is as good as once', async () => {
    const db = await fresh();
    const { cyd } = await cydAtHome(db);
    await Promise.all([erase(db, cyd, NOW), erase(db, cyd, NOW)]);
    expect(await people.find(db, cyd)).toBeNull();
  });

  it('a person can take along everything that is kept about them, and nothing of others', async () => {
    const db = await fresh();
    const { cyd, hub } = await cydAtHome(db);
    await settle(db, hub, { firstName: 'Bertrand', telephone: '999' });
    const data = await gather(db, cyd);
    expect(data.me).toMatchObject([
      { first_name: 'Cydwelia', mail: CYD.mail, created_at: '2027-03-02T09:00:00.000Z' },
    ]);
    expect(data.hubs).toMatchObject([{ name: 'The shelter' }]);
    expect(data.answers).toMatchObject([
      { meetup: 'Tea', answer: 'coming', party: 2, needs: null },
      { meetup: 'Tea', answer: 'coming', party: 3, needs: 'no strawberries' },
    ]);
    expect(data.homes).toMatchObject([{ address: '3 Lamb Ward' }]);
    expect(data.devices).toMatchObject([{ device: 'Firefox' }]);
    expect(JSON.stringify(data)).not.toMatch(/Bertrand|999/);
  });
});

it('after erasing, the words are gone from the files themselves', async () => {
  const db = await openFile();
  try {
    const { cyd } = await cydAtHome(db);
    const folder = dirname(fileURLToPath(db.url));
    const onDisk = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('');
    expect(TRACES.test(onDisk())).toBe(true);
    await erase(db, cyd, NOW);
    expect(TRACES.test(onDisk())).toBe(false);
  } finally {
    await db.close();
    db.remove();
  }
});
