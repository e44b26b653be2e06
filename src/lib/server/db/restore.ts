import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupProblem, inspect, stamp, type Backup } from './backup.ts';

const PARTS = ['', '-wal', '-shm'];

/**
 * Puts a copy in the place of the database; nothing may be using it. Refuses to replace one unless `over`, and
 * then keeps it beside, under the name that `aside` tells. Throws `BackupProblem`, with everything as it was.
 */
export async function restore(
  from: string,
  target: string,
  { over, migrations, now }: { over: boolean; migrations: string; now: number },
): Promise<{ restored: Backup; aside: string | null }> {
  const backup = await inspect(from);
  await refuseNewer(backup, migrations);
  if (existsSync(target) && !over) {
    throw new BackupProblem(
      `There is a database at ${target} already: add --over to put it aside and restore anyway`,
    );
  }
  const fresh = `${target}.restoring`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await copyFile(from, fresh);
  await chmod(fresh, 0o600);
  await flush(fresh);
  const aside = existsSync(target) ? `${target}.before-${stamp(now)}` : null;
  // The old one keeps its log of changes: together they are whole, apart neither is.
  if (aside) for (const part of PARTS) await moveIfThere(`${target}${part}`, `${aside}${part}`);
  await rename(fresh, target);
  return { restored: { ...backup, path: target }, aside };
}

async function refuseNewer({ path, migrations }: Backup, folder: string) {
  const known = new Set(await readdir(folder));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown) throw new BackupProblem(`${path} was made by a newer Natter (${unknown}): upgrade first`);
}

async function moveIfThere(from: string, to: string) {
  if (existsSync(from)) await rename(from, to);
}

/** Power may go at any moment: the copy is on the disk before it takes the name. */
async function flush(path: string) {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
