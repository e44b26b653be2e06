import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as hosts from '#server/meetups/hosts.ts';
import * as venues from '#server/meetups/venues.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle } from '../../helpers/neighbours.ts';
import { planTea, type Tea } from '../../helpers/tea.ts';

/** Dot hosts the tea and is a host of the hub; Ada keeps it. */
async function dotHosts(db: Database) {
  const tea = await planTea(db);
  const ada = await settle(db, tea.hub, { firstName: 'Ada' });
  await makeRole(db, ada, tea.hub, 'keeper');
  await makeRole(db, tea.dot, tea.hub, 'host');
  const takeAway = (by: string) =>
    roleGrants.change(db, { hub: tea.hub, person: tea.dot, role: 'neighbour', by }, NOW);
  return { tea, ada, takeAway };
}

const hostsOf = async (tea: Tea) => (await tea.at()).hosts.map(({ firstName }) => firstName);

eachDatabase((fresh) => {
  it('whoever loses a role hosts nothing any more, and no meet-up is left without a host', async () => {
    const db = await fresh();
    const { tea, ada, takeAway } = await dotHosts(db);
    expect(await hostsOf(tea)).toEqual(['Dot']);
    expect(await takeAway(ada)).toBe('changed');
    expect(await hostsOf(tea)).toEqual(['Ada']);
  });

  it('where others host too, they go on alone', async () => {
    const db = await fresh();
    const { tea, ada, takeAway } = await dotHosts(db);
    const bert = await settle(db, tea.hub, { firstName: 'Bert' });
    await db.write((tx) =>
      tx.run('INSERT INTO series_hosts (series_id, person_id, since) SELECT id, :bert, 0 FROM series', {
        bert,
      }),
    );
    await takeAway(ada);
    expect(await hostsOf(tea)).toEqual(['Bert']);
  });

  it('a date that they alone host in the place of others does not go back to those others', async () => {
    const db = await fresh();
    const { tea, ada } = await dotHosts(db);
    const bert = await settle(db, tea.hub, { firstName: 'Bert' });
    await makeRole(db, bert, tea.hub, 'host');
    await tea.say(bert, 'coming');
    await db.write((tx) => hosts.writeOwn(tx, tea.id, [bert], NOW));
    await roleGrants.change(db, { hub: tea.hub, person: bert, role: 'neighbour', by: ada }, NOW);
    expect(await hostsOf(tea)).toEqual(['Ada']);
  });

  it('meet-ups in their own home stay theirs, and so do all when they step down by themselves', async () => {
    const db = await fresh();
    const { tea, ada, takeAway } = await dotHosts(db);
    await takeAway(tea.dot);
    expect(await hostsOf(tea)).toEqual(['Dot']);
    const { id } = (await tea.at()).venue;
    const home = { kind: 'home', name: "Dot's house", area: 'Mill Lane', homeOf: tea.dot } as const;
    await db.write((tx) => venues.changeWithin(tx, { hub: tea.hub, id, ...home }, NOW));
    await takeAway(ada);
    expect(await hostsOf(tea)).toEqual(['Dot']);
  });
});
