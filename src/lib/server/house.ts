import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigProblem } from './config.ts';
import * as database from './db/database.ts';
import { hold } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { createRereading, type Rereading } from './elsewhere/again.ts';
import { warmUpSoon } from './elsewhere/warming.ts';
import { createRoads, type Roads } from './lifts/roads.ts';
import { createMailer, type Mail, type Mailer } from './outbox/email.ts';
import { createDelivery, type Delivery } from './outbox/delivery.ts';
import { createFetcher, type Fetcher } from './outbox/fetching.ts';
import { loadKeys, type Keys } from './outbox/keys.ts';
import { createPusher, type Pusher } from './outbox/push.ts';
import { createPlanner } from './reminders/planner.ts';
import { createRender } from './reminders/render.ts';
import * as clock from './clock.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';

/** Everything one running Natter is made of: opened once, handed to the doors. */
export interface House {
  config: Config;
  db: database.Database;
  log: Log;
  keys: Keys;
  mailer: Mailer;
  pusher: Pusher;
  delivery: Delivery;
  /** Asks addresses that somebody gave us. */
  fetcher: Fetcher;
  /** Asks the routing server that the operator named; null where none is. */
  roads: Roads | null;
  /** Keeps the calendars of others up to date. */
  rereading: Rereading;
  /** The public address, for links in letters. */
  address: string;
  /** Sends a mail that must not wait for its turn, such as a sign-in code, without keeping the page waiting. */
  postSoon(mail: Mail): void;
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
  const mailer = createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom, folder: config.dataFolder });
  const pusher = createPusher({
    vapid: keys.vapid,
    contact: config.pushContact,
    extraHosts: config.pushExtraHosts,
  });
  const fetcher = createFetcher({ extraHosts: config.calendarExtraHosts });
  const roads = openRoads(config.roadTimesUrl);
  const warming = warmUpSoon();
  const rereading = createRereading({ db, fetcher, log, ready: warming.done });
  const address = config.origin ?? `http://localhost:${config.port}`;
  const delivery = createDelivery({
    db,
    pusher,
    mailer,
    log,
    clock: clock.now,
    copy: newId(),
    plan: createPlanner({ db, log, roads, readOthers: rereading.begin }),
    render: createRender({ db, origin: address, signingKey: keys.signing }),
  });
  return {
    config,
    db,
    log,
    keys,
    mailer,
    pusher,
    delivery,
    fetcher,
    roads,
    rereading,
    address,
    postSoon: (mail) => void post(mailer, log, mail),
    async close() {
      warming.stop();
      await Promise.all([delivery.stop(), rereading.stop()]);
      pusher.close();
      mailer.close();
      await db.close();
      lock?.release();
    },
  };
}

/** Five seconds, over https, or over http on this machine: it is told where people live. */
function openRoads(address: string | null): Roads | null {
  if (address === null) return null;
  const { hostname, port, protocol } = new URL(address);
  const host = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const fetcher = createFetcher({ extraHosts: [host], waitMs: 5_000, says: 'Natter (plans lifts)' });
  if (!fetcher.mayAsk(address))
    throw new ConfigProblem('ROAD_TIMES_URL must begin with https:, or with http: on this machine');
  return createRoads(address, fetcher);
}

/** Tries a mail now and twice more; what is in it may be of no use later. */
async function post(mailer: Mailer, log: Log, mail: Mail): Promise<void> {
  for (const pauseMs of [2_000, 10_000, 0]) {
    const outcome = await mailer.send(mail);
    log('mail', { id: mail.id, is: outcome.is, file: 'path' in outcome ? (outcome.path ?? null) : null });
    if (outcome.is !== 'later' || pauseMs === 0) return;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
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
