import { expect, it } from 'vitest';
import * as erasure from '#server/people/erasure.ts';
import { merge } from '#server/people/merging.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as joining from '#server/voice/joining.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { get, lettersAbout, planTea } from '../../helpers/plans.ts';
import { asHost, asNeighbour, buildSpeaking, fresh, type Speaking } from '../../helpers/voice.ts';

eachDatabase((openFresh) => {
  const build = async () => buildSpeaking(await openFresh());
  const seenBy = (town: Speaking, person: string | null, topic: string) =>
    topics.find(town.db, town.hub, topic, asNeighbour(person));
  const behind = async (town: Speaking, topic: string) =>
    (await topics.find(town.db, town.hub, topic, asHost(town.ada)))?.behind;
  const meToo = (town: Speaking, topic: string, person: string, was = false) =>
    supports.support(town.db, { hub: town.hub, topic, person, said: 'self', was }, asNeighbour(person), NOW);

  it('a topic is read by those behind it and by hosts, until one of them lets everyone see it', async () => {
    const town = await build();
    const view = await town.say(town.cyd, 'A bench');
    const topic = await town.gather([view]);
    expect(await seenBy(town, town.cyd, topic)).toMatchObject({ mine: true, state: 'gathered' });
    expect(await seenBy(town, town.bert, topic)).toBeNull();
    expect(await seenBy(town, null, topic)).toBeNull();
    const raise = {
      person: town.cyd,
      view,
      level: 'everyone',
      meetup: null,
      body: null,
      named: false,
    } as const;
    await ownViews.changeLevel(town.db, raise, NOW);
    expect(await seenBy(town, null, topic)).toMatchObject({ name: 'A bench at the bus stop' });
    await ownViews.changeLevel(town.db, { ...raise, level: 'host' }, NOW);
    expect(await seenBy(town, null, topic)).toBeNull();
  });

  it('"Me too" counts once, however often and in whatever way it is said', async () => {
    const town = await build();
    const topic = await town.gather([await town.say(town.bert, 'A bench', { level: 'everyone' })]);
    expect(await meToo(town, topic, town.cyd)).toBe('behind');
    expect(await meToo(town, topic, town.cyd)).toBe('behind');
    await gathering.joinOwn(town.db, {
      person: town.cyd,
      view: await town.say(town.cyd, 'A bench, please', { level: 'everyone' }),
      topic,
    });
    expect(await behind(town, topic)).toBe(2);
    await supports.takeBack(town.db, { topic, person: town.cyd }, NOW);
    expect(await behind(town, topic)).toBe(2);
  });

  it('nobody stands behind what they may not read', async () => {
    const town = await build();
    const topic = await town.gather([await town.say(town.bert, 'A bench')]);
    expect(await meToo(town, topic, town.cyd)).toBe('not-found');
    expect(await behind(town, topic)).toBe(1);
  });

  it('"Me too" is seen as far as the topic was, so lowering it takes the topic off the page with it', async () => {
    const town = await build();
    const tea = await planTea(town);
    const date = await get(town, `${tea}-2027-04-06`);
    for (const person of [town.bert, town.cyd])
      await rsvps.answer(town.db, date, { person, answer: 'coming', said: 'self' }, NOW);
    const topic = await town.gather([
      await town.say(town.bert, 'Louder music', { level: 'meetup', meetup: date.id }),
    ]);
    expect(await meToo(town, topic, town.cyd)).toBe('behind');
    expect(await seenBy(town, town.dot, topic)).toBeNull();
    expect(await seenBy(town, null, topic)).toBeNull();
  });

  it('hands in the room are not added to those who are known to have been there', async () => {
    const town = await build();
    const tea = await planTea(town);
    const date = await get(town, `${tea}-2027-04-06`);
    const there = await town.neighbour('Hilda');
    for (const person of [there, town.cyd])
      await rsvps.answer(town.db, date, { person, answer: 'coming', said: 'self' }, NOW);
    const topic = await town.gather([await town.say(town.bert, 'A bench', { level: 'everyone' })]);
    await meToo(town, topic, town.cyd);
    const count = { hub: town.hub, topic, meetup: date.id, by: town.ada };
    await supports.countHands(town.db, { ...count, hands: 5 }, NOW);
    expect(await behind(town, topic)).toBe(6);
    await meToo(town, topic, there);
    expect(await behind(town, topic)).toBe(6);
    await meToo(town, topic, await town.neighbour('Stan'), true);
    expect(await behind(town, topic)).toBe(6);
    await meToo(town, topic, town.dot);
    expect(await behind(town, topic)).toBe(7);
    await supports.countHands(town.db, { ...count, hands: 1 }, NOW);
    expect(await behind(town, topic)).toBe(5);
  });

  it('two topics become one: nobody is lost, and who came to it is told once', async () => {
    const town = await build();
    const one = await town.gather([await town.say(town.bert, 'A bench', { level: 'everyone' })]);
    const other = await town.gather([await town.say(town.cyd, 'Seats'), await town.say(town.bert, 'Seats!')]);
    const join = { hub: town.hub, from: other, into: one, by: town.ada };
    expect(await joining.join(town.db, join, NOW)).toBe('joined');
    expect(await joining.join(town.db, join, NOW)).toBe('already');
    expect(await behind(town, one)).toBe(2);
    expect(await lettersAbout(town, one)).toEqual(['voice-moved Cyd']);
    expect(await topics.find(town.db, town.hub, other, asHost(town.ada))).toMatchObject({ id: one });
  });

  it('two hosts who make the same two one at the same time make one of them, not none', async () => {
    const town = await build();
    const one = await town.gather([await town.say(town.bert, 'A bench')]);
    const other = await town.gather([await town.say(town.cyd, 'Seats')]);
    const both = await Promise.all([
      joining.join(town.db, { hub: town.hub, from: one, into: other, by: town.ada }, NOW),
      joining.join(town.db, { hub: town.hub, from: other, into: one, by: town.dot }, NOW),
    ]);
    expect(both.sort()).toEqual(['already', 'joined']);
    const left = await topics.ofHub(town.db, town.hub, asHost(town.ada), { most: 9 });
    expect(left).toMatchObject([{ behind: 2 }]);
  });

  it('a part of a topic becomes one of its own, and who said it is told once', async () => {
    const town = await build();
    const seats = await town.say(town.cyd, 'Seats');
    const topic = await town.gather([seats, await town.say(town.bert, 'A lamp')]);
    const part = { hub: town.hub, zone: 'Europe/London', topic, views: [seats], name: 'Seats', words: '' };
    const once = fresh();
    const split = await gathering.split(town.db, { ...part, by: town.ada, once }, NOW);
    if (split.outcome !== 'gathered') throw new Error(split.outcome);
    expect([await behind(town, topic), await behind(town, split.topic)]).toEqual([1, 1]);
    expect(await lettersAbout(town, split.topic)).toEqual(['voice-moved Cyd']);
  });

  it('who wants to hear no more is not told, and is still counted', async () => {
    const town = await build();
    const other = await town.gather([await town.say(town.cyd, 'Seats')]);
    const one = await town.gather([await town.say(town.bert, 'A bench')]);
    await supports.mute(town.db, { topic: other, person: town.cyd, muted: true }, NOW);
    await joining.join(town.db, { hub: town.hub, from: other, into: one, by: town.ada }, NOW);
    expect(await lettersAbout(town, one)).toEqual([]);
    expect(await behind(town, one)).toBe(2);
  });

  it('a letter that has not gone out is recalled when its reader takes it back', async () => {
    const town = await build();
    const one = await town.gather([await town.say(town.bert, 'A bench')]);
    const view = await town.say(town.cyd, 'Seats');
    const other = await town.gather([view]);
    await joining.join(town.db, { hub: town.hub, from: other, into: one, by: town.ada }, NOW);
    await ownViews.withdraw(town.db, { person: town.cyd, view }, NOW);
    expect(await town.db.all(`SELECT dropped_because FROM letters WHERE kind = 'voice-moved'`)).toEqual([
      { dropped_because: 'not-needed' },
    ]);
    expect(await town.db.all(`SELECT 1 FROM sends WHERE state = 'waiting'`)).toEqual([]);
  });

  it('who is erased is gone by name and words, and the number that everybody saw stays', async () => {
    const town = await build();
    const topic = await town.gather([
      await town.say(town.bert, 'A bench', { level: 'everyone' }),
      await town.say(town.cyd, 'Seats by the pump', { level: 'everyone' }),
    ]);
    await erasure.erase(town.db, town.cyd, NOW);
    expect(await behind(town, topic)).toBe(2);
    expect(JSON.stringify(await town.db.all('SELECT * FROM views'))).not.toContain('pump');
  });

  it('two who turn out to be one stand behind it once', async () => {
    const town = await build();
    const topic = await town.gather([await town.say(town.bert, 'A bench', { level: 'everyone' })]);
    const again = await town.neighbour('Cydney');
    await meToo(town, topic, town.cyd);
    await meToo(town, topic, again);
    expect(await behind(town, topic)).toBe(3);
    await town.db.write((tx) => merge(tx, again, town.cyd));
    expect(await behind(town, topic)).toBe(2);
  });
});
