import { describe, expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as beats from '#server/outbox/beats.ts';
import { createDelivery, type DeliveryOptions } from '#server/outbox/delivery.ts';
import type { MailOutcome } from '#server/outbox/email.ts';
import type { Rendered } from '#server/outbox/handing-over.ts';
import * as letters from '#server/outbox/letters.ts';
import type { PushOutcome } from '#server/outbox/push-outcomes.ts';
import type { Wording } from '#server/outbox/rounds.ts';
import { LEASE } from '#server/outbox/sends.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { addDevice, addHub, addPerson, HUB, run } from '../../helpers/village.ts';

const NOW = 1_800_000_000;
const HOUR = 3600;
const DATE = 'series-2027-03-02';

const WORDS: Rendered = {
  push: { title: 'Tea at the shelter, tomorrow', body: 'Half past ten.', navigate: '/letters/x', tag: 'tea' },
  mail: { subject: 'Tea at the shelter, tomorrow', text: 'Half past ten.' },
  urgency: 'normal',
  topic: 'tea',
};

/** A delivery with a push service and a mail server that answer as told and remember what they got. */
function postOffice(db: Database, options: Partial<DeliveryOptions> = {}) {
  const office = {
    pushed: [] as { endpoint: string; topic: string | undefined; ttl: number }[],
    mailed: [] as { address: string; id: string }[],
    logged: [] as string[],
    push: (_endpoint: string): PushOutcome => ({ is: 'accepted' }),
    mail: (_address: string): MailOutcome => ({ is: 'accepted' }),
    words: (_letter: letters.Letter): Wording => WORDS,
  };
  const delivery = createDelivery({
    db,
    pusher: {
      async send({ endpoint }, { topic, ttl }) {
        office.pushed.push({ endpoint, topic, ttl });
        return office.push(endpoint);
      },
    },
    mailer: {
      async send({ to, id }) {
        office.mailed.push({ address: to.address, id });
        return office.mail(to.address);
      },
    },
    render: async (given) => new Map(given.map((letter) => [letter.id, office.words(letter)])),
    plan: async () => {},
    copy: 'one',
    log: (event, about) => office.logged.push(`${event} ${about?.because ?? about?.what ?? ''}`.trim()),
    clock: () => NOW,
    ...options,
  });
  return Object.assign(office, { delivery });
}

async function bertWithPhoneAndMail(db: Database) {
  await addHub(db);
  const bert = await addPerson(db, { firstName: 'Bert', mail: 'bert@example.org' });
  await addDevice(db, bert, { endpoint: 'https://one.example/bert' });
  return bert;
}

const write = (db: Database, person: string, more: Partial<letters.NewLetter> = {}) =>
  db.write((tx) =>
    letters.write(
      tx,
      {
        person,
        hub: HUB,
        kind: 'reminder',
        subject: DATE,
        occasion: 'evening',
        ways: 'ladder',
        dueAt: NOW,
        useBy: NOW + 9 * HOUR,
        ...more,
      },
      NOW,
    ),
  );

const states = async (db: Database) =>
  (await db.all('SELECT way, state FROM sends ORDER BY way')).map((row) => `${row.way} ${row.state}`);

eachDatabase((fresh) => {
  it('hands a letter to push, once, and no further', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    await office.delivery.tick(NOW - 1);
    expect(office.pushed).toEqual([]);
    await office.delivery.tick(NOW);
    await office.delivery.tick(NOW + 60);
    expect(office.pushed).toEqual([{ endpoint: 'https://one.example/bert', topic: 'tea', ttl: 9 * HOUR }]);
    expect(office.mailed).toEqual([]);
    expect(await states(db)).toEqual(['push handed-over']);
    expect(await db.all('SELECT id FROM letters WHERE reached_at IS NOT NULL')).toEqual([]);
  });

  it('sends to every device, and one that takes it is enough', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await addDevice(db, bert, { endpoint: 'https://two.example/bert' });
    await write(db, bert);
    const office = postOffice(db);
    office.push = (endpoint) =>
      endpoint.includes('two') ? { is: 'accepted' } : { is: 'theirs', status: 500 };
    await office.delivery.tick(NOW);
    expect(office.pushed).toHaveLength(2);
    expect(await states(db)).toEqual(['push handed-over']);
  });

  it('deletes a device that is gone and mails instead, in the same tick', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    office.push = () => ({ is: 'gone' });
    await office.delivery.tick(NOW);
    expect(await db.all('SELECT id FROM push_subscriptions')).toEqual([]);
    expect(office.mailed).toMatchObject([{ address: 'bert@example.org' }]);
    expect(await states(db)).toEqual(['mail handed-over', 'push failed']);
  });

  it('puts on the ring list whom neither push nor mail reaches, and notes the mail that does not work', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await write(db, bert);
    const office = postOffice(db);
    office.push = () => ({ is: 'gone' });
    office.mail = () => ({ is: 'never', reason: '550' });
    await office.delivery.tick(NOW);
    expect(await states(db)).toEqual(['mail failed', 'push failed', 'ring waiting']);
    expect(await db.one('SELECT mail_failed_at FROM people')).toEqual({ mail_failed_at: NOW });
    expect(office.logged).toContain('mail-not-working');
  });

  it('sends a change by every way at once', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db), { kind: 'cancelled', ways: 'all' });
    const office = postOffice(db);
    await office.delivery.tick(NOW);
    expect(office.pushed).toHaveLength(1);
    expect(office.mailed).toHaveLength(1);
    expect(await states(db)).toEqual(['mail handed-over', 'push handed-over', 'ring waiting']);
  });

  it('tries a silent service again later, then goes on to mail while that is still of use', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    office.push = () => ({ is: 'theirs' });
    await office.delivery.tick(NOW);
    await office.delivery.tick(NOW + 1);
    expect(office.pushed).toHaveLength(1);
    for (let later = 0; later <= 3 * HOUR; later += 300) await office.delivery.tick(NOW + later);
    expect(office.pushed.length).toBeGreaterThan(5);
    expect(office.pushed.length).toBeLessThan(40);
    expect(await states(db)).toEqual(['mail handed-over', 'push failed']);
  });

  it('keeps trying to mail a change until it is of no use', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db), { kind: 'cancelled', ways: 'all' });
    const office = postOffice(db);
    office.mail = () => ({ is: 'later', reason: '451' });
    for (let later = 0; later < 9 * HOUR; later += 1200) await office.delivery.tick(NOW + later);
    expect(office.mailed.length).toBeGreaterThan(15);
    const tries = office.mailed.length;
    await office.delivery.tick(NOW + 10 * HOUR);
    expect(office.mailed).toHaveLength(tries);
    expect(await states(db)).not.toContain('mail waiting');
  });

  it('waits as long as a service asks, and goes on to mail at once if that is too long', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    office.push = () => ({ is: 'slow-down', waitSeconds: 600 });
    await office.delivery.tick(NOW);
    await office.delivery.tick(NOW + 599);
    expect(office.pushed).toHaveLength(1);
    office.push = () => ({ is: 'slow-down', waitSeconds: 4 * HOUR });
    await office.delivery.tick(NOW + 611);
    expect(office.pushed).toHaveLength(2);
    expect(office.mailed).toHaveLength(1);
  });

  it('tells the operator of a refusal once, keeps the device, and mails', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await write(db, bert);
    const office = postOffice(db);
    office.push = () => ({ is: 'refused', status: 403 });
    await office.delivery.tick(NOW);
    await write(db, bert, { occasion: 'before' });
    await office.delivery.tick(NOW + 1);
    expect(office.pushed).toHaveLength(1);
    expect(office.mailed).toHaveLength(2);
    expect(office.logged.filter((line) => line === 'alert push-refused')).toHaveLength(1);
    expect(await db.all('SELECT id FROM push_subscriptions')).toHaveLength(1);
  });

  it('lets go of a device that alone keeps being refused as wrong', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await addDevice(db, bert, { endpoint: 'https://one.example/tablet' });
    const office = postOffice(db);
    office.push = (endpoint) =>
      endpoint.endsWith('bert') ? { is: 'ours', status: 400 } : { is: 'accepted' };
    for (let i = 0; i < 5; i++) {
      await write(db, bert, { occasion: `${i}` });
      await office.delivery.tick(NOW + i);
    }
    expect(await db.all('SELECT endpoint FROM push_subscriptions')).toEqual([
      { endpoint: 'https://one.example/tablet' },
    ]);
  });

  it('asks the words again at sending, and drops what nobody needs any more', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    office.words = () => null;
    await office.delivery.tick(NOW);
    expect(office.pushed).toEqual([]);
    expect(await states(db)).toEqual(['push dropped']);
    expect(office.logged).toContain('letter-dropped not-needed');
    expect(await db.one('SELECT dropped_because FROM letters')).toEqual({ dropped_because: 'not-needed' });
  });

  it('waits for a decent hour when the words say so', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const office = postOffice(db);
    office.words = () => ({ waitUntil: NOW + HOUR });
    await office.delivery.tick(NOW);
    office.words = () => WORDS;
    await office.delivery.tick(NOW + HOUR - 1);
    expect(office.pushed).toEqual([]);
    await office.delivery.tick(NOW + HOUR);
    expect(office.pushed).toHaveLength(1);
    expect(await db.one('SELECT tries FROM sends')).toEqual({ tries: 1 });
  });

  it('sends nothing to who was reached meanwhile', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await write(db, bert, { kind: 'cancelled', ways: 'all' });
    await db.write((tx) => letters.markReachedAbout(tx, bert, DATE, 'answered', NOW));
    const office = postOffice(db);
    await office.delivery.tick(NOW);
    expect([...office.pushed, ...office.mailed]).toEqual([]);
  });

  it('after a day at a standstill sends what is still of use once, drops the rest and says so', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    await write(db, bert, { useBy: NOW + 9 * HOUR });
    await write(db, bert, { subject: 'another', kind: 'cancelled', ways: 'all', useBy: NOW + 48 * HOUR });
    const office = postOffice(db);
    await office.delivery.tick(NOW + 24 * HOUR);
    await office.delivery.tick(NOW + 25 * HOUR);
    expect(office.pushed).toEqual([{ endpoint: 'https://one.example/bert', topic: 'tea', ttl: 24 * HOUR }]);
    expect(office.mailed).toHaveLength(1);
    expect(office.logged).toContain('letter-dropped too-late');
    expect(await db.one(`SELECT dropped_because FROM letters WHERE kind = 'reminder'`)).toEqual({
      dropped_because: 'too-late',
    });
  });

  it('killed between sending and writing it down, sends again with the same topic once the lease is over', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    const first = postOffice({ ...db, write: cutAfterClaim(db) });
    await expect(first.delivery.tick(NOW)).rejects.toThrow(Killed);
    expect(first.pushed).toMatchObject([{ topic: 'tea' }]);
    const second = postOffice(db, { copy: 'two' });
    await second.delivery.tick(NOW + LEASE - 1);
    expect(second.pushed).toEqual([]);
    await second.delivery.tick(NOW + LEASE);
    expect(second.pushed).toMatchObject([{ topic: 'tea' }]);
    expect(await states(db)).toEqual(['push handed-over']);
  });

  it('does not wait for a lease that only a wrong clock can have given', async () => {
    const db = await fresh();
    await write(db, await bertWithPhoneAndMail(db));
    await run(db, `UPDATE sends SET lease_by = 'one', lease_until = :until`, { until: NOW + 3 * HOUR });
    const office = postOffice(db, { copy: 'two' });
    await office.delivery.tick(NOW);
    expect(office.pushed).toHaveLength(1);
  });

  it('never sends twice with two copies at work', async () => {
    const db = await fresh();
    await addHub(db);
    await manyWithPhones(db, 450);
    const one = postOffice(db, { copy: 'one' });
    const two = postOffice(db, { copy: 'two' });
    await Promise.all([one.delivery.tick(NOW), two.delivery.tick(NOW)]);
    const endpoints = [...one.pushed, ...two.pushed].map(({ endpoint }) => endpoint);
    expect(endpoints).toHaveLength(450);
    expect(new Set(endpoints).size).toBe(450);
    expect(await db.all(`SELECT way FROM sends WHERE state <> 'handed-over'`)).toEqual([]);
  });

  it('does not let one silent service hold up another', async () => {
    const db = await fresh();
    await addHub(db);
    await manyWithPhones(db, 60, 'https://silent.example/');
    await manyWithPhones(db, 60, 'https://well.example/');
    const office = postOffice(db);
    office.push = (endpoint) => (endpoint.includes('silent') ? { is: 'theirs' } : { is: 'accepted' });
    await office.delivery.tick(NOW);
    const asked = office.pushed.filter(({ endpoint }) => endpoint.includes('silent'));
    expect(asked.length).toBeLessThan(10);
    expect(office.pushed.length - asked.length).toBe(60);
  });

  it('goes on by itself, wakes at a word, and gives back what it holds when it stops', async () => {
    const db = await fresh();
    const bert = await bertWithPhoneAndMail(db);
    const office = postOffice(db);
    await office.delivery.start();
    await write(db, bert);
    office.delivery.wake();
    await until(() => office.pushed.length === 1);
    await office.delivery.stop();
    expect(await db.all('SELECT way FROM sends WHERE lease_by IS NOT NULL')).toEqual([]);
    expect(await beats.last(db)).toBe(NOW);
  });
});

