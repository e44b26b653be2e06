import { expect, it } from 'vitest';
import * as rsvps from '#server/meetups/rsvps.ts';
import { isOvertaken } from '#server/meetups/waited.ts';
import { merge } from '#server/people/merging.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea } from '../../helpers/tea.ts';

eachDatabase((fresh) => {
  it('what waited for a signal is overtaken by what was said since, not by what was said before', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    const overtaken = async (waited: number) =>
      isOvertaken(db, await tea.at(), { person: cyd, waited }, NOW + 1000);
    expect(await overtaken(900)).toBe(false);
    await tea.say(cyd, 'coming', {}, NOW);
    expect(await overtaken(900)).toBe(false);
    await tea.say(cyd, 'maybe', {}, NOW + 500);
    expect(await overtaken(900)).toBe(true);
    expect(await overtaken(400)).toBe(false);
  });

  it('when two become one, a change of mind counts from when it was changed', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const [leaflet, cyd] = [await tea.neighbour('Cydney'), await tea.neighbour('Cyd')];
    await tea.say(leaflet, 'coming', {}, NOW);
    await tea.say(cyd, 'coming', {}, NOW + 10);
    await tea.say(leaflet, 'not-this-time', {}, NOW + 20);
    await db.write((tx) => merge(tx, leaflet, cyd));
    expect((await rsvps.of(db, tea.id, cyd))!.answer).toBe('not-this-time');
  });
});
