import { afterAll, beforeAll, expect, it } from 'vitest';
import { open, type Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { createDelivery } from '#server/outbox/delivery.ts';
import * as sends from '#server/outbox/sends.ts';
import { createPlanner } from '#server/reminders/planner.ts';
import { createRender } from '#server/reminders/render.ts';
import { createPusher, makeKeys } from '#server/outbox/push.ts';
import { startLibsqlServer, type LibsqlServer } from '../../helpers/libsql-server.ts';
import { startPushReceiver, type PushReceiver } from '../../helpers/push-receiver.ts';
import { planTea } from '../../helpers/tea.ts';
import { addDevice } from '../../helpers/village.ts';

/** 18.00 the evening before, British Summer Time. */
const EVENING = Date.UTC(2027, 3, 5, 17) / 1000;
const PEOPLE = 60;

let server: LibsqlServer;
let phones: PushReceiver;
let one: Database;
let two: Database;

beforeAll(async () => {
  server = await startLibsqlServer();
  phones = await startPushReceiver();
  one = await open({ url: server.url });
  two = await open({ url: server.url });
  await migrate(one, 'migrations', 0);
});

afterAll(async () => {
  await Promise.all([one.close(), two.close(), phones.stop()]);
  await server.stop();
});

function copyOn(db: Database, copy: string) {
  const pusher = createPusher({
    vapid: makeKeys(),
    contact: 'mailto:ada@example.org',
    extraHosts: [phones.host],
  });
  return createDelivery({
    db,
    pusher,
    mailer: { send: async () => ({ is: 'accepted' }) },
    render: createRender({ db, origin: 'https://natter.example.org', signingKey: 'key' }),
    plan: createPlanner({ db, log: () => {} }),
    copy,
    log: () => {},
    clock: () => EVENING,
  });
}

it('two copies on one server plan and send every reminder once, and take over from one that died', async () => {
  const tea = await planTea(one);
  for (let i = 0; i < PEOPLE; i++) {
    const person = await tea.neighbour(`Neighbour ${i}`);
    await addDevice(one, person, phones.subscribe());
    await tea.say(person, 'coming');
  }
  // A third copy claims some and is never heard of again.
  await createPlanner({ db: one, log: () => {} })(EVENING);
  const lost = await sends.claim(one, { way: 'push', copy: 'three', most: 10 }, EVENING);
  expect(lost).toHaveLength(10);

  const [first, second] = [copyOn(one, 'one'), copyOn(two, 'two')];
  await Promise.all([first.tick(EVENING), second.tick(EVENING)]);
  expect(phones.received).toHaveLength(PEOPLE - 10);
  const later = EVENING + sends.LEASE;
  await Promise.all([second.tick(later), first.tick(later)]);
  expect(phones.faults).toEqual([]);
  expect(phones.received).toHaveLength(PEOPLE);
  expect(new Set(phones.received.map(({ endpoint }) => endpoint)).size).toBe(PEOPLE);
});