describe('in a file that one process holds', () => {
  it('a new start takes up at once what a killed one had claimed', async () => {
    const { openFile } = await import('../../helpers/databases.ts');
    const db = await openFile();
    await write(db, await bertWithPhoneAndMail(db));
    await run(db, `UPDATE sends SET lease_by = 'killed', lease_until = :until`, { until: NOW + 60 });
    const office = postOffice(db);
    await office.delivery.start();
    await until(() => office.pushed.length === 1);
    await office.delivery.stop();
    await db.close();
    db.remove();
  });
});

class Killed extends Error {}

/** A database whose process dies right after the claim: nothing more is written down. */
function cutAfterClaim(db: Database): Database['write'] {
  let writes = 0;
  return (work) => (++writes > 2 ? Promise.reject(new Killed()) : db.write(work));
}

async function manyWithPhones(db: Database, count: number, base = 'https://one.example/') {
  const rows = JSON.stringify(Array.from({ length: count }, (_, i) => ({ id: `${base}${i}` })));
  const each = `FROM json_each(:rows)`;
  await run(
    db,
    `INSERT INTO people (id, first_name, created_at) SELECT value ->> 'id', 'Neighbour', 0 ${each}`,
    { rows },
  );
  await run(
    db,
    `INSERT INTO sessions (hash, person_id, created_at, expires_at, seen_at)
     SELECT value ->> 'id', value ->> 'id', 0, 4000000000, 0 ${each}`,
    { rows },
  );
  await run(
    db,
    `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
     SELECT value ->> 'id', value ->> 'id', value ->> 'id', value ->> 'id', '', '', 0 ${each}`,
    { rows },
  );
  const people = (JSON.parse(rows) as { id: string }[]).map(({ id }) => id);
  await db.write((tx) =>
    letters.writeMany(
      tx,
      people.map((person) => ({
        person,
        hub: HUB,
        kind: 'reminder',
        subject: DATE,
        occasion: 'evening',
        ways: 'ladder',
        dueAt: NOW,
        useBy: NOW + HOUR,
      })),
      NOW,
    ),
  );
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
