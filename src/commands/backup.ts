// npm run backup [-- FILE]: copies the database while Natter runs, and proves the copy.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as clock from '#server/clock.ts';
import { ConfigProblem, readConfig } from '#server/config.ts';
import * as backup from '#server/db/backup.ts';

async function main([given]: string[]): Promise<void> {
  const { databaseUrl, dataFolder } = readConfig(process.env);
  const source = backup.fileOf(databaseUrl);
  if (!source) {
    throw new backup.BackupProblem(
      'The database is on a server (DATABASE_URL): use that server’s own backups, which know it best.',
    );
  }
  const now = clock.now();
  const folder = join(dataFolder, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = await backup.copy(source, given ? resolve(given) : join(folder, backup.nameAt(now)));
  await backup.note(folder, made, now);
  const { hubs = 0, people = 0, meetups = 0 } = made.rows;
  console.log(
    `Copied ${hubs} hubs, ${people} people and ${meetups} meet-ups, and read the copy through: ${made.path}`,
  );
}

main(process.argv.slice(2)).catch((problem: unknown) => {
  const expected = problem instanceof ConfigProblem || problem instanceof backup.BackupProblem;
  console.error(expected ? problem.message : problem);
  process.exitCode = 1;
});
