import { expect, it } from 'vitest';
import * as newcomers from '#server/meetups/newcomers.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

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
