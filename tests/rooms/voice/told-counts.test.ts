import { expect, it } from 'vitest';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as carries from '#server/voice/carries.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as counts from '#server/voice/counts.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import * as weDid from '#server/voice/we-did.ts';
import { buildCarried, go, type Carried } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { get, planTea } from '../../helpers/plans.ts';
import { asHost, asNeighbour, fresh } from '../../helpers/voice.ts';

const DAY = 86_400;

eachDatabase((openFresh) => {
  const build = async () => buildCarried(await openFresh());
  const seenBy = async ({ db, hub, topic }: Carried, person: string | null) =>
    (await topics.find(db, hub, topic, asNeighbour(person)))?.behind;
  const meToo = async (town: Carried, times: number) => {
    for (let i = 0; i < times; i++) {
      const person = await town.neighbour('Dora');
      const given = { hub: town.hub, topic: town.topic, person, said: 'self' } as const;
      await supports.support(town.db, given, asNeighbour(person), NOW);
    }
  };

  it('everybody but a host reads the same rounded number, whether they stand behind it or decide it', async () => {
    const town = await build();
    await meToo(town, 2);
    for (const person of [null, town.cyd, town.dot, town.eve])
      expect(await seenBy(town, person)).toBe('a few');
    const atDesk = await topics.find(town.db, town.hub, town.topic, asHost(town.ada));
    expect(atDesk).toMatchObject({ behind: 3, isRounded: false });
  });

  it('what was told stands until as many as may be told have come, and changes only at the next set point', async () => {
    const town = await build();
    await meToo(town, 4);
    await counts.tellDue(town.db, NOW + DAY);
    // Five would be told as five: the one who came last could be counted.
    expect(await seenBy(town, null)).toBe('a few');
    await meToo(town, 1);
    await counts.tellDue(town.db, NOW + DAY + 3600);
    expect(await seenBy(town, null)).toBe('a few');
    await counts.tellDue(town.db, NOW + 2 * DAY);
    expect(await seenBy(town, null)).toBe(5);
    await meToo(town, 2);
    await counts.tellDue(town.db, NOW + 3 * DAY);
    expect(await seenBy(town, null)).toBe(5);
  });

  it('a topic that becomes tender is told anew, where what was told is too few for that', async () => {
    const town = await build();
    await meToo(town, 5);
    await counts.tellDue(town.db, NOW + DAY);
    expect(await seenBy(town, null)).toBe(5);
    await town.db.write((tx) =>
      tx.run(`UPDATE topics SET tender = 'health' WHERE id = :topic`, { topic: town.topic }),
    );
    await counts.tellDue(town.db, NOW + 2 * DAY);
    expect(await seenBy(town, null)).toBe('a few');
  });

  it('only who lets everybody see it is told to everybody', async () => {
    const town = await build();
    const views = [];
    for (let i = 0; i < 6; i++) views.push(await town.say(await town.neighbour('Hal'), 'Seats'));
    await gathering.gather(town.db, { ...town.more, views, into: town.topic, once: fresh() }, NOW);
    await counts.tellDue(town.db, NOW + DAY);
    expect(await seenBy(town, null)).toBe('a few');
  });

  it('a number for a body, which counts whoever lets it alone read them, is told to nobody else', async () => {
    const town = await build();
    const { db, hub, topic } = town;
    const views = [];
    for (let i = 0; i < 7; i++)
      views.push(await town.say(await town.neighbour('Hal'), 'Seats', { level: 'body', body: town.parish }));
    await gathering.gather(db, { ...town.more, views, into: topic, once: fresh() }, NOW);
    await go(town);
    expect((await carries.goingOn(db, topic))!.shown).toBe('10');
    expect(await weDid.ofHub(db, hub)).toMatchObject([{ topic, told: 'a few' }]);
  });

  it('hands counted in the room are carried along', async () => {
    const town = await build();
    const { db, hub, topic, ada: by } = town;
    const tea = await get(town, `${await planTea(town)}-2027-04-06`);
    await rsvps.answer(db, tea, { person: town.dot, answer: 'coming', said: 'self' }, NOW);
    const counted = { hub, topic, meetup: tea.id, hands: 20, by };
    expect(await supports.countHands(db, counted, NOW)).toBe('counted');
    await carrying.propose(db, town.plan, NOW);
    expect((await carries.goingOn(db, topic))!.shown).toBe('20');
  });
});
