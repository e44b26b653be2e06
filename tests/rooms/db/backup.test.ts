import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as backup from '#server/db/backup.ts';
import { open, type Database } from '#server/db/database.ts';
import { hold } from '#server/db/lock.ts';
import { migrate } from '#server/db/migrate.ts';
import { restore } from '#server/db/restore.ts';
import { addPerson } from '../../helpers/village.ts';

const NOW = Date.UTC(2027, 2, 2, 10, 30) / 1000;
let data = '';
let db: Database;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'natter-backup-'));
  db = await openAt(join(data, 'natter.db'));
  await addPerson(db, { firstName: 'Ada' });
});
afterEach(async () => {
  await db.close();
  rmSync(data, { recursive: true });
});

async function openAt(path: string): Promise<Database> {
  const opened = await open({ url: `file:${path}` });
  await migrate(opened, 'migrations', 0);
  return opened;
}

async function namesIn(path: string): Promise<unknown[]> {
  const opened = await open({ url: `file:${path}` });
  const rows = await opened.all('SELECT first_name FROM people ORDER BY first_name');
  await opened.close();
  return rows.map((row) => row.first_name);
}

const file = (name: string) => join(data, name);

describe('a copy', () => {
  test('holds everything, and is counted in the copy itself', async () => {
    const made = await backup.copy(file('natter.db'), file('copy.db'));
    expect(made.rows).toMatchObject({ people: 1, hubs: 0 });
    expect(await namesIn(file('copy.db'))).toEqual(['Ada']);
  });

  test('is whole while others go on writing', async () => {
    const writing = Promise.all(
      Array.from({ length: 200 }, (_, i) => addPerson(db, { firstName: `Neighbour ${i}` })),
    );
    const made = await backup.copy(file('natter.db'), file('copy.db'));
    await writing;
    expect(made.rows.people).toBeGreaterThanOrEqual(1);
    expect((await backup.inspect(file('copy.db'))).rows.people).toBe(made.rows.people);
  });

  test('is for the operator alone to read', async () => {
    await backup.copy(file('natter.db'), file('copy.db'));
    expect(statSync(file('copy.db')).mode & 0o077).toBe(0);
  });

  test('never replaces another', async () => {
    writeFileSync(file('copy.db'), 'something else');
    await expect(backup.copy(file('natter.db'), file('copy.db'))).rejects.toThrow('is there already');
    expect(readFileSync(file('copy.db'), 'utf8')).toBe('something else');
  });

  test('of nothing is refused and leaves nothing', async () => {
    await expect(backup.copy(file('nowhere.db'), file('copy.db'))).rejects.toThrow('There is no database');
    expect(readdirSync(data)).not.toContain('nowhere.db');
    expect(readdirSync(data).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  test('that is damaged is told from a sound one', async () => {
    await backup.copy(file('natter.db'), file('copy.db'));
    const bytes = readFileSync(file('copy.db'));
    bytes.fill(7, 8192, 40_000);
    writeFileSync(file('copy.db'), bytes);
    await expect(backup.inspect(file('copy.db'))).rejects.toThrow(/damaged|could not be read/);
    writeFileSync(file('copy.db'), 'not a database at all');
    await expect(backup.inspect(file('copy.db'))).rejects.toThrow(/copy.db/);
  });
});

describe('the folder of copies', () => {
  test('keeps the last fourteen and tells when the last was made', async () => {
    const folder = file('backups');
    expect(await backup.lastAt(folder)).toBeNull();
    await backup.note(folder, await backup.inspect(file('natter.db')), 0);
    for (let day = 0; day < 20; day++) writeFileSync(join(folder, backup.nameAt(NOW + day * 86_400)), '');
    writeFileSync(join(folder, 'before-the-upgrade.db'), '');
    await backup.note(folder, await backup.inspect(file('natter.db')), NOW);
    const names = readdirSync(folder).sort();
    expect(names.filter((name) => name.startsWith('natter-'))).toHaveLength(14);
    expect(names).toContain(backup.nameAt(NOW + 19 * 86_400));
    expect(names).toContain('before-the-upgrade.db');
    expect(await backup.lastAt(folder)).toBe(NOW);
  });
});

describe('restoring', () => {
  const how = { over: false, migrations: 'migrations', now: NOW };

  test('into an empty folder brings everything back', async () => {
    await backup.copy(file('natter.db'), file('copy.db'));
    await restore(file('copy.db'), file('new/natter.db'), how);
    expect(await namesIn(file('new/natter.db'))).toEqual(['Ada']);
  });

  test('over a database is refused unless asked for', async () => {
    await backup.copy(file('natter.db'), file('copy.db'));
    await expect(restore(file('copy.db'), file('natter.db'), how)).rejects.toThrow('--over');
  });

  test('over a database keeps the old one beside it, whole', async () => {
    await backup.copy(file('natter.db'), file('copy.db'));
    await addPerson(db, { firstName: 'Bert' });
    await db.close();
    const { aside } = await restore(file('copy.db'), file('natter.db'), { ...how, over: true });
    expect(aside).toBe(file('natter.db.before-20270302T103000Z'));
    expect(await namesIn(file('natter.db'))).toEqual(['Ada']);
    expect(await namesIn(aside ?? '')).toEqual(['Ada', 'Bert']);
  });

  test('a damaged copy changes nothing', async () => {
    writeFileSync(file('copy.db'), 'not a database at all');
    await expect(restore(file('copy.db'), file('natter.db'), { ...how, over: true })).rejects.toThrow();
    expect(await db.all('SELECT first_name FROM people')).toHaveLength(1);
    expect(existsSync(file('natter.db.restoring'))).toBe(false);
  });

  test('a copy from a newer Natter is refused', async () => {
    await db.write((tx) => tx.run("INSERT INTO migrations (name, ran_at) VALUES ('9999_later.sql', 0)"));
    await backup.copy(file('natter.db'), file('copy.db'));
    await expect(restore(file('copy.db'), file('new.db'), how)).rejects.toThrow('newer Natter');
  });
});

describe('the commands', () => {
  function run(command: string, ...args: string[]) {
    const env = { PATH: process.env.PATH, NATTER_DATA: data };
    return runWith(env, command, ...args);
  }

  function runWith(env: Record<string, string | undefined>, command: string, ...args: string[]) {
    const tool = ['src/commands/with-packages.mjs', '--present', `src/commands/${command}.ts`, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, tool, { env, encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}`.trim() };
  }

  test('copy beside a running Natter, and restore once it has stopped', async () => {
    const lock = await hold(file('natter.lock'));
    const copied = run('backup');
    expect(copied).toMatchObject({ status: 0 });
    const path = /read the copy through: (\S+)/.exec(copied.said)?.[1] ?? '';
    expect(run('restore', path, '--over')).toEqual({
      status: 1,
      said: `Natter is running on ${data}: stop it first`,
    });

    lock?.release();
    await db.close();
    expect(run('restore', path).said).toContain('add --over');
    expect(run('restore', path, '--over')).toMatchObject({ status: 0 });
    expect(await namesIn(file('natter.db'))).toEqual(['Ada']);
  });

  test('point to the server when the database is on one', () => {
    const env = { PATH: process.env.PATH, NATTER_DATA: data, DATABASE_URL: 'http://127.0.0.1:1' };
    for (const command of ['backup', 'restore']) {
      const { status, said } = runWith(env, command);
      expect(status).toBe(1);
      expect(said).toContain('The database is on a server');
    }
  });

  test('say what is missing in one line', () => {
    expect(run('restore')).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^Say which copy: [^\n]+$/),
    });
    expect(run('restore', 'nowhere.db')).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^There is no file [^\n]+$/),
    });
  });
});
