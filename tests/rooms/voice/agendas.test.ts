import { expect, it } from 'vitest';
import { agendaSheet } from '#server/paper/agenda.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as agendas from '#server/voice/agendas.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import { buildCarried, go, type Carried } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea } from '../../helpers/plans.ts';
import { fresh } from '../../helpers/voice.ts';

const DAY = 86_400;

eachDatabase((openFresh) => {
  /** Tea on 6 April, and two topics for everyone besides the one that is carried. */
  async function build() {
    const town = await buildCarried(await openFresh());
    await planTea(town);
    const [tea] = await meetups.upcoming(town.db, town.hub, NOW, { limit: 1 });
    const topics: string[] = [];
    for (const name of ['The path', 'The lamp'])
      topics.push(await town.gather([await town.say(town.dot, name, { level: 'everyone' })], name));
    await answer(town);
    const meeting = { hub: town.hub, meetup: tea!.id, day: '2027-04-06' };
    return { ...town, meeting, topics, tea: tea! };
  }
  type Town = Awaited<ReturnType<typeof build>>;

  const titles = async ({ db, meeting }: Town) =>
    (await agendas.of(db, meeting)).items.map(({ kind, title }) => `${kind}: ${title}`);

  async function answer(town: Carried): Promise<void> {
    await go(town);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    const yes = { kind: 'yes', words: 'Yes, in May.', because: '', passedTo: null, byDay: null } as const;
    await answering.give(
      town.db,
      { ...yes, carry, how: 'desk', by: town.eve, sendAnyway: '' },
      NOW + 20 * DAY,
    );
  }

  it('what is due is on the agenda by itself, with what is to be read out first', async () => {
    const town = await build();
    const own = { ...town.meeting, words: 'Who brings the cake?', by: town.ada, once: fresh() };
    expect(await agendas.add(town.db, own, NOW)).toBe('added');
    expect(await agendas.add(town.db, own, NOW)).toBe('added');
    const [first, ...rest] = await titles(town);
    expect(first).toBe('answer: A bench at the bus stop');
    expect(rest.slice(0, 2).sort()).toEqual(['topic: The lamp', 'topic: The path']);
    expect(rest.slice(2)).toEqual(['own: Who brings the cake?']);
  });

  it('what only the hosts may read is on no agenda', async () => {
    const town = await build();
    await town.gather([await town.say(town.cyd, 'My neighbour shouts', { level: 'host' })], 'Shouting');
    expect((await titles(town)).join()).not.toContain('Shouting');
  });

  it('once the room is told, it is due no more', async () => {
    const town = await build();
    const [first] = await answers.toReadOut(town.db, town.hub);
    await answers.toldRoom(town.db, { hub: town.hub, answer: first!.id, by: town.ada }, NOW + 21 * DAY);
    expect((await titles(town)).join()).not.toContain('answer');
  });

  it('the order is what the hosts make of it, and stays when something new is due', async () => {
    const town = await build();
    const [read, one, two] = await titles(town);
    const last = (await agendas.of(town.db, town.meeting)).items.at(-1)!.item;
    for (const order of [
      [read, two, one],
      [two, read, one],
    ]) {
      expect(await agendas.move(town.db, { ...town.meeting, item: last, way: 'up' })).toBe('moved');
      expect(await titles(town)).toEqual(order);
    }
    await town.gather([await town.say(town.dot, 'Ice', { level: 'everyone' })], 'Ice');
    expect(await titles(town)).toEqual([two, read, one, 'topic: Ice']);
    const first = (await agendas.of(town.db, town.meeting)).items[0]!.item;
    expect(await agendas.move(town.db, { ...town.meeting, item: first, way: 'up' })).toBe('not-found');
    expect(await agendas.move(town.db, { ...town.meeting, item: 'topic nobody', way: 'up' })).toBe(
      'not-found',
    );
  });

  it('what is left for another time can be brought back, and is due again at the next meet-up', async () => {
    const town = await build();
    const item = `topic ${town.topics[0]}`;
    const leave = (out: boolean) =>
      agendas.leaveOut(town.db, { ...town.meeting, item, out, by: town.ada }, NOW);
    expect(await leave(true)).toBe('done');
    expect(await titles(town)).toEqual(['answer: A bench at the bus stop', 'topic: The lamp']);
    expect((await agendas.of(town.db, town.meeting)).leftOut.map(({ title }) => title)).toEqual(['The path']);
    const next = await agendas.of(town.db, { ...town.meeting, meetup: 'the-next-one', day: '2027-05-04' });
    expect(next.items.map(({ title }) => title)).toContain('The path');
    expect(await leave(false)).toBe('done');
    expect(await titles(town)).toEqual([
      'answer: A bench at the bus stop',
      'topic: The lamp',
      'topic: The path',
    ]);
  });

  it('another hub can neither read nor move what is on it', async () => {
    const town = await build();
    const own = { ...town.meeting, words: 'Cake', by: town.ada, once: fresh() };
    await agendas.add(town.db, own, NOW);
    const theirs = { ...town.meeting, hub: 'elsewhere' };
    expect((await agendas.of(town.db, theirs)).items).toEqual([]);
    const item = (await agendas.of(town.db, town.meeting)).items.at(-1)!.item;
    await agendas.remove(town.db, { ...theirs, item });
    expect(await titles(town)).toContain('own: Cake');
    await agendas.remove(town.db, { ...town.meeting, item });
    expect(await titles(town)).not.toContain('own: Cake');
  });

  it('the sheet for the table has it all in that order, each with a box', async () => {
    const town = await build();
    const { items } = await agendas.of(town.db, town.meeting);
    const sheet = agendaSheet({ name: 'Stainsacre Social', zone: 'Europe/London' }, town.tea, items, NOW);
    expect(sheet.rows[0]).toEqual([
      'box',
      {
        text: 'Read out: A bench at the bus stop',
        sub: 'Stainsacre parish council: “Yes, in May.”',
        strong: true,
      },
    ]);
    expect(sheet.rows).toHaveLength(items.length);
  });
});
