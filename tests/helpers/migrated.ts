import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { open } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { startLibsqlServer } from './libsql-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with an empty, migrated database of each kind, to be copied: "file" and "server". */
    migrated: string;
  }
}

/** Migrates once for a whole run of the tests: each test begins with a copy. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'natter-migrated-'));
  mkdirSync(join(folder, 'file'));
  await migrateAt(`file:${join(folder, 'file', 'natter.db')}`);
  const server = await startLibsqlServer();
  await migrateAt(server.url);
  await server.stop(join(folder, 'server'));
  project.provide('migrated', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

async function migrateAt(url: string): Promise<void> {
  const db = await open({ url });
  await migrate(db, 'migrations', 0);
  await db.close();
}
