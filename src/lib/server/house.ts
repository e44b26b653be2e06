import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigProblem } from './config.ts';
import * as database from './db/database.ts';
import { hold } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { loadKeys, type Keys } from './outbox/keys.ts';
import type { Log } from './log.ts';

/** Everything one running Natter is made of: opened once, handed to the doors. */
export interface House {
  config: Config;
  db: database.Database;
  log: Log;
  keys: Keys;
  close(): Promise<void>;
}

/** Opens the data folder, the database and the keys. Throws `ConfigProblem` when the folder is in use. */
export async function openHouse(config: Config, log: Log, now: number): Promise<House> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const lock = await holdFolder(config);
  const db = await database.open({
    url: config.databaseUrl,
    authToken: config.databaseAuthToken ?? undefined,
  });
  for (const name of await migrate(db, resolve('migrations'), now)) log('migrated', { name });
  const keys = await loadKeys(db, now);
  return {
    config,
    db,
    log,
    keys,
    async close() {
      await db.close();
      lock?.release();
    },
  };
}

/** One process per file; with a database server many copies may run. */
async function holdFolder(config: Config) {
  if (!config.databaseUrl.startsWith('file:')) return null;
  const lock = await hold(join(config.dataFolder, 'natter.lock'));
  if (!lock) {
    throw new ConfigProblem(
      `Natter is already running on ${config.dataFolder}: stop it, or set NATTER_DATA to another folder`,
    );
  }
  return lock;
}
