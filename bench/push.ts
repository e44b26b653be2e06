import { fork } from 'node:child_process';
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { fileURLToPath } from 'node:url';
import webPush from 'web-push';
import * as clock from '#server/clock.ts';
import { encrypt } from '#server/outbox/push-encryption.ts';
import { createPusher, makeKeys, type Subscription } from '#server/outbox/push.ts';
import { median, round, type Figure } from './figures.ts';

// Many short rounds, compared one by one: what else the machine does then weighs on all alike.
const WARM_UP = 4;
const ROUNDS = 40;
const MESSAGES = 250;
const NEIGHBOURS = 50;
const CONNECTIONS = 32;
const CONTACT = 'mailto:ada@stainsacre.example';
const PAYLOAD = JSON.stringify({
  web_push: 8030,
  notification: {
    title: 'Tea at the shelter',
    body: 'Tomorrow, Tuesday 2 March, 10.30 in the morning. You said you are coming.',
    navigate: 'https://natter.example/stainsacre-social/meetups/hB2wq0c1XwqO2dKfZk3mYw-2027-03-02',
    tag: 'hB2wq0c1XwqO2dKfZk3mYw',
  },
});

interface Way {
  send(subscription: Subscription): unknown;
  close(): void;
}

/** The sender's CPU a message: ours against web-push's own sending, and against encryption alone. */
export async function run(): Promise<Figure[]> {
  const receiver = fork(fileURLToPath(new URL('push-receiver.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const [service] = (await once(receiver, 'message')) as [{ host: string; cert: string }];
  const ways = { natter: ourWay(service), webPush: itsWay(service), alone: withoutSending() };
  const subscriptions = Array.from({ length: NEIGHBOURS }, () => subscribe(service.host));
  const spent = { natter: [] as number[], webPush: [] as number[], alone: [] as number[] };
  for (let i = -WARM_UP; i < ROUNDS; i++) {
    for (const name of ['webPush', 'natter', 'alone'] as const) {
      const each = await measure(ways[name], subscriptions);
      if (i >= 0) spent[name].push(each);
    }
  }
  for (const way of Object.values(ways)) way.close();
  receiver.disconnect();
  return toFigures(spent);
}

function ourWay({ host, cert }: { host: string; cert: string }): Way {
  const pusher = createPusher({ vapid: makeKeys(), contact: CONTACT, extraHosts: [host], ca: cert });
  const message = { payload: PAYLOAD, ttl: 5400, urgency: 'normal', topic: 'tea' } as const;
  return {
    send: async (subscription) => {
      const { is } = await pusher.send(subscription, message, clock.now());
      if (is !== 'accepted') throw new Error(is);
    },
    close: () => pusher.close(),
  };
}

function itsWay({ cert }: { cert: string }): Way {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, ca: cert });
  const vapidDetails = { subject: CONTACT, ...makeKeys() };
  const options = { vapidDetails, TTL: 5400, urgency: 'normal', topic: 'tea', agent } as const;
  return {
    send: ({ endpoint, ...keys }) => webPush.sendNotification({ endpoint, keys }, PAYLOAD, options),
    close: () => agent.destroy(),
  };
}

function withoutSending(): Way {
  return {
    send: ({ p256dh, auth }) =>
      encrypt(PAYLOAD, { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') }),
    close: () => {},
  };
}

function subscribe(host: string): Subscription {
  const endpoint = `https://${host}/push/${randomBytes(60).toString('base64url')}`;
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  return { endpoint, p256dh, auth: randomBytes(16).toString('base64url') };
}

/** Microseconds of CPU a message, all threads of this process together. */
async function measure(way: Way, subscriptions: Subscription[]): Promise<number> {
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, i) => way.send(subscriptions[i % NEIGHBOURS] as Subscription)),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MESSAGES;
}

function toFigures({ natter, webPush, alone }: Record<'natter' | 'webPush' | 'alone', number[]>): Figure[] {
  const value = round(median(natter));
  const faster = median(natter.map((ours, i) => webPush[i]! / ours));
  const ofLimit = median(natter.map((ours, i) => alone[i]! / ours));
  return [
    {
      name: 'push: sender CPU a message, web-push ÷ Natter',
      value,
      unit: 'µs',
      ratio: round(faster),
      goal: '≥ 2 × as fast as web-push',
      holds: faster >= 2,
    },
    {
      name: 'push: sender CPU a message, cryptography alone ÷ Natter',
      value,
      unit: 'µs',
      ratio: round(ofLimit),
      goal: '≥ 0.55 × the speed of cryptography alone',
      holds: ofLimit >= 0.55,
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const figure of await run()) console.log(JSON.stringify(figure));
}
