import { describe, expect, it } from 'vitest';
import { text } from '#server/db/rows.ts';
import { mayKeep } from '#lib/worker/keeping.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as erasure from '#server/people/erasure.ts';
import * as merging from '#server/people/merging.ts';
import * as answering from '#server/voice/answering.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as forBodies from '#server/voice/for-bodies.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { get, planTea } from '../../helpers/plans.ts';
import { buildCarried, go, type Carried } from '../../helpers/carried-topic.ts';
import { asHost, asNeighbour, buildSpeaking, fresh, PARISH, type Speaking } from '../../helpers/voice.ts';

const DAY = 86_400;

describe('what no device keeps', () => {
  it.each([
    'have-your-say',
    'have-your-say/AAAAAAAAAAAAAAAAAAAAAA',
    'desk/voice',
    'desk/voice/AAAAAAAAAAAAAAAAAAAAAA',
  ])('a device keeps no copy of %s', (path) => expect(mayKeep(`/stainsacre/${path}`)).toBe(false));
  it('nor of all that somebody said', () => expect(mayKeep('/me/voice')).toBe(false));
});

eachDatabase((openFresh) => {
  it('a meet-up or body that a form names beside another level reads nothing', async () => {
    const town = await buildSpeaking(await openFresh());
    const tea = (await comingToTea(town, town.cyd)).id;
    const levelOf = (id: string) =>
      town.db.one('SELECT meetup_id, body_id FROM views WHERE id = :id', { id });
    const view = await town.say(town.cyd, 'A bench', { level: 'body', meetup: tea, body: town.parish });
    expect(await levelOf(view)).toMatchObject({ meetup_id: null, body_id: town.parish });
    const own = { person: town.cyd, view, meetup: tea, body: town.parish, named: false };
    await ownViews.changeLevel(town.db, { ...own, level: 'meetup' }, NOW);
    expect(await levelOf(view)).toMatchObject({ meetup_id: tea, body_id: null });
  });

  it('"Me too" is seen by those through whom the topic was read, and by no body', async () => {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, dot, parish } = town;
    const tea = await comingToTea(town, dot);
    const topic = await town.gather([
      await town.say(town.cyd, 'A bench', { level: 'meetup', meetup: tea.id }),
      await town.say(town.bert, 'A bench, please', { level: 'body', body: parish }),
    ]);
    const behind = (person: string, eyes = asNeighbour(person)) =>
      supports.support(db, { hub, topic, person, said: 'self' }, eyes, NOW);
    expect(await behind(dot)).toBe('behind');
    expect(await behind(await town.neighbour('Olive'))).toBe('not-found');
    const rang = await town.neighbour('Stan');
    expect(await behind(rang, asHost(town.ada))).toBe('behind');
    expect(await supportsOf(town)).toEqual([
      { person_id: dot, level: 2, meetup_id: tea.id, body_id: null },
      { person_id: rang, level: 1, meetup_id: null, body_id: null },
    ]);
  });

  it('a number that a body has read stands until as many as may be told have come since', async () => {
    const town = await buildCarried(await openFresh());
    let now = NOW;
    const shown = async (more: number) => {
      for (let i = 0; i < more; i++) await meToo(town, await town.neighbour('Dora'));
      await carrying.propose(town.db, town.plan, ++now);
      const { shown } = (await carries.goingOn(town.db, town.topic))!;
      await carrying.callOff(town.db, { topic: town.topic, by: town.ada }, NOW);
      return shown;
    };
    // The first was told as a few when it was gathered: that stands for the body, too.
    expect(await shown(4)).toBe('a few');
    expect(await shown(1)).toBe('5');
    // Eight would be told as ten: one who came last could be counted.
    expect(await shown(2)).toBe('5');
    expect(await shown(3)).toBe('10');
  });

  it('a body that something is passed on to reads how many let it read them, not how many let the first', async () => {
    const town = await buildCarried(await openFresh());
    const { db, hub, ada: by } = town;
    const card = { ...PARISH, name: 'The county' };
    const county = await bodies.add(db, { hub, card, by, once: fresh() }, NOW);
    for (let i = 0; i < 6; i++) {
      const views = [
        await town.say(await town.neighbour('Dora'), 'A bench', { level: 'body', body: town.parish }),
      ];
      await gathering.gather(db, { ...town.more, views, into: town.topic, once: fresh() }, NOW);
    }
    await go(town);
    expect((await carries.goingOn(db, town.topic))!.shown).toBe('5');
    const passed = {
      kind: 'passed-on',
      words: 'It is theirs.',
      because: '',
      passedTo: county,
      byDay: null,
    } as const;
    const carry = (await carries.goingOn(db, town.topic))!.id;
    await answering.give(db, { ...passed, carry, how: 'paper', by, sendAnyway: '' }, NOW + 20 * DAY);
    expect((await carries.goingOn(db, town.topic))!).toMatchObject({ body: { id: county }, shown: 'a few' });
  });

  it('words that may tell of somebody do not go to a body with the rest', async () => {
    const town = await buildCarried(await openFresh(), 'Ask on 01947 600 222', true);
    await go(town);
    const quotes = async () =>
      (await forBodies.read(town.db, town.parish, town.eve, NOW + 3 * DAY)).flatMap(({ quotes }) => quotes);
    expect(await quotes()).toEqual([]);
    await ownViews.correct(
      town.db,
      { person: town.cyd, view: town.view, words: 'A bench at last' },
      NOW + 3 * DAY,
    );
    expect((await quotes()).map(({ words }) => words)).toEqual(['A bench at last']);
  });

  it('a body reads no words but of those who let it read them, whoever else stands behind the same', async () => {
    const town = await buildCarried(await openFresh(), 'A bench at last', true);
    for (const level of ['host', 'body'] as const) {
      const words = `A bench for the ${level}`;
      const view = await town.say(town.dot, words, { level, body: town.parish, named: true });
      await gathering.gather(town.db, { ...town.more, views: [view], into: town.topic, once: fresh() }, NOW);
    }
    await go(town);
    const [read] = await forBodies.read(town.db, town.parish, town.eve, NOW + 3 * DAY);
    expect(read!.quotes.map(({ words }) => words).sort()).toEqual([
      'A bench at last',
      'A bench for the body',
    ]);
  });

  it('why it has not happened is told to the body while its author stands behind it', async () => {
    const town = await buildCarried(await openFresh());
    await go(town);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    const yes = { kind: 'yes', words: 'We do it.', because: '', passedTo: null, byDay: null } as const;
    await answering.give(
      town.db,
      { ...yes, carry, how: 'desk', by: town.eve, sendAnyway: '' },
      NOW + 9 * DAY,
    );
    const dot = { topic: town.topic, person: town.dot };
    await meToo(town, town.dot);
    const not = { verdict: 'not-really', words: 'Only half', said: 'self', by: null } as const;
    expect(await checks.check(town.db, { ...dot, ...not }, NOW + 60 * DAY)).toBe('back');
    for (const verdict of ['partly', 'not-yet'] as const) {
      const given = { topic: town.topic, person: town.cyd, ...not, words: '', verdict };
      await checks.check(town.db, given, NOW + 61 * DAY);
    }
    const reasons = async () =>
      (await forBodies.read(town.db, town.parish, town.eve, NOW + 62 * DAY)).flatMap(
        ({ reasons }) => reasons,
      );
    expect(await reasons()).toEqual(['Only half']);
    const steps = (await topics.stepsOf(town.db, town.topic)).map(({ step }) => step);
    expect(steps.filter((step) => step.startsWith('checked'))).toEqual(['checked']);
    await supports.takeBack(town.db, dot, NOW + 63 * DAY);
    expect(await reasons()).toEqual([]);
  });

  it('somebody who turns out to be two stands behind it as narrowly as either chose', async () => {
    const town = await buildCarried(await openFresh());
    const [one, other] = [await town.neighbour('Dora'), await town.neighbour('Dora')];
    for (const person of [one, other]) await meToo(town, person);
    await town.db.write((tx) => tx.run('UPDATE supports SET level = 1 WHERE person_id = :one', { one }));
    await town.db.write((tx) => merging.merge(tx, one, other));
    expect(await supportsOf(town)).toMatchObject([{ person_id: other, level: 1 }]);
  });

  it('a topic is as tender as what is put into it', async () => {
    const town = await buildCarried(await openFresh());
    const health = { level: 'everyone', tender: 'health', consented: true } as const;
    const views = [await town.say(town.dot, 'A bench for my knee', health)];
    await gathering.gather(town.db, { ...town.more, views, into: town.topic, once: fresh() }, NOW);
    expect((await topics.find(town.db, town.hub, town.topic, asNeighbour(null)))!.tender).toBe('health');
  });

  it('a topic is not among their own any more once what they said is taken back or put aside', async () => {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, cyd, dot, ada: by } = town;
    const [mine, other] = [await town.say(cyd, 'A bench'), await town.say(dot, 'A bench, please')];
    await town.gather([mine, other, await town.say(town.bert, 'Somewhere to sit')]);
    expect(await topics.ofPerson(db, cyd)).toHaveLength(1);
    await ownViews.withdraw(db, { person: cyd, view: mine }, NOW);
    await gathering.putAside(db, { hub, view: other, because: 'No', by }, NOW);
    expect([...(await topics.ofPerson(db, cyd)), ...(await topics.ofPerson(db, dot))]).toEqual([]);
  });

  it('nobody puts theirs to a topic that they may not read', async () => {
    const town = await buildSpeaking(await openFresh());
    const topic = await town.gather([await town.say(town.cyd, 'A bench', { level: 'host' })]);
    const view = await town.say(town.dot, 'A bench', { level: 'everyone' });
    expect(await gathering.joinOwn(town.db, { person: town.dot, view, topic })).toBe('not-found');
  });

  it('what somebody said, objected to and gave as a reason is in no table once they have erased themselves', async () => {
    const town = await buildCarried(await openFresh(), 'qx said');
    await carrying.propose(town.db, town.plan, NOW);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    await carrying.object(town.db, { carry, person: town.cyd, words: 'qx objected' }, NOW);
    await carryRounds.goOn(town.db, NOW + 2 * DAY);
    const yes = { kind: 'yes', words: 'We do it.', because: '', passedTo: null, byDay: null } as const;
    await answering.give(
      town.db,
      { ...yes, carry, how: 'desk', by: town.eve, sendAnyway: '' },
      NOW + 9 * DAY,
    );
    const not = { verdict: 'not-really', words: 'qx reason', said: 'self', by: null } as const;
    await checks.check(town.db, { topic: town.topic, person: town.cyd, ...not }, NOW + 60 * DAY);
    expect(new Set((await everyTable(town)).match(/qx \w+/g))).toEqual(
      new Set(['qx objected', 'qx reason', 'qx said']),
    );
    await erasure.erase(town.db, town.cyd, NOW + 61 * DAY);
    expect((await everyTable(town)).match(/qx \w+/g)).toBeNull();
  });
});

async function comingToTea(town: Speaking, person: string) {
  const tea = await get(town, `${await planTea(town)}-2027-04-06`);
  await rsvps.answer(town.db, tea, { person, answer: 'coming', said: 'self' }, NOW);
  return tea;
}

function meToo({ db, hub, topic }: Carried, person: string) {
  return supports.support(db, { hub, topic, person, said: 'self' }, asNeighbour(person), NOW);
}

function supportsOf({ db }: Speaking) {
  return db.all('SELECT person_id, level, meetup_id, body_id FROM supports ORDER BY level DESC');
}

async function everyTable({ db }: Speaking): Promise<string> {
  const tables = await db.all(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  const all = [];
  for (const table of tables) all.push(await db.all(`SELECT * FROM "${text(table, 'name')}"`));
  return JSON.stringify(all);
}
