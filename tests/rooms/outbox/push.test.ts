import { afterEach, describe, expect, test } from 'vitest';
import {
  createPusher,
  hasUsableKeys,
  makeKeys,
  type Pusher,
  type PusherOptions,
  type PushMessage,
} from '#server/outbox/push.ts';
import { startPushReceiver, type PushReceiver } from '../../helpers/push-receiver.ts';

const NOW = 1_800_000_000;
const HOUR = 3600;
const vapid = makeKeys();
const tea: PushMessage = {
  payload: '{"title":"Tea at the shelter"}',
  ttl: 5400,
  urgency: 'high',
  topic: 'tea-2027',
};

let open: { close?(): void; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) {
    one.close?.();
    await one.stop?.();
  }
  open = [];
});

async function receiver(speaks: 'http' | 'https' | 'h2' = 'http'): Promise<PushReceiver> {
  const started = await startPushReceiver(speaks);
  open.unshift(started);
  return started;
}

function pusherTo(services: PushReceiver[], options: Partial<PusherOptions> = {}): Pusher {
  const pusher = createPusher({
    vapid,
    contact: 'mailto:ada@stainsacre.example',
    extraHosts: services.map(({ host }) => host),
    ca: services[0]?.ca || undefined,
    ...options,
  });
  open.unshift(pusher);
  return pusher;
}

describe.each(['http', 'https', 'h2'] as const)('over %s', (speaks) => {
  test('a message arrives, readable by the subscriber alone and signed by us', async () => {
    const service = await receiver(speaks);
    const subscription = service.subscribe(vapid.publicKey);
    const outcome = await pusherTo([service], { userAgent: 'Natter' }).send(subscription, tea, NOW);
    expect(service.faults).toEqual([]);
    expect(outcome).toEqual({ is: 'accepted' });
    expect(service.received).toMatchObject([
      {
        endpoint: subscription.endpoint,
        payload: tea.payload,
        ttl: 5400,
        urgency: 'high',
        topic: 'tea-2027',
        vapid: { aud: service.origin, sub: 'mailto:ada@stainsacre.example', key: vapid.publicKey },
        headers: { 'content-encoding': 'aes128gcm', 'user-agent': 'Natter' },
        httpVersion: speaks === 'h2' ? '2.0' : '1.1',
      },
    ]);
  });

  test('connections are kept between messages, and few are opened for many', async () => {
    const service = await receiver(speaks);
    const pusher = pusherTo([service]);
    const subscription = service.subscribe();
    for (let i = 0; i < 5; i++) await pusher.send(subscription, tea, NOW);
    // Over https the first connection only finds out what the service speaks.
    expect(service.connections()).toBe(speaks === 'https' ? 2 : 1);
    const many = await Promise.all(Array.from({ length: 100 }, () => pusher.send(subscription, tea, NOW)));
    expect(new Set(many.map(({ is }) => is))).toEqual(new Set(['accepted']));
    expect(service.received).toHaveLength(105);
    expect(service.connections()).toBeLessThanOrEqual(speaks === 'h2' ? 1 : 33);
  });

  test('a service that hung up meanwhile gets the message on a new connection', async () => {
    const service = await receiver(speaks);
    const pusher = pusherTo([service]);
    const subscription = service.subscribe();
    await pusher.send(subscription, tea, NOW);
    service.hangUp();
    expect(await pusher.send(subscription, tea, NOW)).toEqual({ is: 'accepted' });
  });

  test('an answer without end is cut off after a few words, and not asked for twice', async () => {
    const service = await receiver(speaks);
    const pusher = pusherTo([service]);
    await pusher.send(service.subscribe(), tea, NOW);
    service.answer({ manner: 'endless' });
    expect(await pusher.send(service.subscribe(), tea, NOW)).toEqual({ is: 'accepted' });
    expect(service.asked()).toBe(2);
    expect(service.bytesTaken()).toBeLessThan(2_000_000);
  });

  test('a service that says nothing is given up after one wait, and tried on a new connection the next time', async () => {
    const service = await receiver(speaks);
    const pusher = pusherTo([service], { waitMs: 1000 });
    const subscription = service.subscribe();
    await pusher.send(subscription, tea, NOW);
    const before = service.connections();
    service.answer({ manner: 'silent' });
    expect(await pusher.send(subscription, tea, NOW)).toEqual({ is: 'theirs' });
    expect(service.asked()).toBe(2);
    service.answer(null);
    expect(await pusher.send(subscription, tea, NOW)).toEqual({ is: 'accepted' });
    expect(service.connections()).toBe(before + 1);
  });
});

