import { describe, expect, it } from 'vitest';
import { standingInWords } from '#lib/promise-words.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as erasure from '#server/people/erasure.ts';
import * as merging from '#server/people/merging.ts';
import * as ownData from '#server/people/own-data.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import * as agendas from '#server/voice/agendas.ts';
import * as meetingLetters from '#server/voice/meeting-letters.ts';
import * as promiseRounds from '#server/voice/promise-rounds.ts';
import * as reached from '#server/outbox/reached.ts';
import * as promisesToRing from '#server/voice/promises-to-ring.ts';
import * as promises from '#server/voice/promises.ts';
import * as promising from '#server/voice/promising.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildSpeaking, fresh, PARISH, type Speaking } from '../../helpers/voice.ts';

const DAY = 86_400;
const DAY_OF = { today: '2027-03-02', friday: '2027-03-12' };

describe('how a promise stands is told with a day', () => {
  const open = {
    byDay: '2027-03-12',
    changedBecause: '',
    settledOn: null,
    settledHow: null,
    endedBecause: '',
  };
  const late = { ...open, byDay: '2027-03-01' };
  const because = 'The wood is late';
  it.each([
    [open, 'By Friday 12 March'],
    [late, 'Late by 1 day'],
    [{ ...late, byDay: '2027-02-20' }, 'Late by 10 days'],
    [{ ...open, changedBecause: because }, 'By Friday 12 March. Changed, because: The wood is late'],
    [{ ...open, settledOn: '2027-03-10', settledHow: 'kept' }, 'Kept on Wednesday 10 March'],
    [{ ...open, settledOn: '2027-03-15', settledHow: 'kept' }, 'Kept on Monday 15 March, 3 days late'],
    [
      { ...open, settledOn: '2027-03-10', settledHow: 'ended', endedBecause: 'No wood' },
      'Ended on Wednesday 10 March, because: No wood',
    ],
  ] as const)('%j', (promise, words) => expect(standingInWords(promise, DAY_OF.today)).toBe(words));
});

