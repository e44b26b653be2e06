import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as newcomers from '#server/meetups/newcomers.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { erase } from '#server/people/erasure.ts';
import * as people from '#server/people/people.ts';
import * as reach from '#server/people/reach.ts';
import * as sessions from '#server/people/sessions.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

const TOLD = {
  firstName: 'Stan',
  telephone: null,
  party: 1,
  said: 'rang',
  once: 'a call',
} as const;

const CYD = {
  firstName: 'Cyd',
  answer: 'coming',
  once: 'a leaflet',
  device: 'Tablet',
  instead: null,
} as const;

eachDatabase((fresh) => {
  it('a first name is all it takes: the newcomer is expected and their device knows them', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const welcomed = await newcomers.welcome(db, await tea.at(), { ...CYD, party: 2 }, NOW);
    if (!('session' in welcomed)) throw new Error('not welcomed');
    const session = await sessions.read(db, welcomed.session.secret, NOW);
    expect(session?.viewer).toMatchObject({ firstName: 'Cyd', hubs: { [tea.hub]: 'neighbour' } });
    expect(await rsvps.of(db, tea.id, session!.viewer.id)).toMatchObject({ answer: 'coming', party: 2 });
  });

  it('the same form sent twice is one person, another name on the same form is another', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const meetup = await tea.at();
    await Promise.all([newcomers.welcome(db, meetup, CYD, NOW), newcomers.welcome(db, meetup, CYD, NOW)]);
    expect(await rsvps.count(db, tea.id)).toBe(1);
    await newcomers.welcome(db, meetup, { ...CYD, firstName: 'Bert' }, NOW);
    expect((await rsvps.expected(db, tea.id)).map(({ firstName }) => firstName)).toEqual(['Bert', 'Cyd']);
  });

  it('the same form from whoever finds it later signs nobody in as somebody else', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const meetup = await tea.at();
    const nameOf = async (given: { once: string }, now: number) => {
      const welcomed = await newcomers.welcome(db, meetup, { ...CYD, ...given }, now);
      const secret = 'session' in welcomed ? welcomed.session.secret : '';
      return { secret, person: (await sessions.read(db, secret, now))!.viewer.id };
    };
    const signedOut = await nameOf({ once: 'at the library' }, NOW);
    await sessions.end(db, signedOut.secret);
    expect((await nameOf({ once: 'at the library' }, NOW + 60)).person).not.toBe(signedOut.person);

    const known = await nameOf({ once: 'with mail since' }, NOW);
    await db.write((tx) => reach.proveMail(tx, known.person, 'cyd@example.org', NOW));
    expect((await nameOf({ once: 'with mail since' }, NOW + 60)).person).not.toBe(known.person);

    const longAgo = await nameOf({ once: 'found again' }, NOW);
    expect((await nameOf({ once: 'found again' }, NOW + DAY - 1)).person).toBe(longAgo.person);
    expect((await nameOf({ once: 'found again' }, NOW + 3 * DAY)).person).not.toBe(longAgo.person);
  });

  it('a form whose person is erased since makes a new one', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const meetup = await tea.at();
    await newcomers.welcome(db, meetup, CYD, NOW);
    await newcomers.enterComing(db, meetup, { ...TOLD, by: tea.dot }, NOW);
    for (const { id } of await db.all(`SELECT id FROM people WHERE first_name IN ('Cyd', 'Stan')`)) {
      await erase(db, String(id), NOW);
      expect(JSON.stringify(await db.all('SELECT * FROM taken_forms'))).not.toContain(id);
    }
    expect(await newcomers.welcome(db, meetup, CYD, NOW)).toMatchObject({ outcome: 'coming' });
    expect(await newcomers.enterComing(db, meetup, { ...TOLD, by: tea.dot }, NOW)).toBe('coming');
  });

  it('nobody is entered when the answer cannot be taken', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 4 });
    const before = (await people.ofHub(db, tea.hub)).length;
    const meetup = await tea.at();
    const over = TEA_STARTS + 90 * 60;
    expect(await newcomers.welcome(db, meetup, { ...CYD, party: 5 }, NOW)).toEqual({ outcome: 'too-many' });
    expect(await newcomers.welcome(db, meetup, CYD, over)).toEqual({ outcome: 'closed' });
    expect(await newcomers.welcome(db, { ...meetup, cancelledAt: NOW }, CYD, NOW)).toEqual({
      outcome: 'cancelled',
    });
    expect(await db.all(`SELECT id FROM people WHERE first_name = 'Cyd'`)).toEqual([]);
    expect(await people.ofHub(db, tea.hub)).toHaveLength(before);
  });
});
