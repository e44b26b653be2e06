import { expect, it } from 'vitest';
import { text } from '#server/db/rows.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as opened from '#server/reminders/opened.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as weDid from '#server/voice/we-did.ts';
import { buildCarried, go } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { fresh, PARISH } from '../../helpers/voice.ts';

const DAY = 86_400;
const LATER = NOW + 20 * DAY;

eachDatabase((openFresh) => {
  async function build() {
    const town = await buildCarried(await openFresh());
    const { db, hub, topic, eve, ada: by } = town;
    const give = async (given: Partial<answering.NewAnswer>, now = LATER) => {
      const carry = (await carries.goingOn(db, topic))!.id;
      const usual = { kind: 'not-yet', words: 'We look at it.', because: '', passedTo: null } as const;
      const how = { byDay: null, how: 'desk', by: eve, sendAnyway: '' } as const;
      return (await answering.give(db, { carry, ...usual, ...how, ...given }, now)).outcome;
    };
    const addCounty = () =>
      bodies.add(db, { hub, card: { ...PARISH, name: 'The county' }, by, once: fresh() }, NOW);
    const object = async (person: string) => {
      await carrying.propose(db, town.plan, NOW);
      const carry = (await carries.goingOn(db, topic))!.id;
      await carrying.object(db, { carry, person, words: 'Not by the pond' }, NOW);
      await carryRounds.goOn(db, NOW + 2 * DAY);
    };
    const objected = async () => carries.objectionsTo(db, (await carries.goingOn(db, topic))!.id);
    return { ...town, give, addCounty, object, objected };
  }

  it('a day that is over, or that no calendar has, is not taken as the day of an answer', async () => {
    const town = await build();
    await go(town);
    for (const byDay of ['2027-13-45', '2027-02-30', '2027-03-01', '0000-00-00'])
      expect(await town.give({ byDay })).toBe('past-day');
    expect(await answers.ofTopic(town.db, town.topic)).toEqual([]);
    expect(await town.give({ byDay: '2027-04-30' })).toBe('sent');
  });

  it('the same answer sent twice is told once', async () => {
    const town = await build();
    await go(town);
    for (let i = 0; i < 3; i++) expect(await town.give({}, LATER + i)).toBe('sent');
    expect(await answers.ofTopic(town.db, town.topic)).toHaveLength(1);
    expect(await town.db.all(`SELECT id FROM letters WHERE kind = 'voice-answer'`)).toHaveLength(1);
    expect(await town.give({ words: 'We still look at it.' }, LATER + 9)).toBe('sent');
    expect(await answers.ofTopic(town.db, town.topic)).toHaveLength(2);
  });

  it('what some object to goes along when it is passed on, and when it goes back', async () => {
    const town = await build();
    await town.object(town.cyd);
    await town.give({ kind: 'passed-on', words: 'It is theirs.', passedTo: await town.addCounty() });
    expect(await town.objected()).toEqual(['Not by the pond']);
    expect(await carries.goingOn(town.db, town.topic)).toMatchObject({ isObjectedTo: true });
    await town.give({ kind: 'yes', words: 'We do it.' });
    const not = { verdict: 'not-really', words: 'No bench yet', said: 'self', by: null } as const;
    await checks.check(town.db, { topic: town.topic, person: town.cyd, ...not }, NOW + 60 * DAY);
    expect(await town.objected()).toEqual(['Not by the pond']);
  });

  it('a letter about what not everybody may read does not say who decides it, but to whoever carries it', async () => {
    const town = await build();
    await town.db.write((tx) => tx.run(`UPDATE topics SET tender = 'crime'`));
    await go(town);
    await carryRounds.goOn(town.db, NOW + 8 * DAY);
    const said = async (kind: string) => {
      const row = await town.db.one('SELECT id FROM letters WHERE kind = :kind', { kind });
      return (await opened.open(town.db, text(row!, 'id'), NOW + DAY))!.said;
    };
    expect(await said('voice-receipt')).toMatchObject({ name: null, body: PARISH.name });
    await town.db.write((tx) => tx.run('UPDATE carries SET sent_at = NULL'));
    expect(await said('voice-carry')).toMatchObject({
      isNeeded: true,
      name: null,
      body: null,
      meeting: null,
    });
  });

  it('whoever no longer stands behind it has nothing carried, and does not say whether it happened', async () => {
    const town = await build();
    await town.object(town.cyd);
    await town.give({ kind: 'yes', words: 'We do it.' });
    const dot = await town.say(town.dot, 'A bench', { level: 'everyone' });
    await town.db.write((tx) =>
      tx.run('UPDATE views SET topic_id = :topic WHERE id = :dot', { topic: town.topic, dot }),
    );
    const yes = { verdict: 'happened', words: '', said: 'self', by: null } as const;
    await checks.check(town.db, { topic: town.topic, person: town.cyd, ...yes }, NOW + 60 * DAY);
    expect(await weDid.ofHub(town.db, town.hub)).toMatchObject([{ verdict: 'happened' }]);
    await ownViews.withdraw(town.db, { person: town.cyd, view: town.view }, NOW + 61 * DAY);
    expect(await weDid.ofHub(town.db, town.hub)).toMatchObject([{ verdict: null }]);
    const [carry] = await carries.ofTopic(town.db, town.topic);
    expect(carry).toMatchObject({ isObjectedTo: false });
    expect(await carries.objectionsTo(town.db, carry!.id)).toEqual([]);
  });
});
