import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as devices from '#server/people/devices.ts';
import { may } from '#server/people/roles.ts';
import * as sessions from '#server/people/sessions.ts';
import { hash } from '#server/secrets.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

/** A database that counts what is asked of it. */
function counted(db: Database) {
  const asked = { reads: 0, writes: 0 };
  const watched: Database = {
    ...db,
    all: (sql, args) => (asked.reads++, db.all(sql, args)),
    one: (sql, args) => (asked.reads++, db.one(sql, args)),
    write: (work) => (asked.writes++, db.write(work)),
  };
  return { asked, watched };
}

function subscribe(db: Database, person: string, session: string) {
  return db.write((tx) =>
    tx.run(
      `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
       VALUES ('sub', :person, :session, 'https://push.example/1', 'p', 'a', :now)`,
      { person, session, now: NOW },
    ),
  );
}

eachDatabase((fresh) => {
  async function adaSignedIn() {
    const db = await fresh();
    const shelter = await startHub(db);
    const ada = await settle(db, shelter, { firstName: 'Ada', mail: 'ada@example.org' });
    const { secret, expiresAt } = await sessions.begin(db, ada, 'Firefox on Linux', NOW);
    return { db, shelter, ada, secret, expiresAt };
  }

  it('a session tells who is there, with the hubs they belong to and their roles', async () => {
    const { db, shelter, ada, secret } = await adaSignedIn();
    const street = await startHub(db, 'Mill Street');
    await settle(db, street, { firstName: 'Bert' });
    await makeRole(db, ada, shelter, 'host');
    await makeRole(db, ada, shelter, 'keeper');
    const found = await sessions.read(db, secret, NOW + 1);
    expect(found?.viewer).toEqual({
      id: ada,
      firstName: 'Ada',
      bodies: [],
      mail: 'ada@example.org',
      hubs: { 'the-shelter': 'keeper' },
      sessionHash: hash(secret),
    });
  });

  it('somebody without a hub can be signed in too', async () => {
    const { db, ada, secret } = await adaSignedIn();
    await db.write((tx) => tx.run('DELETE FROM memberships WHERE person_id = :ada', { ada }));
    expect((await sessions.read(db, secret, NOW))?.viewer.hubs).toEqual({});
  });

  it('the table never holds the secret', async () => {
    const { db, secret } = await adaSignedIn();
    const rows = await db.all('SELECT * FROM sessions');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows[0]?.hash).toBe(hash(secret));
    expect(await sessions.read(db, hash(secret), NOW)).toBeNull();
  });

  it('a session ends after 90 days without a visit, to the second', async () => {
    const { db, secret, expiresAt } = await adaSignedIn();
    expect(expiresAt).toBe(NOW + 90 * DAY);
    expect(await sessions.read(db, secret, expiresAt)).toBeNull();
    expect(await sessions.read(db, secret, expiresAt - 1)).toMatchObject({ renewed: true });
  });

  it('a visit renews it when less than 60 days are left, and not before', async () => {
    const { db, secret } = await adaSignedIn();
    expect(await sessions.read(db, secret, NOW + 30 * DAY)).toMatchObject({
      renewed: false,
      expiresAt: NOW + 90 * DAY,
    });
    const later = NOW + 30 * DAY + 1;
    expect(await sessions.read(db, secret, later)).toMatchObject({
      renewed: true,
      expiresAt: later + 90 * DAY,
    });
    expect(await sessions.read(db, secret, NOW + 100 * DAY)).not.toBeNull();
  });

  it('nobody stays signed in for more than 400 days', async () => {
    const { db, secret } = await adaSignedIn();
    for (let day = 20; day < 400; day += 20) {
      expect(await sessions.read(db, secret, NOW + day * DAY), `day ${day}`).not.toBeNull();
    }
    expect(await sessions.read(db, secret, NOW + 400 * DAY - 1)).toMatchObject({ renewed: false });
    expect(await sessions.read(db, secret, NOW + 400 * DAY)).toBeNull();
  });

  it('reading costs one query, and a write at most once a day', async () => {
    const { db, secret } = await adaSignedIn();
    const { asked, watched } = counted(db);
    for (let hour = 1; hour < 24; hour++) await sessions.read(watched, secret, NOW + hour * 3600);
    expect(asked).toEqual({ reads: 23, writes: 0 });
    for (let hour = 24; hour < 48; hour++) await sessions.read(watched, secret, NOW + hour * 3600);
    expect(asked).toEqual({ reads: 47, writes: 1 });
  });

  it('a secret is refused at once after signing out', async () => {
    const { db, secret } = await adaSignedIn();
    await sessions.end(db, secret);
    expect(await sessions.read(db, secret, NOW)).toBeNull();
  });

  it('signing out everywhere ends every device of one person and no other', async () => {
    const { db, shelter, ada, secret } = await adaSignedIn();
    const phone = await sessions.begin(db, ada, 'Chrome on Android', NOW);
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    const his = await sessions.begin(db, bert, 'Safari on iPad', NOW);
    await sessions.endAll(db, ada);
    expect(await sessions.read(db, secret, NOW)).toBeNull();
    expect(await sessions.read(db, phone.secret, NOW)).toBeNull();
    expect(await sessions.read(db, his.secret, NOW)).not.toBeNull();
  });

  it('one device can be signed out from another, but only by its own person', async () => {
    const { db, shelter, ada, secret } = await adaSignedIn();
    const phone = await sessions.begin(db, ada, 'Chrome on Android', NOW + 5);
    const { viewer } = (await sessions.read(db, secret, NOW + 5))!;
    const listed = await devices.ofViewer(db, viewer, NOW + 5);
    expect(listed.map(({ device, isThisOne }) => [device, isThisOne])).toEqual([
      ['Chrome on Android', false],
      ['Firefox on Linux', true],
    ]);
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    await devices.signOut(db, bert, listed[0]!.id);
    expect(await sessions.read(db, phone.secret, NOW + 5)).not.toBeNull();
    await devices.signOut(db, ada, listed[0]!.id);
    expect(await sessions.read(db, phone.secret, NOW + 5)).toBeNull();
    expect(await sessions.read(db, secret, NOW + 5)).not.toBeNull();
  });

  it('losing a role counts from the next request', async () => {
    const { db, shelter, ada, secret } = await adaSignedIn();
    await makeRole(db, ada, shelter, 'host');
    expect(may((await sessions.read(db, secret, NOW))!.viewer, 'see-desk', shelter)).toBe(true);
    await db.write((tx) => tx.run('DELETE FROM roles WHERE person_id = :ada', { ada }));
    expect(may((await sessions.read(db, secret, NOW))!.viewer, 'see-desk', shelter)).toBe(false);
  });

  it('signing in again gives a new secret, keeps what is pushed to the device and ends the old secret', async () => {
    const { db, ada, secret } = await adaSignedIn();
    await subscribe(db, ada, hash(secret));
    const again = await sessions.begin(db, ada, 'Firefox on Linux', NOW, secret);
    expect(await sessions.read(db, secret, NOW)).toBeNull();
    expect(await db.one('SELECT session_hash FROM push_subscriptions')).toMatchObject({
      session_hash: hash(again.secret),
    });
  });

  it('what is pushed to a shared phone stops when somebody else signs in on it', async () => {
    const { db, shelter, ada, secret } = await adaSignedIn();
    await subscribe(db, ada, hash(secret));
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    await sessions.begin(db, bert, 'Firefox on Linux', NOW, secret);
    expect(await db.all('SELECT id FROM push_subscriptions')).toEqual([]);
  });

  it('sessions that are over are cleared away', async () => {
    const { db, ada, expiresAt } = await adaSignedIn();
    await sessions.begin(db, ada, 'Chrome on Android', NOW + 10);
    await db.write((tx) => sessions.clearEnded(tx, expiresAt));
    expect(await db.all('SELECT device FROM sessions')).toMatchObject([{ device: 'Chrome on Android' }]);
  });
});