eachDatabase((openFresh) => {
  async function promised(owner: (town: Speaking) => promising.Owner, named = false) {
    const town = await buildSpeaking(await openFresh());
    const { hub, ada: by } = town;
    const given = { hub, what: 'Mend the bench', named, byDay: DAY_OF.friday, meetup: null, by };
    const made = await town.db.write((tx) => promising.make(tx, { ...given, owner: owner(town) }, NOW));
    expect(made).toBe('made');
    const [promise] = await promises.ofHub(town.db, hub, NOW);
    return { ...town, promise: promise!.id };
  }
  type Town = Awaited<ReturnType<typeof promised>>;
  const byBert = () => promised(({ bert }) => ({ person: bert }));
  const read = ({ db, hub, promise }: Town) => promises.find(db, hub, promise);

  async function lettersAbout({ db, promise }: Town): Promise<string[]> {
    const rows = await db.all(
      `SELECT letters.id, letters.kind, people.first_name
       FROM letters
       JOIN people ON people.id = letters.person_id
       WHERE letters.subject = :promise`,
      { promise },
    );
    const matters = await meetingLetters.read(
      db,
      rows.map(({ id }) => String(id)),
    );
    return rows
      .filter(({ id }) => matters.get(String(id))?.isNeeded)
      .map(({ kind, first_name }) => `${kind} ${first_name}`)
      .sort();
  }

  it('whoever did not write it down themselves is told that it is theirs', async () => {
    expect(await lettersAbout(await byBert())).toEqual(['promise-yours Bert']);
    expect(await lettersAbout(await promised(({ ada }) => ({ person: ada })))).toEqual([]);
  });

  it('who has no device is on the list to be rung, until a host has told them', async () => {
    const town = await promised(({ cyd }) => ({ person: cyd }));
    const { db, hub, promise, ada: by } = town;
    const [one, ...more] = await promisesToRing.ofHub(db, hub);
    expect([one?.firstName, one?.what, more]).toEqual(['Cyd', 'Mend the bench', []]);
    await reached.ring(db, { subject: promise, letter: one!.letter, outcome: 'spoke', by }, NOW);
    expect(await promisesToRing.ofHub(db, hub)).toEqual([]);
  });

  it('everybody reads a name only where its owner said yes to it, and a role otherwise', async () => {
    const quiet = (await read(await byBert()))!;
    expect(promises.forEverybody(quiet)).toMatchObject({ who: null, role: 'host' });
    expect(JSON.stringify(promises.forEverybody(quiet))).not.toContain('Bert');
    const named = (await read(await promised(({ cyd }) => ({ person: cyd }), true)))!;
    expect(promises.forEverybody(named)).toMatchObject({ who: 'Cyd', role: 'neighbour' });
  });

  it('somebody of another hub can promise nothing here, and nobody else can change it', async () => {
    const town = await byBert();
    const { db, promise, dot: by } = town;
    const what = { what: 'x', named: false, byDay: DAY_OF.friday, meetup: null, by };
    const elsewhere = { ...what, hub: town.hub, owner: { person: 'nobody' } };
    expect(await db.write((tx) => promising.make(tx, elsewhere, NOW))).toBe('not-here');
    const given = { promise, by, how: 'kept', because: '' } as const;
    for (const reach of [{ hub: 'elsewhere' }, { person: town.dot }])
      expect(await promising.settle(db, { ...given, reach }, NOW)).toBe('not-found');
    expect(await promising.handBack(db, { person: town.dot, promise }, NOW)).toBe('not-found');
    expect((await read(town))?.settledOn).toBeNull();
  });

  it('it is kept, late by days, changed because, or ended because: never without the reason', async () => {
    const town = await byBert();
    const { db, promise, bert } = town;
    const own = { reach: { person: bert }, promise, by: bert };
    const because = 'The wood is late';
    expect(await promising.change(db, { ...own, byDay: '2027-03-20', because }, NOW)).toBe('changed');
    expect(standingInWords((await read(town))!, '2027-03-22')).toBe(
      `Late by 2 days. Changed, because: ${because}`,
    );
    expect(await promising.settle(db, { ...own, how: 'ended', because: ' ' }, NOW)).toBe('needs-because');
    expect(await promising.settle(db, { ...own, how: 'kept', because: '' }, NOW + 21 * DAY)).toBe('settled');
    expect(standingInWords((await read(town))!, '2027-04-01')).toBe('Kept on Tuesday 23 March, 3 days late');
    expect(await promising.settle(db, { ...own, how: 'ended', because }, NOW)).toBe('not-found');
    const steps = await db.all('SELECT step, before_day FROM promise_steps ORDER BY made_at, step');
    expect(steps.map((row) => row.step)).toEqual(['changed', 'kept']);
    expect(steps[0]!.before_day).toBe(DAY_OF.friday);
  });

  it('a host who leaves the role leaves the promise to the hosts, until it is handed on or ends', async () => {
    const town = await byBert();
    const { db, hub, bert, promise, ada: by } = town;
    await roleGrants.change(db, { hub, person: bert, role: 'neighbour', by }, NOW);
    expect((await read(town))!.isLoose).toBe(true);
    const due = async () => (await agendas.of(db, { hub, meetup: 'tea', day: DAY_OF.today })).items;
    expect((await due()).map(({ words }) => words)).toEqual(['Nobody has it now. Who takes it?']);
    await promiseRounds.goOn(db, NOW);
    await promiseRounds.goOn(db, NOW + DAY);
    expect(await lettersAbout(town)).toEqual([
      'promise-loose Ada',
      'promise-loose Dot',
      'promise-yours Bert',
    ]);
    const given = { hub, promise, owner: { person: town.dot }, by };
    expect(await promising.handOn(db, given, NOW)).toBe('handed-on');
    expect(await read(town)).toMatchObject({ isLoose: false, owner: { firstName: 'Dot' } });
    expect(await due()).toEqual([]);
    expect(await lettersAbout(town)).toEqual(['promise-yours Dot']);
  });

  it('what somebody promised stays when they erase themselves, without their name', async () => {
    const town = await promised(({ cyd }) => ({ person: cyd }), true);
    await erasure.erase(town.db, town.cyd, NOW);
    const promise = (await read(town))!;
    expect(promise).toMatchObject({ isLoose: true, owner: null, named: null, what: 'Mend the bench' });
  });

  it('handed back, it is nobody’s and comes up at the next meet-up', async () => {
    const town = await byBert();
    const { db, hub, bert, promise } = town;
    expect(await promising.handBack(db, { person: bert, promise }, NOW)).toBe('handed-back');
    expect((await read(town))!.isLoose).toBe(true);
    expect((await promises.dueBy(db, hub, DAY_OF.today)).map(({ id }) => id)).toEqual([promise]);
  });

  it('what a body promised is for whoever follows it, and for nobody if nobody does', async () => {
    const town = await promised(({ parish }) => ({ body: parish }));
    const { db, hub, parish, ada: by } = town;
    const next = await bodies.add(db, { hub, card: { ...PARISH, name: 'The town' }, by, once: fresh() }, NOW);
    await bodies.end(db, { hub, body: parish, followedBy: next, by }, NOW);
    expect(await read(town)).toMatchObject({ body: { name: 'The town' }, isLoose: false });
    await bodies.end(db, { hub, body: next, followedBy: null, by }, NOW);
    expect(await read(town)).toMatchObject({ isLoose: true });
  });

  it('its owner is reminded once, a week before its day, and a body by those who answer for it', async () => {
    const town = await promised(({ parish }) => ({ body: parish }));
    const { db, hub, parish: body, ada: by } = town;
    const eve = await town.neighbour('Eve');
    await bodyPeople.give(db, { hub, body, person: eve, part: 'clerk', by }, NOW);
    await promiseRounds.goOn(db, NOW);
    expect(await lettersAbout(town)).toEqual([]);
    await promiseRounds.goOn(db, NOW + 4 * DAY);
    await promiseRounds.goOn(db, NOW + 5 * DAY);
    expect(await lettersAbout(town)).toEqual(['promise-due Eve']);
  });

  it('it belongs to the one person that two turn out to be, and stands in their own data', async () => {
    const town = await promised(({ cyd }) => ({ person: cyd }));
    const known = await town.neighbour('Cydney');
    await town.db.write((tx) => merging.merge(tx, town.cyd, known));
    expect((await promises.ofPerson(town.db, known)).map(({ what }) => what)).toEqual(['Mend the bench']);
    expect((await ownData.gather(town.db, known)).promised).toMatchObject([{ what: 'Mend the bench' }]);
  });
});
