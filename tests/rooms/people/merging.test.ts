import { expect, it } from 'vitest';
import { text } from '#server/db/rows.ts';
import * as entries from '#server/people/entries.ts';
import { merge, NAMED_IN } from '#server/people/merging.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import { hash } from '#server/secrets.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { addMeetup, makeRole, NOW, say, settle, startHub } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  async function twoOfOne() {
    const db = await fresh();
    const hub = await startHub(db);
    const leaflet = await settle(db, hub, { firstName: 'Cydney', telephone: '01947 600 111' });
    const known = await settle(db, hub, { firstName: 'Cyd', mail: 'cyd@example.org', proved: true });
    const join = () => db.write((tx) => merge(tx, leaflet, known));
    return { db, hub, leaflet, known, join };
  }

  it('every column that names a person is looked after', async () => {
    const db = await fresh();
    const columns = await db.all(
      `SELECT tables.name || '.' || keys."from" AS named
       FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS keys
       WHERE tables.type = 'table' AND keys."table" = 'people'`,
    );
    expect(columns.map((row) => text(row, 'named')).sort()).toEqual(
      NAMED_IN.map(([table, column]) => `${table}.${column}`).sort(),
    );
  });

  it('every column that names a person is found without reading the whole table', async () => {
    const db = await fresh();
    for (const [table, column] of NAMED_IN) {
      const plan = await db.all(`EXPLAIN QUERY PLAN SELECT 1 FROM ${table} WHERE ${column} = :id`, {
        id: 'x',
      });
      expect(JSON.stringify(plan), `${table}.${column}`).toContain('SEARCH');
    }
  });

  it('a host who sends the form again that made one of the two makes nobody new', async () => {
    const { db, hub, known } = await twoOfOne();
    const told = { firstName: 'Cyd', telephone: null, mail: null, inPersonThrough: null };
    const entry = { ...told, hub, by: known, form: 'a-form' };
    const first = await entries.enter(db, entry, NOW);
    if (first.outcome !== 'entered') throw new Error('not entered');
    await db.write((tx) => merge(tx, first.person, known));
    expect(await entries.enter(db, entry, NOW)).toEqual({ outcome: 'entered', person: known });
  });

  it('answers, hubs, roles, sessions and devices of both become those of one', async () => {
    const { db, hub, leaflet, known, join } = await twoOfOne();
    const street = await startHub(db, 'Mill Street');
    await db.write((tx) => people.joinHub(tx, leaflet, street, NOW));
    await makeRole(db, leaflet, hub, 'host');
    await say(db, leaflet, await addMeetup(db, hub), { answer: 'coming', needs: 'no nuts' });
    const { secret } = await sessions.begin(db, leaflet, 'Firefox', NOW);
    await db.write((tx) =>
      tx.run(
        `INSERT INTO push_subscriptions (id, person_id, session_hash, endpoint, p256dh, auth, made_at)
         VALUES ('s', :leaflet, :hash, 'https://push.example', 'p', 'a', 0)`,
        { leaflet, hash: hash(secret) },
      ),
    );
    await join();
    expect(await people.find(db, leaflet)).toBeNull();
    expect(await people.find(db, known)).toMatchObject({ firstName: 'Cyd', telephone: '01947 600 111' });
    expect(await db.all('SELECT person_id, answer FROM rsvps')).toMatchObject([
      { person_id: known, answer: 'coming' },
    ]);
    expect(await db.all('SELECT person_id, words FROM needs')).toMatchObject([
      { person_id: known, words: 'no nuts' },
    ]);
    expect((await sessions.read(db, secret, NOW))?.viewer).toMatchObject({
      id: known,
      hubs: { [hub]: 'host', [street]: 'neighbour' },
    });
    expect(await db.all('SELECT person_id FROM push_subscriptions')).toMatchObject([{ person_id: known }]);
  });

  it('where both answered the later answer wins, whoever gave it', async () => {
    const { db, hub, leaflet, known, join } = await twoOfOne();
    const [tea, walk] = [await addMeetup(db, hub), await addMeetup(db, hub)];
    await say(db, leaflet, tea, { answer: 'not-this-time', at: NOW + 2 });
    await say(db, known, tea, { answer: 'coming', at: NOW + 1 });
    await say(db, leaflet, walk, { answer: 'not-this-time', at: NOW + 1 });
    await say(db, known, walk, { answer: 'coming', party: 3, at: NOW + 2 });
    await join();
    expect(await db.all('SELECT person_id, meetup_id, answer FROM rsvps ORDER BY answer DESC')).toMatchObject(
      [
        { person_id: known, meetup_id: tea, answer: 'not-this-time' },
        { person_id: known, meetup_id: walk, answer: 'coming' },
      ],
    );
  });

  it('what somebody needs goes with the answer that wins, and is never lost', async () => {
    const { db, hub, leaflet, known, join } = await twoOfOne();
    const [tea, walk] = [await addMeetup(db, hub), await addMeetup(db, hub)];
    await say(db, leaflet, tea, { answer: 'coming', needs: 'later', at: NOW + 2 });
    await say(db, known, tea, { answer: 'coming', needs: 'earlier', at: NOW + 1 });
    await say(db, leaflet, walk, { answer: 'coming', needs: 'only here', at: NOW + 1 });
    await say(db, known, walk, { answer: 'coming', at: NOW + 2 });
    await join();
    const needs = await db.all('SELECT person_id, meetup_id, words FROM needs ORDER BY words');
    expect(needs).toMatchObject([
      { person_id: known, meetup_id: tea, words: 'later' },
      { person_id: known, meetup_id: walk, words: 'only here' },
    ]);
  });

  it('nobody loses their place by being one person', async () => {
    const { db, hub, leaflet, known, join } = await twoOfOne();
    const [tea, walk] = [await addMeetup(db, hub), await addMeetup(db, hub)];
    await say(db, known, tea, { answer: 'coming', party: 2, at: NOW + 1 });
    await say(db, leaflet, tea, { answer: 'coming', party: 2, place: 'waiting', at: NOW + 2 });
    await say(db, known, walk, { answer: 'coming', party: 1, at: NOW + 1 });
    await say(db, leaflet, walk, { answer: 'coming', party: 2, place: 'waiting', at: NOW + 2 });
    await join();
    expect(await db.all('SELECT meetup_id, place, party FROM rsvps ORDER BY place')).toMatchObject([
      { meetup_id: tea, place: 'in', party: 2 },
      { meetup_id: walk, place: 'waiting', party: 2 },
    ]);
  });

  it('a letter that reached one of them has reached the one they are, and comes once', async () => {
    const { db, leaflet, known, join } = await twoOfOne();
    const write = (id: string, person: string, occasion: string, reachedAt: number | null) =>
      db.write((tx) =>
        tx.run(
          `INSERT INTO letters (id, person_id, kind, subject, occasion, made_at, due_at, use_by, reached_at, reached_how)
           VALUES (:id, :person, 'moved', 'tea', :occasion, 0, 0, 9, :reachedAt,
             CASE WHEN :reachedAt IS NULL THEN NULL ELSE 'opened' END)`,
          { id, person, occasion, reachedAt },
        ),
      );
    await write('a', leaflet, 'both', 7);
    await write('b', known, 'both', null);
    await write('c', leaflet, 'own', null);
    await join();
    expect(await db.all('SELECT id, person_id, reached_at FROM letters ORDER BY id')).toMatchObject([
      { id: 'b', person_id: known, reached_at: 7 },
      { id: 'c', person_id: known, reached_at: null },
    ]);
  });
});