describe('the answer', () => {
  test.each([
    [200, { is: 'accepted' }],
    [201, { is: 'accepted' }],
    [202, { is: 'accepted' }],
    [301, { is: 'theirs', status: 301 }],
    [307, { is: 'theirs', status: 307 }],
    [400, { is: 'ours', status: 400 }],
    [401, { is: 'refused', status: 401 }],
    [403, { is: 'refused', status: 403 }],
    [404, { is: 'gone' }],
    [406, { is: 'slow-down', waitSeconds: 60 }],
    [410, { is: 'gone' }],
    [413, { is: 'too-large' }],
    [415, { is: 'ours', status: 415 }],
    [429, { is: 'slow-down', waitSeconds: 60 }],
    [500, { is: 'theirs', status: 500 }],
    [503, { is: 'theirs', status: 503 }],
  ])('%i means %o', async (status, outcome) => {
    const service = await receiver();
    const elsewhere = await receiver();
    service.answer({ status, headers: { location: elsewhere.subscribe().endpoint } });
    expect(await pusherTo([service, elsewhere]).send(service.subscribe(), tea, NOW)).toEqual(outcome);
    expect(elsewhere.connections()).toBe(0);
  });

  test.each([
    ['120', 120],
    ['Fri, 15 Jan 2027 08:05:00 GMT', 300],
    ['0', 1],
    ['Fri, 15 Jan 2027 07:00:00 GMT', 1],
    ['99999999999', 86_400],
    ['soon', 60],
    ['', 60],
  ])('"Retry-After: %s" asks for %i seconds', async (retryAfter, waitSeconds) => {
    const service = await receiver();
    service.answer({ status: 429, headers: { 'retry-after': retryAfter } });
    const outcome = await pusherTo([service]).send(service.subscribe(), tea, NOW);
    expect(outcome).toEqual({ is: 'slow-down', waitSeconds });
  });

  test('no service at all is theirs', async () => {
    const service = await receiver();
    const subscription = service.subscribe();
    const pusher = pusherTo([service]);
    await service.stop();
    expect(await pusher.send(subscription, tea, NOW)).toEqual({ is: 'theirs' });
  });

  test('a certificate that nobody vouches for is theirs', async () => {
    const service = await receiver('h2');
    expect(await pusherTo([service], { ca: undefined }).send(service.subscribe(), tea, NOW)).toEqual({
      is: 'theirs',
    });
    expect(service.received).toEqual([]);
  });
});

describe('a host that asked us to slow down', () => {
  test('is left in peace for so long, while others are not delayed', async () => {
    const [busy, idle] = [await receiver(), await receiver()];
    const pusher = pusherTo([busy, idle]);
    const [there, here] = [busy.subscribe(), idle.subscribe()];
    busy.answer({ status: 429, headers: { 'retry-after': '90' } });
    await pusher.send(there, tea, NOW);
    busy.answer(null);

    expect(pusher.waitUntil(busy.host)).toBe(NOW + 90);
    expect(pusher.waitUntil(idle.host)).toBe(0);
    expect(await pusher.send(there, tea, NOW + 30)).toEqual({ is: 'slow-down', waitSeconds: 60 });
    expect(await pusher.send(here, tea, NOW + 30)).toEqual({ is: 'accepted' });
    expect(busy.received).toEqual([]);
    expect(await pusher.send(there, tea, NOW + 90)).toEqual({ is: 'accepted' });
    expect(pusher.waitUntil(busy.host)).toBe(0);
  });

  test('is spared the messages that were waiting in line', async () => {
    const service = await receiver();
    const pusher = pusherTo([service]);
    service.answer({ status: 429, headers: { 'retry-after': '90' } });
    const many = Array.from({ length: 200 }, () => pusher.send(service.subscribe(), tea, NOW));
    expect(new Set((await Promise.all(many)).map(({ is }) => is))).toEqual(new Set(['slow-down']));
    expect(service.asked()).toBeLessThanOrEqual(32);
  });
});

test('who waits in line behind silence hears at once that a host asked for peace', async () => {
  const service = await receiver();
  const pusher = pusherTo([service], { waitMs: 60_000 });
  const [angry, ...others] = Array.from({ length: 40 }, () => service.subscribe());
  service.answer({ manner: 'silent' });
  service.answer({ status: 429 }, angry!.endpoint);
  const sent = [angry!, ...others].map((subscription) => pusher.send(subscription, tea, NOW));
  const heard = await Promise.all([sent[0], ...sent.slice(32), pusher.send(others[0]!, tea, NOW)]);
  expect(new Set(heard.map((outcome) => outcome!.is))).toEqual(new Set(['slow-down']));
  expect(service.asked()).toBeLessThanOrEqual(32);
});

test('closing ends what is under way, and nothing goes out after it', async () => {
  const service = await receiver();
  const pusher = pusherTo([service]);
  service.answer({ manner: 'silent' });
  const many = Array.from({ length: 50 }, () => pusher.send(service.subscribe(), tea, NOW));
  await expect.poll(() => service.connections()).toBe(32);
  pusher.close();
  expect(new Set((await Promise.all(many)).map(({ is }) => is))).toEqual(new Set(['theirs']));
  expect(service.connections()).toBe(32);
});

