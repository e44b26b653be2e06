import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createClient, type Client } from '@libsql/client';
import { number, text } from './rows.ts';
import type { Row } from './database.ts';

/** What a copy holds, as counted in the copy itself. */
export interface Backup {
  path: string;
  bytes: number;
  /** Rows by table. */
  rows: Record<string, number>;
  migrations: string[];
}

/** A copy that cannot be made, or cannot be trusted; the message says why. */
export class BackupProblem extends Error {}

const KEPT = 14;
const NAME = /^natter-\d{8}T\d{6}Z\.db$/;

/** Where the file of an embedded database is; null for a database on a server. */
export function fileOf(databaseUrl: string): string | null {
  if (!databaseUrl.startsWith('file:')) return null;
  return decodeURIComponent(databaseUrl.replace(/^file:(\/\/)?/, ''));
}

/** The name of a copy made at `now`: sorted by name, copies are sorted by age. */
export function nameAt(now: number): string {
  return `natter-${stamp(now)}.db`;
}

/** An instant as part of a file name, in UTC: "20270302T103000Z". */
export function stamp(now: number): string {
  return new Date(now * 1000).toISOString().replace(/\.\d+|[-:]/g, '');
}

/**
 * Copies a database to a new file while others go on writing to it, and reads the copy through. Throws
 * `BackupProblem`, and leaves no file, when the copy is not sound.
 */
export async function copy(source: string, target: string): Promise<Backup> {
  if (!existsSync(source)) throw new BackupProblem(`There is no database at ${source} yet`);
  if (existsSync(target)) throw new BackupProblem(`${target} is there already`);
  const unproved = `${target}.unproved`;
  await rm(unproved, { force: true });
  try {
    const { before, after } = await writeCopy(source, unproved);
    const made = await inspect(unproved);
    refuseLoss(made.rows, before, after);
    await chmod(unproved, 0o600);
    await rename(unproved, target);
    return { ...made, path: target };
  } finally {
    await rm(unproved, { force: true });
  }
}

/** Reads a copy from end to end. Throws `BackupProblem` when it is damaged or not Natter's. */
export async function inspect(path: string): Promise<Backup> {
  if (!existsSync(path)) throw new BackupProblem(`There is no file ${path}`);
  return reading(path, async (client) => {
    const faults = await rowsOf(client, 'PRAGMA integrity_check');
    if (faults.length !== 1 || faults[0]?.integrity_check !== 'ok')
      throw new BackupProblem(`${path} is damaged`);
    const strays = await rowsOf(client, 'PRAGMA foreign_key_check');
    if (strays.length > 0) throw new BackupProblem(`${path} is damaged: rows point to nothing`);
    const rows = await countRows(client);
    if (!('migrations' in rows)) throw new BackupProblem(`${path} is not a database of Natter`);
    const migrations = await rowsOf(client, 'SELECT name FROM migrations ORDER BY name');
    const { size } = await stat(path);
    return { path, bytes: size, rows, migrations: migrations.map((row) => text(row, 'name')) };
  });
}

/** Notes when the last copy was made, and removes all but the newest of the dated copies in the folder. */
export async function note(folder: string, made: Backup, now: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(
    join(folder, 'last.json'),
    JSON.stringify({ at: now, file: basename(made.path), bytes: made.bytes }),
  );
  const dated = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  for (const name of dated.slice(0, -KEPT)) await rm(join(folder, name));
}

/** When the last copy was made, Unix seconds; null when none was. */
export async function lastAt(folder: string): Promise<number | null> {
  try {
    return Number(JSON.parse(await readFile(join(folder, 'last.json'), 'utf8')).at) || null;
  } catch {
    return null;
  }
}

async function writeCopy(source: string, target: string) {
  return reading(source, async (client) => {
    const before = await countRows(client);
    await client.execute({ sql: 'VACUUM INTO :target', args: { target } });
    return { before, after: await countRows(client) };
  });
}

/** A table that stood still while the copy was made has as many rows there. */
function refuseLoss(rows: Counts, before: Counts, after: Counts) {
  for (const [table, count] of Object.entries(before)) {
    if (count === after[table] && count !== rows[table]) {
      throw new BackupProblem(`The copy has ${rows[table] ?? 0} of ${count} rows of ${table}`);
    }
  }
}

type Counts = Record<string, number>;

async function countRows(client: Client): Promise<Counts> {
  const tables = await rowsOf(
    client,
    `SELECT name
     FROM sqlite_schema
     WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
     ORDER BY name`,
  );
  const counts: Counts = {};
  for (const table of tables.map((row) => text(row, 'name'))) {
    const [row] = await rowsOf(client, `SELECT count(*) AS rows FROM "${table}"`);
    counts[table] = number(row ?? {}, 'rows');
  }
  return counts;
}

async function reading<T>(path: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient({ url: `file:${encodeURI(path)}`, intMode: 'number', timeout: 10_000 });
  try {
    return await work(client);
  } catch (problem) {
    if (problem instanceof BackupProblem) throw problem;
    throw new BackupProblem(
      `${path} could not be read: ${problem instanceof Error ? problem.message : problem}`,
    );
  } finally {
    client.close();
  }
}

async function rowsOf(client: Client, sql: string): Promise<Row[]> {
  return (await client.execute(sql)).rows as unknown as Row[];
}
