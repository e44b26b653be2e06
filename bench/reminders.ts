import { fork, type ChildProcess } from 'node:child_process';
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY, MINUTE, now as present } from '#server/clock.ts';
import { open, type Writer } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { build } from '../src/commands/building.mjs';
import { round, type Figure } from './figures.ts';
import { press } from './press.ts';
import { makeFolder, startNatter } from './servers.ts';

const HUBS = 100;
const PEOPLE_A_HUB = 50;
const PEOPLE = HUBS * PEOPLE_A_HUB;
const SET_UP = 45;
const WATCHED = 60;
const PAGES_A_SECOND = 20;

interface Service {
  host: string;
  cert: string;
}

/** 5,000 reminders due in one minute: how late they come, whether all do, once, and what pages feel of it. */
export async function run(): Promise<Figure[]> {
  build();
  const { folder, remove } = makeFolder();
  const receiver = fork(fileURLToPath(new URL('reminder-receiver.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const [service] = (await once(receiver, 'message')) as [Service];
  const dueAt = await plan(folder, service.host);
  writeFileSync(join(folder, 'service.pem'), service.cert);
  const trust = { PUSH_EXTRA_HOSTS: service.host, NODE_EXTRA_CA_CERTS: join(folder, 'service.pem') };
  const server = await startNatter(folder, trust);
  try {
    const pages = (seconds: number) =>
      press({ url: `${server.url}/hub-0`, connections: 4, seconds, rate: PAGES_A_SECOND });
    const calm = await pages(dueAt - present() - 5);
    const busy = await pages(WATCHED);
    return toFigures(await arrivalsAt(receiver), dueAt, { calm: calm.p99, busy: busy.p99 });
  } finally {
    await server.stop();
    receiver.disconnect();
    remove();
  }
}

async function arrivalsAt(receiver: ChildProcess): Promise<Record<string, number[]>> {
  receiver.send('tell');
  const [{ arrivals }] = (await once(receiver, 'message')) as [{ arrivals: Record<string, number[]> }];
  return arrivals;
}

function toFigures(
  arrivals: Record<string, number[]>,
  dueAt: number,
  p99: { calm: number; busy: number },
): Figure[] {
  const late = Object.values(arrivals)
    .map(([first = Infinity]) => first / 1000 - dueAt)
    .sort((a, b) => a - b);
  const p95 = late[Math.floor(late.length * 0.95)] ?? Infinity;
  const wrong = PEOPLE - late.length + Object.values(arrivals).filter((times) => times.length > 1).length;
  const slower = p99.busy / Math.max(1, p99.calm);
  const figure = (name: string, value: number, unit: string, goal: string, holds: boolean): Figure => ({
    name: `${PEOPLE} reminders: ${name}`,
    value: round(value),
    unit,
    ratio: null,
    goal,
    holds,
  });
  return [
    figure('late, p95', p95, 's', '< 30 s', p95 < 30),
    figure('missing or doubled', wrong, 'reminders', '0', wrong === 0),
    { ...figure('page p99 meanwhile', p99.busy, 'ms', '< 3 × idle', slower < 3), ratio: round(slower) },
  ];
}

/** A hundred hubs whose next meet-up starts at the same moment, with fifty people coming to each. */
async function plan(folder: string, host: string): Promise<number> {
  const db = await open({ url: `file:${join(folder, 'natter.db')}` });
  const now = present();
  await migrate(db, 'migrations', now);
  const startsAt = now + SET_UP + 90 * MINUTE;
  for (let hub = 0; hub < HUBS; hub++) await db.write((tx) => addHub(tx, hub, startsAt, host, now));
  await db.close();
  return startsAt - 90 * MINUTE;
}

async function addHub(tx: Writer, hub: number, startsAt: number, host: string, now: number): Promise<void> {
  // Where it is the middle of the day, nobody's quiet hours come between.
  const east = 12 - new Date(now * 1000).getUTCHours();
  const zone = `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
  const local = new Date((startsAt + east * 3600) * 1000).toISOString().slice(0, 16);
  const endpoint = `https://${host}/push/`;
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  const auth = randomBytes(16).toString('base64url');
  const args = { slug: `hub-${hub}`, zone, local, date: local.slice(0, 10), startsAt, now };
  await tx.run(
    `INSERT INTO hubs (slug, name, place, zone, created_at) VALUES (:slug, :slug, 'Stainsacre', :zone, :now)`,
    { slug: args.slug, zone, now },
  );
  await tx.run(
    `INSERT INTO venues (id, hub, kind, name, created_at) VALUES (:slug, :slug, 'public', 'The shelter', :now)`,
    { slug: args.slug, now },
  );
  await tx.run(
    `INSERT INTO series (id, hub, title, venue_id, start_local, length_min, created_at, changed_at)
     VALUES (:slug, :slug, 'Tea at the shelter', :slug, :local, 90, :now, :now)`,
    { slug: args.slug, local, now },
  );
  await tx.run(
    `INSERT INTO meetups (id, series_id, hub, original_date, starts_local, starts_at, ends_at, changed_at)
     VALUES (:slug || '-' || :date, :slug, :slug, :date, :local, :startsAt, :startsAt + 5400, :now)`,
    args,
  );
  for (let i = 0; i < PEOPLE_A_HUB; i++) {
    const id = `person-${hub}-${i}`;
    await tx.run('INSERT INTO people (id, first_name, created_at) VALUES (:id, :id, :now)', { id, now });
    await tx.run(
      `INSERT INTO sessions (hash, person_id, created_at, expires_at, seen_at) VALUES (:id, :id, :now, :now + ${DAY}, :now)`,
      { id, now },
    );
    await tx.run(
      `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
       VALUES (:id, :id, :id, :endpoint || :id, :p256dh, :auth, :now)`,
      { id, endpoint, p256dh, auth, now },
    );
    await tx.run(
      `INSERT INTO rsvps (meetup_id, person_id, answer, answered_at, changed_at)
       VALUES (:meetup, :id, 'coming', :now - ${DAY}, :now - ${DAY})`,
      { meetup: `${args.slug}-${args.date}`, id, now },
    );
  }
}
