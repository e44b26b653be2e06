// npm run restore -- FILE [--over]: puts a copy in the place of the database, while Natter is stopped.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as clock from '#server/clock.ts';
import { ConfigProblem, readConfig } from '#server/config.ts';
import { BackupProblem, fileOf } from '#server/db/backup.ts';
import { hold } from '#server/db/lock.ts';
import { restore } from '#server/db/restore.ts';

async function main(args: string[]): Promise<void> {
  const { databaseUrl, dataFolder } = readConfig(process.env);
  const target = fileOf(databaseUrl);
  if (!target) {
    throw new BackupProblem(
      'The database is on a server (DATABASE_URL): restore it there, with that server’s own means.',
    );
  }
  const from = args.find((arg) => !arg.startsWith('--'));
  if (!from) throw new BackupProblem('Say which copy: npm run restore -- data/backups/natter-….db');

  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const lock = await hold(join(dataFolder, 'natter.lock'));
  if (!lock) throw new BackupProblem(`Natter is running on ${dataFolder}: stop it first`);
  try {
    const over = args.includes('--over');
    const { restored, aside } = await restore(resolve(from), target, {
      over,
      migrations: 'migrations',
      now: clock.now(),
    });
    const { hubs = 0, people = 0 } = restored.rows;
    console.log(`Restored ${hubs} hubs and ${people} people from ${from}.`);
    if (aside) console.log(`What was there before is at ${aside}: remove it when all is well.`);
  } finally {
    lock.release();
  }
}

main(process.argv.slice(2)).catch((problem: unknown) => {
  const expected = problem instanceof ConfigProblem || problem instanceof BackupProblem;
  console.error(expected ? problem.message : problem);
  process.exitCode = 1;
});
