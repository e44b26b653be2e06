import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { addDevice, addHub, addPerson, HUB } from '../../helpers/village.ts';

const NOW = 1_800_000_000;
const DATE = 'series-2027-03-02';

const reminder = (person: string): letters.NewLetter => ({
  person,
  hub: HUB,
  kind: 'reminder',
  subject: DATE,
  occasion: 'evening',
  ways: 'ladder',
  dueAt: NOW,
  useBy: NOW + 3600,
});

const write = (db: Database, letter: letters.NewLetter) => db.write((tx) => letters.write(tx, letter, NOW));

const ways = async (db: Database, person: string) =>
  (
    await db.all(
      `SELECT sends.way FROM sends JOIN letters ON letters.id = sends.letter_id
       WHERE letters.person_id = :person ORDER BY sends.way`,
      { person },
    )
  ).map((row) => row.way);

const only = async (db: Database) => {
  const row = await db.one('SELECT id FROM letters');
  return (await letters.find(db, String(row!.id)))!;
};

eachDatabase((fresh) => {
  it('writes a letter for one occasion once', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada', mail: 'ada@example.org' });
    await write(db, reminder(ada));
    await write(db, reminder(ada));
    await write(db, { ...reminder(ada), occasion: 'before' });
    expect(await db.all('SELECT id FROM letters')).toHaveLength(2);
    expect(await ways(db, ada)).toEqual(['mail', 'mail']);
  });

  it('starts a reminder on the first way its person has', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada', mail: 'ada@example.org' });
    const bert = await addPerson(db, { firstName: 'Bert', mail: 'bert@example.org' });
    const cyd = await addPerson(db, { firstName: 'Cyd' });
    await addDevice(db, bert, { endpoint: 'https://fcm.googleapis.com/b' });
    for (const person of [ada, bert, cyd]) await write(db, reminder(person));
    expect(await ways(db, ada)).toEqual(['mail']);
    expect(await ways(db, bert)).toEqual(['push']);
    expect(await ways(db, cyd)).toEqual(['ring']);
  });

  it('starts a change on every way at once, the ring list too', async () => {
    const db = await fresh();
    await addHub(db);
    const bert = await addPerson(db, { firstName: 'Bert', mail: 'bert@example.org' });
    await addDevice(db, bert, { endpoint: 'https://fcm.googleapis.com/b' });
    await write(db, { ...reminder(bert), kind: 'cancelled', ways: 'all' });
    expect(await ways(db, bert)).toEqual(['mail', 'push', 'ring']);
  });

  it('passes over a mail address that no longer works', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada', mail: 'ada@example.org' });
    await db.write((tx) => tx.run('UPDATE people SET mail_failed_at = 1'));
    await write(db, reminder(ada));
    expect(await ways(db, ada)).toEqual(['ring']);
  });

  it('remembers the first way somebody was reached, and sends nothing more', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada', mail: 'ada@example.org' });
    await write(db, reminder(ada));
    const { id } = await only(db);
    await letters.markReached(db, id, 'tapped', NOW + 5);
    await letters.markReached(db, id, 'told', NOW + 9);
    expect(await only(db)).toMatchObject({ reachedAt: NOW + 5, reachedHow: 'tapped' });
    expect(await db.all(`SELECT state, because FROM sends`)).toMatchObject([
      { state: 'dropped', because: 'reached' },
    ]);
  });

  it('knows that who answered a meet-up knows of it, and nobody else', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada' });
    const cyd = await addPerson(db, { firstName: 'Cyd' });
    await write(db, reminder(ada));
    await write(db, reminder(cyd));
    await db.write((tx) => letters.markReachedAbout(tx, ada, DATE, 'answered', NOW));
    const reached = await db.all('SELECT person_id FROM letters WHERE reached_at IS NOT NULL');
    expect(reached).toMatchObject([{ person_id: ada }]);
  });

  it('forgets letters of no use, with what was tried', async () => {
    const db = await fresh();
    await addHub(db);
    const ada = await addPerson(db, { firstName: 'Ada' });
    await write(db, reminder(ada));
    expect(await db.write((tx) => letters.forget(tx, NOW + 3600))).toBe(0);
    expect(await db.write((tx) => letters.forget(tx, NOW + 3601))).toBe(1);
    expect(await db.all('SELECT way FROM sends')).toEqual([]);
  });
});

it('reads back only an address it signed itself', () => {
  const token = letters.token('key', 'some-letter');
  expect(letters.readToken('key', token)).toBe('some-letter');
  expect(letters.readToken('another key', token)).toBeNull();
  expect(letters.readToken('key', token.replace('some', 'same'))).toBeNull();
  expect(letters.readToken('key', 'some-letter')).toBeNull();
  expect(letters.readToken('key', '')).toBeNull();
  expect(token).toMatch(/^[\w.-]+$/);
});
