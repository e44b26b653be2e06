import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { erase } from '#server/people/erasure.ts';
import { merge } from '#server/people/merging.ts';
import { gather } from '#server/people/own-data.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as agreeNewcomers from '#server/voice/agree-newcomers.ts';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as agreeStatements from '#server/voice/agree-statements.ts';
import * as agreeTelling from '#server/voice/agree-telling.ts';
import * as agreeVotes from '#server/voice/agree-votes.ts';
import type { Vote } from '#server/voice/opinion-table.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

const DAY = 86_400;

eachDatabase((fresh) => {
  /** A question with so many statements of a host's. */
  async function ask(count = 8, tender: agreeQuestions.Tender | null = null) {
    const db = await fresh();
    const hub = await startHub(db);
    const ada = await settle(db, hub, { firstName: 'Ada' });
    await makeRole(db, ada, hub, 'keeper');
    const opened = { hub, words: 'What should change at the bus stop?', tender, by: ada };
    const question = await db.write((tx) => agreeQuestions.open(tx, opened, NOW));
    for (let n = 0; n < count; n++) await write(db, question, `Sentence ${n}`, ada, true);
    const ids = (await agreeStatements.ofQuestion(db, question)).map(({ id }) => id);
    const votes = (pick: (n: number) => Vote) => Object.fromEntries(ids.map((id, n) => [id, pick(n)]));
    const vote = (person: string, given: agreeVotes.Votes, at = NOW, consented = false) =>
      agreeVotes.take(db, { hub, person, votes: given, consented }, at);
    /** So many neighbours who say the same. */
    const crowd = async (size: number, pick: (n: number) => Vote, at = NOW) => {
      const ids = [];
      for (let n = 0; n < size; n++) ids.push(await settle(db, hub, { firstName: `N${n}` }));
      for (const id of ids) await vote(id, votes(pick), at);
      return ids;
    };
    return { db, hub, ada, question, ids, votes, vote, crowd };
  }

  const write = (db: Database, question: string, words: string, by: string, isHost: boolean) =>
    db.write((tx) => agreeStatements.add(tx, { question, words, by, isHost }, NOW));
  const voters = async (db: Database) =>
    number((await db.one('SELECT COUNT(*) AS n FROM agree_voters'))!, 'n');
  const told = async (db: Database) => (await db.one('SELECT told FROM agree_questions'))?.['told'];

  it('a hub asks one thing at a time', async () => {
    const { db, hub, ada } = await ask();
    const other = { hub, words: 'Another?', tender: null, by: ada };
    expect(await db.write((tx) => agreeQuestions.open(tx, other, NOW))).toBe('another-is-open');
    expect(await agreeQuestions.close(db, hub, ada, NOW)).toBe('closed');
    expect(await agreeQuestions.close(db, hub, ada, NOW)).toBe('none-open');
    const next = await db.write((tx) => agreeQuestions.open(tx, other, NOW + 1));
    expect((await agreeQuestions.latest(db, hub))?.id).toBe(next);
  });

  it('of two votes the last one counts, and what is closed takes none', async () => {
    const { db, hub, ada, question, ids, vote } = await ask();
    await vote(ada, { [ids[0]!]: 'agree', 'no such one': 'agree' });
    await vote(ada, { [ids[0]!]: 'pass' }, NOW + 5);
    expect(await agreeVotes.ofPerson(db, question, ada)).toEqual({ [ids[0]!]: 'pass' });
    await agreeQuestions.close(db, hub, ada, NOW + 6);
    expect(await vote(ada, { [ids[0]!]: 'agree' })).toBe('closed');
  });

  it("a neighbour's sentence waits for a host, and no more than three do", async () => {
    const { db, hub, ada, question } = await ask(0);
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    expect(await write(db, question, 'A light', cyd, false)).toBe('waiting');
    expect(await write(db, question, 'a LIGHT', cyd, false)).toBe('there-already');
    await write(db, question, 'A seat', cyd, false);
    await write(db, question, 'A roof', cyd, false);
    expect(await write(db, question, 'A bin', cyd, false)).toBe('too-many');
    const [first] = await agreeStatements.ofQuestion(db, question);
    const next = () => agreeVotes.nextStatements(db, question, { seed: ada, seen: {}, extremity: {} });
    expect(await next()).toEqual([]);
    await agreeStatements.settle(db, { hub, statement: first!.id, into: 'in', by: ada }, NOW);
    expect(await next()).toMatchObject([{ words: 'A light', standing: 'in' }]);
    const elsewhere = { hub: 'elsewhere', statement: first!.id, into: 'removed', by: ada } as const;
    expect(await agreeStatements.settle(db, elsewhere, NOW)).toBe('not-found');
    await agreeStatements.settle(db, { ...elsewhere, hub }, NOW);
    expect(await next()).toEqual([]);
  });

  it('at most five are asked at a time, none of them seen before', async () => {
    const { db, question, ada, ids, vote } = await ask(8);
    const next = async () => {
      const seen = await agreeVotes.ofPerson(db, question, ada);
      return (await agreeVotes.nextStatements(db, question, { seed: ada, seen, extremity: {} })).map(
        ({ id }) => id,
      );
    };
    const first = await next();
    expect(first).toHaveLength(5);
    await vote(ada, Object.fromEntries(first.map((id) => [id, 'agree' as const])));
    expect((await next()).sort()).toEqual(ids.filter((id) => !first.includes(id)).sort());
  });

  it('about health nothing is kept without a yes, which holds from then on', async () => {
    const { db, ada, ids, vote } = await ask(2, 'health');
    expect(await vote(ada, { [ids[0]!]: 'agree' })).toBe('needs-consent');
    expect(await voters(db)).toBe(0);
    expect(await vote(ada, { [ids[0]!]: 'agree' }, NOW, true)).toBe('taken');
    expect(await vote(ada, { [ids[1]!]: 'agree' })).toBe('taken');
  });

  it('a newcomer votes with a first name, once for a form sent twice; nobody is entered for a closed question', async () => {
    const { db, hub, ids, ada } = await ask();
    const given = { hub, votes: { [ids[0]!]: 'agree' as const }, consented: false };
    const newcomer = { firstName: 'Zoe', once: 'a-form', device: 'Firefox', instead: null };
    const first = await agreeNewcomers.welcome(db, given, newcomer, NOW);
    const again = await agreeNewcomers.welcome(db, given, newcomer, NOW + 1);
    expect([first.outcome, again.outcome, await voters(db)]).toEqual(['taken', 'taken', 1]);
    if (first.outcome !== 'taken') throw new Error('not taken');
    expect((await sessions.read(db, first.session.secret, NOW))?.viewer.firstName).toBe('Zoe');
    await agreeQuestions.close(db, hub, ada, NOW);
    expect(await agreeNewcomers.welcome(db, given, { ...newcomer, once: 'x' }, NOW)).toEqual({
      outcome: 'closed',
    });
    expect((await people.ofHub(db, hub)).filter(({ firstName }) => firstName === 'Zoe')).toHaveLength(1);
  });

  it('nothing is told of a few, and then only rounded', async () => {
    const { db, question, crowd } = await ask();
    await crowd(4, () => 'agree');
    expect(await agreeTelling.tellDue(db, NOW + 1)).toBe(0);
    expect((await agreeTelling.read(db, question)).told).toBeNull();
    await crowd(4, () => 'agree');
    expect(await agreeTelling.tellDue(db, NOW + 1)).toBe(1);
    const { told } = await agreeTelling.read(db, question);
    expect(told).toMatchObject({ spoke: 10, groups: [], against: [] });
    expect(told!.together).toHaveLength(5);
    expect(told!.together[0]!.shown).toMatchObject({ kind: 'whole', total: 10 });
  });

  it('what was told stands to the byte until five have said something new, and for the rest of its day', async () => {
    const { db, crowd, votes, vote, question } = await ask();
    const first = await crowd(20, (n) => (n < 4 ? 'agree' : 'disagree'));
    await agreeTelling.tellDue(db, NOW + 1);
    const before = await told(db);
    await vote(
      first[0]!,
      votes(() => 'disagree'),
      NOW + 60,
    );
    expect(await agreeTelling.tellDue(db, NOW + 2 * DAY)).toBe(0);
    expect(await told(db)).toBe(before);
    await crowd(3, () => 'disagree', NOW + 70);
    await agreeVotes.takeBack(db, { question, person: first[1]! });
    await crowd(1, () => 'disagree', NOW + 75);
    expect(await agreeTelling.tellDue(db, NOW + 80)).toBe(0);
    expect(await agreeTelling.tellDue(db, NOW + 2 * DAY)).toBe(1);
    expect(await told(db)).not.toBe(before);
    expect(await agreeTelling.tellDue(db, NOW + 4 * DAY)).toBe(0);
  });

  it('whoever votes and takes it back again and again is one, and has nothing told anew', async () => {
    const { db, crowd, votes, vote, question } = await ask();
    const [cycler] = await crowd(20, (n) => (n < 4 ? 'agree' : 'disagree'));
    await agreeTelling.tellDue(db, NOW + 1);
    const before = await told(db);
    for (let i = 1; i <= 6; i++) {
      await agreeVotes.takeBack(db, { question, person: cycler! });
      await vote(
        cycler!,
        votes(() => 'disagree'),
        NOW + 60 * i,
      );
    }
    await crowd(1, () => 'agree', NOW + 500);
    expect(await agreeTelling.tellDue(db, NOW + 2 * DAY)).toBe(0);
    expect(await told(db)).toBe(before);
  });

  it('statements that were taken out, or wait, leave room for those of a host', async () => {
    const { db, question, ada, hub } = await ask();
    const add = (words: string, by: string, isHost: boolean) =>
      db.write((tx) => agreeStatements.add(tx, { question, words, by, isHost }, NOW));
    for (let i = 0; i < agreeStatements.MOST_STATEMENTS; i++) await add(`One ${i}`, ada, true);
    expect(await add('One more', ada, true)).toBe('too-many');
    const [first] = await agreeStatements.ofQuestion(db, question);
    await agreeStatements.settle(db, { hub, statement: first!.id, into: 'removed', by: ada }, NOW);
    expect(await add('One more', ada, true)).toBe('in');
  });

  it('groups are told by what they say, and never with a few in one', async () => {
    const { db, question, crowd } = await ask();
    await crowd(9, (n) => (n % 2 ? 'agree' : 'disagree'));
    await crowd(12, (n) => (n % 2 ? 'disagree' : 'agree'));
    await agreeTelling.tellDue(db, NOW + 1);
    const { told } = await agreeTelling.read(db, question);
    expect(told!.groups.map((group) => group.people)).toEqual([10, 10]);
    expect(told!.groups[0]!.says.length).toBeGreaterThan(2);
    expect(JSON.stringify(told)).not.toContain('members');
    const counted = await db.one('SELECT COUNT(counted_at) AS n FROM agree_voters');
    expect(number(counted!, 'n')).toBe(21);
  });

  it('whoever takes everything back is forgotten at once', async () => {
    const { db, question, crowd } = await ask();
    const [one] = await crowd(2, () => 'agree');
    await agreeVotes.takeBack(db, { question, person: one! });
    expect(await agreeVotes.ofPerson(db, question, one!)).toEqual({});
    expect(await voters(db)).toBe(1);
  });

  it('own data names each vote and each suggestion; erasing leaves counts and no name', async () => {
    const { db, hub, question, ids, vote } = await ask();
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    await vote(cyd, { [ids[3]!]: 'disagree' });
    await write(db, question, 'A seat by my gate', cyd, false);
    const data = await gather(db, cyd);
    expect(data['votes']).toMatchObject([{ statement: 'Sentence 3', vote: 'disagree' }]);
    expect(data['statements']).toMatchObject([{ words: 'A seat by my gate' }]);
    await erase(db, cyd, NOW);
    expect(await voters(db)).toBe(1);
    const rows = await db.all(
      'SELECT vote FROM agree_votes JOIN agree_voters ON id = voter_id WHERE person_id IS NULL',
    );
    expect(rows.map((row) => text(row, 'vote'))).toEqual(['disagree']);
    expect((await agreeStatements.ofQuestion(db, question)).map(({ words }) => words)).not.toContain(
      'A seat by my gate',
    );
  });

  it('two who turn out to be one count once, with the later vote on each', async () => {
    const { db, hub, question, ids, vote } = await ask();
    const [leaflet, known] = [
      await settle(db, hub, { firstName: 'Cydney' }),
      await settle(db, hub, { firstName: 'Cyd' }),
    ];
    await vote(leaflet, { [ids[0]!]: 'agree', [ids[1]!]: 'agree', [ids[2]!]: 'agree' }, NOW + 10);
    await vote(known, { [ids[0]!]: 'disagree' }, NOW + 20);
    await vote(known, { [ids[1]!]: 'disagree' }, NOW);
    await db.write((tx) => merge(tx, leaflet, known));
    expect(await voters(db)).toBe(1);
    expect(await agreeVotes.ofPerson(db, question, known)).toEqual({
      [ids[0]!]: 'disagree',
      [ids[1]!]: 'agree',
      [ids[2]!]: 'agree',
    });
  });

  it('a year after a question was closed nobody knows who said what, and what was told stays', async () => {
    const { db, hub, ada, question, crowd } = await ask();
    await crowd(8, () => 'agree');
    await agreeTelling.tellDue(db, NOW + 1);
    await agreeQuestions.close(db, hub, ada, NOW + 2);
    expect(await agreeQuestions.forgetVotes(db, NOW + 300 * DAY)).toBe(0);
    expect(await agreeQuestions.forgetVotes(db, NOW + 366 * DAY)).toBe(1);
    expect(await voters(db)).toBe(0);
    expect(await agreeTelling.tellDue(db, NOW + 367 * DAY)).toBe(0);
    expect((await agreeTelling.read(db, question)).told).toMatchObject({ spoke: 10 });
  });
});