test('a silent host holds up nobody else', async () => {
  const [silent, idle] = [await receiver(), await receiver()];
  const pusher = pusherTo([silent, idle]);
  silent.answer({ manner: 'silent' });
  let waiting = true;
  for (let i = 0; i < 50; i++) pusher.send(silent.subscribe(), tea, NOW).then(() => (waiting = false));
  expect(await pusher.send(idle.subscribe(), tea, NOW)).toEqual({ is: 'accepted' });
  expect(waiting).toBe(true);
});

describe('the signature', () => {
  test('serves an origin for six hours, then is made anew', async () => {
    const service = await receiver();
    const pusher = pusherTo([service]);
    const subscription = service.subscribe(vapid.publicKey);
    for (const at of [NOW, NOW + 1, NOW + 6 * HOUR - 1, NOW + 6 * HOUR])
      await pusher.send(subscription, tea, at);
    const [first, second, third, fourth] = service.received.map(({ authorization }) => authorization);
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(fourth).not.toBe(first);
  });

  test('is made anew after the clock was put back', async () => {
    const service = await receiver();
    const pusher = pusherTo([service]);
    const subscription = service.subscribe();
    for (const at of [NOW, NOW - 1]) await pusher.send(subscription, tea, at);
    expect(new Set(service.received.map(({ authorization }) => authorization)).size).toBe(2);
  });

  test('is for one origin alone, its port included', async () => {
    const services = [await receiver(), await receiver()];
    const pusher = pusherTo(services);
    for (const service of services) await pusher.send(service.subscribe(), tea, NOW);
    expect(services.map(({ received }) => received[0]!.vapid.aud)).toEqual(
      services.map(({ origin }) => origin),
    );
  });

  test('of another installation is refused', async () => {
    const service = await receiver();
    const subscription = service.subscribe(makeKeys().publicKey);
    expect(await pusherTo([service]).send(subscription, tea, NOW)).toEqual({ is: 'refused', status: 403 });
  });
});

describe('nothing is sent', () => {
  test('to a host that is not a known push service', async () => {
    const service = await receiver();
    expect(await pusherTo([]).send(service.subscribe(), tea, NOW)).toEqual({ is: 'not-allowed' });
    expect(service.connections()).toBe(0);
  });

  test('to a known push service whose name leads to a private address', async () => {
    const service = await receiver();
    const endpoint = 'https://fcm.googleapis.com/fcm/send/x';
    const pusher = pusherTo([], {
      lookup: (_hostname, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect(await pusher.send({ ...service.subscribe(), endpoint }, tea, NOW)).toEqual({ is: 'not-allowed' });
  });

  test('that is longer than 3,000 bytes', async () => {
    const service = await receiver();
    const pusher = pusherTo([service]);
    const subscription = service.subscribe();
    const long = (payload: string) => pusher.send(subscription, { ...tea, payload }, NOW);
    expect(await long('x'.repeat(3000))).toEqual({ is: 'accepted' });
    expect(await long('x'.repeat(3001))).toEqual({ is: 'too-large' });
    expect(await long('é'.repeat(1501))).toEqual({ is: 'too-large' });
    expect(service.received).toHaveLength(1);
  });

  test('to a subscription with keys that are no keys: it is as good as gone', async () => {
    const service = await receiver();
    const pusher = pusherTo([service]);
    const good = service.subscribe();
    const offTheCurve = Buffer.alloc(65, 4).toString('base64url');
    for (const bad of [{ p256dh: '' }, { p256dh: offTheCurve }, { auth: 'short' }]) {
      expect(hasUsableKeys({ ...good, ...bad })).toBe(false);
      expect(await pusher.send({ ...good, ...bad }, tea, NOW)).toEqual({ is: 'gone' });
    }
    expect(hasUsableKeys(good)).toBe(true);
    expect(service.connections()).toBe(0);
  });

  test.each([
    { ttl: -1 },
    { ttl: 1.5 },
    { ttl: NaN },
    { topic: '' },
    { topic: 'x'.repeat(33) },
    { topic: 'a b' },
  ])('with %o, which is a bug', async (bad) => {
    const service = await receiver();
    await expect(pusherTo([service]).send(service.subscribe(), { ...tea, ...bad }, NOW)).rejects.toThrow(
      RangeError,
    );
  });

  test('to a browser that went away', async () => {
    const service = await receiver();
    const subscription = service.subscribe();
    service.unsubscribe(subscription.endpoint);
    expect(await pusherTo([service]).send(subscription, tea, NOW)).toEqual({ is: 'gone' });
  });
});
