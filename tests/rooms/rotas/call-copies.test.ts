import { afterAll, beforeAll, expect, it } from 'vitest';
import { open, type Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { createPlanner } from '#server/reminders/planner.ts';
import { at, buildCallRota } from '../../helpers/calls.ts';
import { startLibsqlServer, type LibsqlServer } from '../../helpers/libsql-server.ts';

let server: LibsqlServer;
let copies: Database[];

beforeAll(async () => {
  server = await startLibsqlServer();
  copies = await Promise.all([open({ url: server.url }), open({ url: server.url })]);
  await migrate(copies[0]!, 'migrations', 0);
});

afterAll(async () => {
  await Promise.all(copies.map((copy) => copy.close()));
  await server.stop();
});

it('two copies on one server give out each call once, and take each step once', async () => {
  const rota = await buildCallRota(copies[0]!);
  const planners = copies.map((db) => createPlanner({ db, log: () => {} }));
  const round = (local: string) => Promise.all(planners.map((plan) => plan(at(local))));
  await round('2027-03-03T08:30');
  await round('2027-03-03T14:00');
  expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot']);
  await round('2027-03-03T17:00');
  expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot passed', 'host Ada']);
  expect(await rota.letters()).toEqual([
    '03-03 08:30 call-to-make Bert',
    '03-03 14:00 call-to-make Dot',
    '03-03 17:00 call-help Ada',
  ]);
});
