import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { text } from './rows.ts';

/** Brings the database up to date with the numbered files of `folder`; returns the names of those that ran now. */
export async function migrate(db: Database, folder: string, now: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  await db.write((tx) =>
    tx.run('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, ran_at INTEGER NOT NULL) STRICT'),
  );
  const ran: string[] = [];
  for (const name of names) {
    const sql = await readFile(join(folder, name), 'utf8');
    if (await runOnce(db, name, sql, now)) ran.push(name);
  }
  return ran;
}

/** True when this call ran it: of two copies that start together one runs it and the other finds it done. */
async function runOnce(db: Database, name: string, sql: string, now: number): Promise<boolean> {
  return db.write(async (tx) => {
    const done = await tx.one('SELECT name FROM migrations WHERE name = :name', { name });
    if (done && text(done, 'name')) return false;
    await tx.script(sql);
    await tx.run('INSERT INTO migrations (name, ran_at) VALUES (:name, :now)', { name, now });
    return true;
  });
}
