import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import * as clock from '#server/clock.ts';
import { ConfigProblem, readConfig } from '#server/config.ts';
import * as database from '#server/db/database.ts';
import { hold } from '#server/db/lock.ts';
import { migrate } from '#server/db/migrate.ts';
import { CAST } from '#server/demo/cast.ts';
import * as village from '#server/demo/village.ts';
import * as signInCards from '#server/people/sign-in-cards.ts';

/** Fills an empty data folder with the demo village and prints, for each of the cast, an address that signs them in. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const lock = await hold(join(config.dataFolder, 'natter.lock'));
  if (!lock)
    throw new ConfigProblem('Natter is running: stop it first, then run the demo, then start it again.');
  const db = await database.open({
    url: config.databaseUrl,
    authToken: config.databaseAuthToken ?? undefined,
  });
  try {
    await migrate(db, 'migrations', clock.now());
    if (!(await village.isEmpty(db))) {
      throw new ConfigProblem(
        'There is a hub here already. The demo village needs an empty data folder: set NATTER_DATA to a new one.',
      );
    }
    const { ids } = await village.fill(db, clock.now());
    const address = config.origin ?? `http://localhost:${config.port}`;
    for (const { part, firstName } of CAST) {
      const token = await db.write((tx) => signInCards.make(tx, ids[firstName]!, clock.now()));
      console.log(`${part} ${firstName} ${address}/sign-in/once/${token}`);
    }
  } finally {
    await db.close();
    lock.release();
  }
}

main().catch((problem: unknown) => {
  console.error(problem instanceof ConfigProblem ? problem.message : problem);
  process.exitCode = 1;
});
