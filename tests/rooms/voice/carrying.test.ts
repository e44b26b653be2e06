import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as erasure from '#server/people/erasure.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as topicLetters from '#server/voice/topic-letters.ts';
import * as topics from '#server/voice/topics.ts';
import { text } from '#server/db/rows.ts';
import * as weDid from '#server/voice/we-did.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { lettersAbout } from '../../helpers/plans.ts';
import { asHost, asNeighbour, buildSpeaking, fresh, PARISH } from '../../helpers/voice.ts';

const DAY = 86_400;
/** Two weeks after `NOW`. */
const MEETING = '2027-03-16T19:00';

eachDatabase((openFresh) => {
  async function build(level: 'host' | 'everyone' | 'body' = 'everyone') {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, ada, bert, cyd, parish } = town;
    const eve = await town.neighbour('Eve');
    await bodyPeople.give(db, { hub, body: parish, person: eve, part: 'councillor', by: ada }, NOW);
    await bodyMeetings.add(db, {
      hub,
      body: parish,
      startsLocal: MEETING,
      place: 'The hall',
      today: '2027-03-02',
    });
    const [meeting] = await bodyMeetings.ahead(db, hub, '2027-03-02');
    const view = await town.say(cyd, 'A bench', { level, body: level === 'body' ? parish : null });
    const topic = await town.gather([view, await town.say(bert, 'Seats', { level: 'host' })]);
    const plan: carrying.Plan = {
      hub,
      zone: 'Europe/London',
      topic,
      meeting: meeting!.id,
      route: 'agenda',
      carrier: bert,
      words: 'Please put a bench at the bus stop.',
      goingWell: 'The bus comes on time.',
      asked: 'A bench, by summer',
      by: ada,
    };
    const give = async (given: Partial<answering.NewAnswer>, now = NOW + 15 * DAY) => {
      const open = await carries.goingOn(db, topic);
      const usual = { kind: 'yes', words: 'Yes, you can have one.', because: '', passedTo: null } as const;
      const how = { byDay: null, how: 'desk', by: eve, sendAnyway: '' } as const;
      return answering.give(db, { carry: open!.id, ...usual, ...how, ...given }, now);
    };
    const go = async (now = NOW + 2 * DAY) => {
      await carrying.propose(db, plan, NOW);
      await carryRounds.goOn(db, now);
    };
    const state = async () => {
      const seen = await topics.find(db, hub, topic, asHost(ada));
      return `${seen?.state} ${seen?.nextOn}`;
    };
    return { ...town, eve, view, topic, plan, go, give, state };
  }

  it('everybody behind it reads the exact words and has 48 hours, before anybody at the body does', async () => {
    const town = await build();
    expect(await carrying.propose(town.db, town.plan, NOW)).toBe('proposed');
    expect(await lettersAbout(town, town.topic)).toEqual(['voice-carry Bert', 'voice-carry Cyd']);
    await carryRounds.goOn(town.db, NOW + 2 * DAY - 1);
    expect(await carries.toBody(town.db, town.parish)).toEqual([]);
    expect(await town.state()).toBe('gathered 2027-03-04');
    await carryRounds.goOn(town.db, NOW + 2 * DAY);
    await carryRounds.goOn(town.db, NOW + 2 * DAY + 60);
    expect(await carries.toBody(town.db, town.parish)).toMatchObject([
      { words: 'Please put a bench at the bus stop.', shown: 'a few', isObjectedTo: false },
    ]);
    expect(await town.state()).toBe('carried 2027-03-16');
    expect(await lettersAbout(town, town.topic)).toContain('voice-for-body Eve');
  });

  it('an objection is carried, too, without a name, and not after the words have gone', async () => {
    const town = await build();
    await carrying.propose(town.db, town.plan, NOW);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    const object = (person: string, now = NOW) =>
      carrying.object(town.db, { carry, person, words: 'Not there, by the pond' }, now);
    expect(await object(town.cyd)).toBe('noted');
    expect(await object(town.dot)).toBe('too-late');
    await carryRounds.goOn(town.db, NOW + 2 * DAY);
    expect(await object(town.bert)).toBe('too-late');
    expect(await carries.toBody(town.db, town.parish)).toMatchObject([{ isObjectedTo: true }]);
    expect(await carries.objectionsTo(town.db, carry)).toEqual(['Not there, by the pond']);
  });

  it('what nobody behind it lets the body read is not carried', async () => {
    const town = await build('host');
    expect(await carrying.propose(town.db, town.plan, NOW)).toBe('nobody-yet');
  });

  it('a meeting that is over, or too soon to object, a stranger as carrier, and a second time are refused', async () => {
    const town = await build();
    const try_ = (changes: Partial<carrying.Plan>, now = NOW) =>
      carrying.propose(town.db, { ...town.plan, ...changes }, now);
    expect(await try_({}, NOW + 15 * DAY)).toBe('past');
    expect(await try_({}, NOW + 13 * DAY)).toBe('too-soon');
    expect(await try_({ carrier: 'nobody' })).toBe('no-carrier');
    expect(await try_({ meeting: 'elsewhere' })).toBe('no-meeting');
    expect(await try_({})).toBe('proposed');
    expect(await try_({})).toBe('already');
  });

  it('whoever lowers theirs before it goes stops it from going, and recalls what was to be sent', async () => {
    const town = await build('body');
    await carrying.propose(town.db, town.plan, NOW);
    const lower = {
      person: town.cyd,
      view: town.view,
      level: 'me',
      meetup: null,
      body: null,
      named: false,
    } as const;
    await ownViews.changeLevel(town.db, lower, NOW + 60);
    await carryRounds.goOn(town.db, NOW + 3 * DAY);
    expect(await carries.toBody(town.db, town.parish)).toEqual([]);
    expect(await neededBy(town.db)).toEqual(['voice-carry Bert']);
  });

  it('lowering after it went takes it off the desk of the body, and an answer is refused in words', async () => {
    const town = await build();
    await town.go();
    const lower = {
      person: town.cyd,
      view: town.view,
      level: 'host',
      meetup: null,
      body: null,
      named: false,
    } as const;
    await ownViews.changeLevel(town.db, lower, NOW + 3 * DAY);
    expect(await carries.toBody(town.db, town.parish)).toEqual([]);
    expect(await town.give({})).toEqual({ outcome: 'withdrawn' });
    expect(await neededBy(town.db)).not.toContain('voice-for-body Eve');
  });

  it('without a receipt in five days the carrier is asked once to try another way', async () => {
    const town = await build();
    await town.go();
    await carryRounds.goOn(town.db, NOW + 6 * DAY);
    expect(await lettersAbout(town, town.topic)).not.toContain('voice-receipt Bert');
    await carryRounds.goOn(town.db, NOW + 7 * DAY);
    await carryRounds.goOn(town.db, NOW + 8 * DAY);
    const told = await lettersAbout(town, town.topic);
    expect(told.filter((one) => one.startsWith('voice-receipt'))).toEqual(['voice-receipt Bert']);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    expect(await carrying.receive(town.db, { carry, by: town.eve }, NOW + 8 * DAY)).toBe('received');
    expect(await town.state()).toBe('received 2027-03-30');
  });

  it('a carrier who leaves is missing for all to see, until somebody else carries it', async () => {
    const town = await build();
    await town.go();
    await erasure.erase(town.db, town.bert, NOW + 3 * DAY);
    expect(await carries.goingOn(town.db, town.topic)).toMatchObject({ carrier: null });
    const next = { hub: town.hub, topic: town.topic, carrier: town.dot };
    expect(await carrying.handOver(town.db, next)).toBe('handed-over');
    await carryRounds.goOn(town.db, NOW + 8 * DAY);
    expect(await lettersAbout(town, town.topic)).toContain('voice-receipt Dot');
  });

  it('no answer by the agreed day is a dated state, and never an end', async () => {
    const town = await build();
    await town.go();
    await carryRounds.goOn(town.db, NOW + 28 * DAY);
    expect((await carries.goingOn(town.db, town.topic))?.lateAt).toBeNull();
    await carryRounds.goOn(town.db, NOW + 29 * DAY);
    expect((await carries.goingOn(town.db, town.topic))?.lateAt).toBe(NOW + 29 * DAY);
    await carryRounds.goOn(town.db, NOW + 3 * 365 * DAY);
    expect(await town.state()).toBe('carried 2027-04-14');
    expect(await town.give({}, NOW + 3 * 365 * DAY)).toEqual({ outcome: 'sent' });
  });

  it('an answer reaches everybody behind it, those with a telephone only by the ring list', async () => {
    const town = await build();
    await town.go();
    expect(await town.give({})).toEqual({ outcome: 'sent' });
    const told = (await lettersAbout(town, town.topic)).filter((one) => one.startsWith('voice-answer'));
    expect(told).toEqual(['voice-answer Bert', 'voice-answer Cyd']);
    const rings = await town.db.all(
      `SELECT people.first_name FROM sends JOIN letters ON letters.id = sends.letter_id
       JOIN people ON people.id = letters.person_id WHERE way = 'ring' AND kind = 'voice-answer' ORDER BY 1`,
    );
    expect(rings.map((row) => row.first_name)).toEqual(['Bert', 'Cyd']);
    expect(await town.give({}).catch(() => null)).toBeNull();
    expect(await answers.toReadOut(town.db, town.hub)).toMatchObject([{ kind: 'yes', toldRoomAt: null }]);
  });

  it('"cannot" without a because is refused, and so is "passed on" to nobody', async () => {
    const town = await build();
    await town.go();
    expect(await town.give({ kind: 'cannot', because: ' ' })).toEqual({ outcome: 'needs-because' });
    expect(await town.give({ kind: 'passed-on' })).toEqual({ outcome: 'needs-body' });
    expect(await town.give({ kind: 'cannot', because: 'The road is not ours.' })).toEqual({
      outcome: 'sent',
    });
    expect(await answers.ofTopic(town.db, town.topic)).toMatchObject([{ because: 'The road is not ours.' }]);
  });

  it('hard words are shown before they go, and go with a reason that is kept', async () => {
    const town = await build();
    await town.go();
    const words =
      'Following consideration of the representations, the ICB authorised further prioritisation of infrastructure.';
    const refused = await town.give({ words });
    expect(refused).toMatchObject({ outcome: 'not-plain', check: { shortForms: ['ICB'], isPlain: false } });
    expect(await town.give({ words, sendAnyway: 'These are the words of the minutes' })).toEqual({
      outcome: 'sent',
    });
    expect(await town.db.all('SELECT sent_anyway FROM answers')).toEqual([
      { sent_anyway: 'These are the words of the minutes' },
    ]);
  });

  it('"passed on" keeps the clock running, and the next body gets it', async () => {
    const town = await build();
    await town.go();
    const county = await bodies.add(
      town.db,
      { hub: town.hub, card: { ...PARISH, name: 'The county', kind: 'county' }, by: town.ada, once: fresh() },
      NOW,
    );
    expect(await town.give({ kind: 'passed-on', passedTo: county })).toEqual({ outcome: 'sent' });
    expect(await carries.goingOn(town.db, town.topic)).toMatchObject({
      body: { name: 'The county' },
      route: 'passed-on',
      answerBy: '2027-03-30',
    });
    expect(await town.state()).toBe('carried 2027-03-30');
  });

  it('"not yet" keeps it with the body until another day', async () => {
    const town = await build();
    await town.go();
    await town.give({ kind: 'not-yet', byDay: '2027-05-01' });
    expect(await town.state()).toBe('received 2027-05-01');
    expect(await town.give({ kind: 'yes' }, NOW + 60 * DAY)).toEqual({ outcome: 'sent' });
  });

  it('a body that is no more leaves what was carried to it to its successor', async () => {
    const town = await build();
    await town.go();
    const next = await bodies.add(
      town.db,
      { hub: town.hub, card: { ...PARISH, name: 'The new council' }, by: town.ada, once: fresh() },
      NOW,
    );
    const end = { hub: town.hub, body: town.parish, followedBy: next, by: town.ada };
    expect(await bodies.end(town.db, end, NOW + 3 * DAY)).toBe('ended');
    expect(await carries.toBody(town.db, next)).toMatchObject([{ body: { name: 'The new council' } }]);
  });

  it('those behind it say whether it happened; "not really" takes it back with the reason', async () => {
    const town = await build();
    await town.go();
    const check = (person: string, verdict: checks.Verdict, words = '') =>
      checks.check(
        town.db,
        { topic: town.topic, person, verdict, words, said: 'self', by: null },
        NOW + 60 * DAY,
      );
    expect(await check(town.cyd, 'happened')).toBe('not-found');
    await town.give({});
    expect(await check(town.dot, 'happened')).toBe('not-found');
    expect(await check(town.cyd, 'happened')).toBe('checked');
    expect(await town.state()).toMatch(/^checked/);
    expect(await check(town.bert, 'not-really')).toBe('needs-because');
    expect(await check(town.bert, 'not-really', 'There is only half a bench')).toBe('back');
    const again = await carries.goingOn(town.db, town.topic);
    expect(again).toMatchObject({ route: 'again', asked: town.plan.asked });
    expect(await carries.reasonsFor(town.db, again!.id)).toEqual(['There is only half a bench']);
    expect(JSON.stringify(await weDid.ofHub(town.db, town.hub))).not.toContain('half a bench');
    expect(await town.state()).toBe('carried 2027-05-15');
    expect(await checks.countsOf(town.db, town.topic)).toMatchObject({ happened: 1, 'not-really': 1 });
  });

  it('a councillor reads what any neighbour reads, and what is carried to their body, and nothing else', async () => {
    const town = await build('body');
    expect(await topics.find(town.db, town.hub, town.topic, asNeighbour(town.eve))).toBeNull();
    expect(await carries.toBody(town.db, town.parish)).toEqual([]);
    await town.go();
    expect(await carries.toBody(town.db, town.parish)).toHaveLength(1);
    expect(await topics.find(town.db, town.hub, town.topic, asNeighbour(null))).toBeNull();
  });

  async function neededBy(db: Database): Promise<string[]> {
    const rows = await db.all(
      `SELECT letters.id, kind, first_name FROM letters JOIN people ON people.id = letters.person_id
       WHERE kind LIKE 'voice-%'`,
    );
    const matters = await topicLetters.read(
      db,
      rows.map((row) => text(row, 'id')),
    );
    return rows
      .filter((row) => matters.get(text(row, 'id'))?.isNeeded)
      .map((row) => `${String(row.kind)} ${String(row.first_name)}`)
      .sort();
  }
});
