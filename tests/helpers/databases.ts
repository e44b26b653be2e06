import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { open, type Database } from '#server/db/database.ts';
import { startLibsqlServer, type LibsqlServer } from './libsql-server.ts';

/**
 * Runs the same facts against both kinds of database: a `file:` and a libSQL server.
 * `fresh()` gives an empty, migrated database; it is closed after the test.
 */
export function eachDatabase(facts: (fresh: () => Promise<Database>, mode: 'embedded' | 'server') => void) {
  describe('embedded', () => {
    const opened = closeAfterEach();
    facts(async () => opened(await openFile()), 'embedded');
  });
  describe('server', () => {
    let server: LibsqlServer | null = null;
    let used = false;
    const start = () => startLibsqlServer({ from: join(inject('migrated'), 'server') });
    beforeAll(async () => {
      server = await start();
    });
    afterAll(async () => server?.stop());
    const opened = closeAfterEach();
    async function fresh() {
      if (used) await restart();
      used = true;
      return opened(await open({ url: server!.url }));
    }
    async function restart() {
      await server!.stop();
      server = await start();
    }
    facts(fresh, 'server');
  });
}

/** An empty, migrated database in a file of its own. */
export async function openFile(): Promise<Database & { url: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'natter-test-'));
  cpSync(join(inject('migrated'), 'file'), folder, { recursive: true });
  const url = `file:${join(folder, 'natter.db')}`;
  const db = await open({ url });
  return { ...db, url, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function closeAfterEach() {
  let open: (Database & { remove?(): void })[] = [];
  afterEach(async () => {
    for (const db of open) {
      await db.close();
      db.remove?.();
    }
    open = [];
  });
  return <T extends Database>(db: T): T => {
    open.push(db);
    return db;
  };
}
