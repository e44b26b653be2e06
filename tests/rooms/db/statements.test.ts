import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '#server/db/database.ts';
import { openFile } from '../../helpers/databases.ts';
import { addPerson } from '../../helpers/village.ts';

let db: Database & { remove(): void };
beforeEach(async () => {
  db = await openFile();
  await addPerson(db, { firstName: 'Ada' });
});
afterEach(async () => {
  await db.close();
  db.remove();
});

const names = async () =>
  (await db.all('SELECT first_name FROM people ORDER BY first_name')).map((row) => row.first_name);
const ADD = 'INSERT INTO people (id, first_name, created_at) VALUES (:id, :name, 0)';
const add = (id: string, name: string) => db.write((tx) => tx.run(ADD, { id, name }));

describe('a kept statement', () => {
  test('answers from the present state each time', async () => {
    expect(await names()).toEqual(['Ada']);
    await add('b', 'Bert');
    await add('c', 'Cyd');
    expect(await names()).toEqual(['Ada', 'Bert', 'Cyd']);
  });

  test('takes other arguments each time', async () => {
    await add('b', 'Bert');
    const one = (name: string) => db.one('SELECT id FROM people WHERE first_name = :name', { name });
    expect(await one('Bert')).toEqual({ id: 'b' });
    expect(await one('Nobody')).toBeNull();
    expect(await one('Bert')).toEqual({ id: 'b' });
  });

  test('works again after it was refused', async () => {
    await add('b', 'Bert');
    for (let i = 0; i < 3; i++) await expect(add('b', 'Another')).rejects.toThrow(/UNIQUE/);
    await add('c', 'Cyd');
    expect(await names()).toEqual(['Ada', 'Bert', 'Cyd']);
  });

  test('works again after its transaction was taken back', async () => {
    const undone = db.write(async (tx) => {
      await tx.run(ADD, { id: 'b', name: 'Bert' });
      expect(await tx.all('SELECT first_name FROM people ORDER BY first_name')).toHaveLength(2);
      throw new Error('never mind');
    });
    await expect(undone).rejects.toThrow('never mind');
    expect(await names()).toEqual(['Ada']);
    await add('b', 'Bert');
    expect(await names()).toEqual(['Ada', 'Bert']);
  });

  test('knows of a change of the schema', async () => {
    await add('b', 'Bert');
    await names();
    await db.write((tx) => tx.script('ALTER TABLE people ADD COLUMN nickname TEXT'));
    await db.write((tx) => tx.script('CREATE INDEX people_by_name ON people (first_name)'));
    await add('c', 'Cyd');
    expect(await names()).toEqual(['Ada', 'Bert', 'Cyd']);
    expect(await db.one('SELECT nickname FROM people LIMIT 1')).toEqual({ nickname: null });
  });

  test('leaves no lock behind, whether it was read to its end or not', async () => {
    for (let i = 0; i < 30; i++) await add(`n${i}`, `Neighbour ${i}`);
    await db.one('SELECT first_name FROM people');
    await db.all('SELECT first_name FROM people');
    const [busy] = await db.all('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(busy).toMatchObject({ busy: 0 });
  });
});

test('a statement that comes again is not compiled again', async () => {
  const require = createRequire(createRequire(import.meta.url).resolve('@libsql/client'));
  const kept = vi.spyOn(require('libsql').prototype, 'prepare');
  await names();
  await names();
  await names();
  expect(new Set(kept.mock.results.map((result) => result.value)).size).toBe(1);
  kept.mockRestore();
});
