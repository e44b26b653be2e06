import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { createDelivery } from '#server/outbox/delivery.ts';
import { createMailer, type Mailer } from '#server/outbox/email.ts';
import * as letters from '#server/outbox/letters.ts';
import { createPusher, makeKeys, type Pusher } from '#server/outbox/push.ts';
import * as reached from '#server/outbox/reached.ts';
import { createPlanner } from '#server/reminders/planner.ts';
import { createRender } from '#server/reminders/render.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { startMailReceiver, type MailReceiver } from '../../helpers/mail-receiver.ts';
import { startPushReceiver, type PushReceiver } from '../../helpers/push-receiver.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';
import { addDevice } from '../../helpers/village.ts';

const MINUTE = 60;
const HOUR = 3600;
/** 18.00 the evening before, British Summer Time. */
const EVENING = Date.UTC(2027, 3, 5, 17) / 1000;

let phones: PushReceiver;
let post: MailReceiver;
let pusher: Pusher;
let mailer: Mailer;
let folder: string;
const vapid = makeKeys();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-post-'));
  phones = await startPushReceiver();
  post = await startMailReceiver();
  pusher = createPusher({ vapid, contact: 'mailto:ada@example.org', extraHosts: [phones.host] });
  mailer = createMailer({ smtpUrl: post.url, from: 'hello@example.org', folder });
});

afterEach(async () => {
  pusher.close();
  mailer.close();
  await Promise.all([phones.stop(), post.stop()]);
  rmSync(folder, { recursive: true });
});

/** All of it as in a running house: real encryption, real SMTP. */
function open(db: Database) {
  const logged: string[] = [];
  const log = (event: string, about: Record<string, unknown> = {}) =>
    logged.push(`${event} ${about.because ?? about.what ?? ''}`.trim());
  const delivery = createDelivery({
    db,
    pusher,
    mailer,
    render: createRender({ db, origin: 'https://natter.example.org', signingKey: 'key' }),
    plan: createPlanner({ db, log }),
    copy: 'one',
    log,
    clock: () => EVENING,
  });
  return { tick: delivery.tick, logged };
}

async function bertIsComing(db: Database) {
  const tea = await planTea(db);
  const bert = await tea.reachable('Bert');
  const phone = phones.subscribe(vapid.publicKey);
  await addDevice(db, bert, phone);
  await tea.say(bert, 'coming');
  return { tea, bert, phone };
}

eachDatabase((fresh) => {
  it('a reminder arrives on a phone at 18.00 and can be read there', async () => {
    const db = await fresh();
    await bertIsComing(db);
    const house = open(db);
    await house.tick(EVENING - MINUTE);
    expect(phones.received).toEqual([]);
    await house.tick(EVENING);
    await house.tick(EVENING + MINUTE);
    expect(phones.faults).toEqual([]);
    expect(phones.received).toHaveLength(1);
    expect(phones.received[0]).toMatchObject({ ttl: TEA_STARTS - EVENING, urgency: 'normal' });
    expect(JSON.parse(phones.received[0]!.payload)).toMatchObject({
      web_push: 8030,
      notification: {
        title: 'Tea at the shelter, tomorrow',
        body: 'Tuesday 6 April, 10.30 in the morning. The old bus shelter.',
        navigate: expect.stringMatching(/^https:\/\/natter\.example\.org\/letters\//),
      },
    });
    expect(post.received).toEqual([]);
  });

  it('when the phone is gone, the mail arrives within the same tick', async () => {
    const db = await fresh();
    const { phone } = await bertIsComing(db);
    phones.unsubscribe(phone.endpoint);
    await open(db).tick(EVENING);
    expect(await db.all('SELECT id FROM push_subscriptions')).toEqual([]);
    expect(post.received).toHaveLength(1);
    expect(post.received[0]).toMatchObject({
      subject: 'Tea at the shelter, tomorrow',
      envelope: { to: ['bert@example.org'] },
    });
    expect(post.received[0]!.raw).toMatch(
      /^List-Unsubscribe:\s+<https:\/\/natter\.example\.org\/letters\/.*\/stop>/m,
    );
    expect(post.received[0]!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  });

  it('a cancellation goes by push and mail at once, and all are to be rung until they answer', async () => {
    const db = await fresh();
    const { tea, bert } = await bertIsComing(db);
    await tea.say(await tea.neighbour('Cyd'), 'coming', { said: 'in-person' });
    const house = open(db);
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: 'The roof leaks' }, EVENING - HOUR);
    await house.tick(EVENING - HOUR);
    expect(phones.received).toHaveLength(1);
    expect(phones.received[0]!.payload).not.toContain('roof');
    expect(post.received).toHaveLength(1);
    const about = { subject: tea.id, kinds: letters.CHANGES };
    const before = await reached.standing(db, about);
    expect(before.toRing.map(({ firstName }) => firstName)).toEqual(['Bert', 'Cyd']);
    await db.write((tx) => letters.markReachedAbout(tx, bert, tea.id, 'tapped', EVENING));
    expect((await reached.standing(db, about)).toRing.map(({ firstName }) => firstName)).toEqual(['Cyd']);
    await house.tick(EVENING);
    expect(phones.received).toHaveLength(1);
  });

  it('after a day at a standstill sends the one reminder still of use and says what it dropped', async () => {
    const db = await fresh();
    const { tea } = await bertIsComing(db);
    await open(db).tick(EVENING - 12 * HOUR);
    const house = open(db);
    await house.tick(TEA_STARTS - HOUR);
    await house.tick(TEA_STARTS - HOUR + MINUTE);
    expect(phones.received.map(({ payload }) => JSON.parse(payload).notification.title)).toEqual([
      'Tea at the shelter, today',
    ]);
    expect(house.logged).toContain('standstill');
    const later = open(db);
    await tea.say(await tea.reachable('Fay'), 'coming', {}, EVENING);
    await later.tick(TEA_STARTS + 24 * HOUR);
    expect(post.received).toEqual([]);
    expect(later.logged).toContain('reminders-dropped too-late');
  });

  it('a change waits for the morning; a same-day cancellation does not', async () => {
    const db = await fresh();
    const { tea } = await bertIsComing(db);
    const house = open(db);
    const night = EVENING - 21 * HOUR;
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, night);
    await house.tick(night);
    expect(phones.received).toEqual([]);
    const morning = EVENING - 10 * HOUR;
    await house.tick(morning - 1);
    expect(phones.received).toEqual([]);
    await house.tick(morning);
    expect(phones.received).toHaveLength(1);
    await cancelling.bringBack(db, await tea.at(), { by: tea.dot }, morning + 60);
    await house.tick(morning + 60);
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, TEA_STARTS - 4 * HOUR);
    await house.tick(TEA_STARTS - 4 * HOUR);
    expect(phones.received.map(({ urgency }) => urgency)).toEqual(['high', 'high', 'high']);
  });
});
