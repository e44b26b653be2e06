import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as hubs from '#server/hubs/hubs.ts';
import { askSheet } from '#server/paper/ask-sheet.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as bodies from '#server/partners/bodies.ts';
import { erase } from '#server/people/erasure.ts';
import { merge } from '#server/people/merging.ts';
import { gather } from '#server/people/own-data.ts';
import * as people from '#server/people/people.ts';
import * as askLike from '#server/voice/ask-like.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as openedLetters from '#server/reminders/opened.ts';
import * as askLetters from '#server/voice/ask-letters.ts';
import * as askReplying from '#server/voice/ask-replying.ts';
import * as askSending from '#server/voice/ask-sending.ts';
import * as askSheets from '#server/voice/ask-sheets.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as askTurns from '#server/voice/ask-turns.ts';
import * as asks from '#server/voice/asks.ts';
import * as keyedIn from '#server/voice/keyed-in.ts';
import * as newcomers from '#server/voice/newcomers.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

const DAY = 86_400;
const NEIGHBOUR = { isNeighbour: true, asksIt: false };
const ASKER = { isNeighbour: true, asksIt: true };
const STRANGER = { isNeighbour: false, asksIt: false };

const CARD = {
  name: 'The green',
  stage: 'idea',
  canChange: 'Where the benches go',
  tender: null,
  closesOn: '2027-03-20',
  replyBy: '2027-04-10',
} as const;

/** After its last day. */
const OVER = NOW + 20 * DAY;

eachDatabase((fresh) => {
  async function town() {
    const db = await fresh();
    const hub = await startHub(db);
    const ada = await settle(db, hub, { firstName: 'Ada' });
    await makeRole(db, ada, hub, 'keeper');
    const card = { name: 'The parish', kind: 'parish', nation: 'england', remit: '', daysAhead: 10 } as const;
    const parish = await bodies.add(
      db,
      { hub, card: { ...card, answersWithin: 14 }, by: ada, once: 'parish' },
      NOW,
    );
    let forms = 0;
    const make = async (given: Partial<asks.NewAsk> = {}, at = NOW) => {
      const own = { ...CARD, hub, body: parish, by: ada, once: `form ${forms++}`, ...given };
      const made = await asks.make(db, own, at);
      if (made.outcome !== 'made') throw new Error(made.outcome);
      const [bench, path] = [
        { kind: 'agree', words: 'A bench would be of use.', options: [] },
        { kind: 'choice', words: 'Which way should the path go?', options: ['Round', 'Across'] },
      ] as const;
      for (const one of [bench, path]) await askQuestions.add(db, { hub, ask: made.ask, ...one });
      return made.ask;
    };
    const send = (ask: string, at = NOW) => askSending.send(db, { hub, ask }, at);
    const ask = await make();
    const questions = await askQuestions.ofAsk(db, ask);
    const answers = (vote: string, way?: string) => ({
      [questions[0]!.id]: vote,
      ...(way === undefined ? {} : { [questions[1]!.id]: way }),
    });
    const sheet = (person: string | null, given: askSheets.Answers): askSheets.Sheet => ({
      ...{ hub, ask, person, answers: given, consented: false, wordsForBody: false, said: 'self', by: null },
    });
    const answer = (person: string, given: askSheets.Answers, at = NOW) =>
      askSheets.take(db, sheet(person, given), at);
    const crowd = async (size: number, given: askSheets.Answers, at = NOW) => {
      const ids = [];
      for (let n = 0; n < size; n++) ids.push(await settle(db, hub, { firstName: `N${n}` }));
      for (const id of ids) expect(await answer(id, given, at)).toBe('taken');
      return ids;
    };
    const found = async () => (await asks.find(db, hub, ask))!;
    const told = async (reading = NEIGHBOUR, at = OVER) => askTelling.read(db, await found(), reading, at);
    return { db, hub, ada, parish, make, send, ask, questions, answers, sheet, answer, crowd, found, told };
  }

  const sheets = async (db: Database) => number((await db.one('SELECT COUNT(*) AS n FROM ask_sheets'))!, 'n');

  it('nobody is asked in a hurry, and the reply comes after the last answer', async () => {
    const { db, hub, ada, parish } = await town();
    const own = { ...CARD, hub, body: parish, by: ada, once: 'x' };
    expect(await asks.make(db, { ...own, closesOn: '2027-03-08' }, NOW)).toEqual({ outcome: 'too-soon' });
    expect(await asks.make(db, { ...own, replyBy: CARD.closesOn }, NOW)).toEqual({ outcome: 'reply-first' });
    expect(await asks.make(db, { ...own, body: 'elsewhere' }, NOW)).toEqual({ outcome: 'no-body' });
    const [first, again] = [await asks.make(db, own, NOW), await asks.make(db, own, NOW + 1)];
    expect(again).toEqual(first);
  });

  it('asks up to seven questions, a choice among two to five, and nothing changes once it is sent', async () => {
    const { db, hub, ask, send } = await town();
    const add = (words: string, options: string[] = [], kind: 'agree' | 'choice' = 'agree') =>
      askQuestions.add(db, { hub, ask, kind, words, options });
    expect(await add('Which?', ['One', 'one'], 'choice')).toBe('needs-options');
    expect(await add('Which?', ['1', '2', '3', '4', '5', '6'], 'choice')).toBe('too-many-options');
    expect(await add('A bench would be of use.')).toBe('there-already');
    for (const n of [3, 4, 5, 6, 7]) expect(await add(`Sentence ${n}.`)).toBe('added');
    expect(await add('An eighth.')).toBe('seven');
    const [first] = await askQuestions.ofAsk(db, ask);
    await askQuestions.remove(db, { hub, ask, question: first!.id });
    expect(await add('An eighth.')).toBe('added');
    expect((await askQuestions.ofAsk(db, ask)).map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await send(ask)).toEqual({ outcome: 'asked' });
    expect(await add('Too late.')).toBe('sent');
    expect(await askQuestions.remove(db, { hub, ask, question: first!.id })).toBe('sent');
    expect(await send(ask)).toEqual({ outcome: 'gone' });
  });

  it('what is not sent is not asked, and without a question it is not sent', async () => {
    const { db, hub, ada, answer, ask, answers } = await town();
    expect(await asks.findAsked(db, hub, ask)).toBeNull();
    expect(await asks.openFor(db, [hub], ada, NOW)).toEqual([]);
    expect(await answer(ada, answers('agree'))).toBe('closed');
    const bare = await asks.make(db, { ...CARD, hub, body: null, by: ada, once: 'bare' }, NOW);
    if (bare.outcome !== 'made') throw new Error(bare.outcome);
    expect(await askSending.send(db, { hub, ask: bare.ask }, NOW)).toEqual({ outcome: 'needs-question' });
  });

  it('three reach the neighbours in a month, and a fourth waits its turn', async () => {
    const { db, hub, make, send, ask } = await town();
    const days = { closesOn: '2027-05-20', replyBy: '2027-06-10' };
    const [second, third, fourth, fifth] = [await make(), await make(), await make(days), await make(days)];
    for (const id of [ask, second, third]) expect(await send(id)).toEqual({ outcome: 'asked' });
    expect(await send(await make(), NOW)).toEqual({ outcome: 'too-late', on: '2027-04-02' });
    expect(await send(fourth, NOW + DAY)).toEqual({ outcome: 'waiting', on: '2027-04-02' });
    expect(await send(fifth, NOW + DAY)).toEqual({ outcome: 'waiting', on: '2027-04-02' });
    expect(await askTurns.goOn(db, NOW + 30 * DAY)).toBe(0);
    expect(await askTurns.goOn(db, NOW + 31 * DAY)).toBe(2);
    const asked = (await asks.askedIn(db, hub)).map(({ askedAt }) => askedAt);
    expect(asked).toEqual([NOW + 31 * DAY, NOW + 31 * DAY, NOW, NOW, NOW]);
  });

  it('the keeper says how many a month', async () => {
    const { db, hub, make, send, ask } = await town();
    await askTurns.setAMonth(db, hub, 1);
    expect(await send(ask)).toEqual({ outcome: 'asked' });
    const later = await make({ closesOn: '2027-05-20', replyBy: '2027-06-10' });
    expect(await send(later)).toEqual({ outcome: 'waiting', on: '2027-04-02' });
    await askTurns.setAMonth(db, hub, 2);
    expect(await askTurns.goOn(db, NOW + 60)).toBe(1);
  });

  it('whoever answers again changes their answers; what does not fit is left out', async () => {
    const { db, hub, ada, ask, send, answer, answers } = await town();
    await send(ask);
    expect(await answer(ada, { 'no such one': 'agree', ...answers('perhaps', '7') })).toBe('nothing');
    expect(await sheets(db)).toBe(0);
    await answer(ada, answers('agree', '0'));
    expect(await answer(ada, answers('pass', '1'), NOW + 5)).toBe('taken');
    expect(await sheets(db)).toBe(1);
    expect((await askSheets.ofPerson(db, ask, ada))?.answers).toEqual(answers('pass', '1'));
    expect(await asks.openFor(db, [hub], ada, NOW)).toMatchObject([{ id: ask, answered: true }]);
    expect(await answer(ada, answers('agree'), OVER)).toBe('closed');
  });

  it('one person counts once over all ways, and a host does not write over what they said themselves', async () => {
    const { db, ada, hub, ask, send, answer, answers, sheet } = await town();
    await send(ask);
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    const slip = (person: string | null, vote: string) =>
      askSheets.take(db, { ...sheet(person, answers(vote)), said: 'slip', by: ada }, NOW);
    expect(await slip(cyd, 'agree')).toBe('taken');
    expect(await slip(cyd, 'disagree')).toBe('taken');
    expect(await answer(cyd, answers('pass'))).toBe('taken');
    expect(await slip(cyd, 'agree')).toBe('said-self');
    expect((await askSheets.ofPerson(db, ask, cyd))?.answers).toEqual(answers('pass'));
    await slip(null, 'agree');
    expect(await sheets(db)).toBe(2);
  });

  it('a host keys in a sheet of paper: with a name once, and without one once a form', async () => {
    const { db, hub, ada, ask, send, answers } = await town();
    await send(ask);
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    const given = { hub, ask, answers: answers('agree'), consented: false, wordsForBody: true };
    const keyIn = (who: keyedIn.Sayer, once: string) =>
      keyedIn.answer(db, { ...given, who, said: 'slip', by: ada, once }, NOW);
    expect(await keyIn({ person: cyd }, 'a')).toBe('taken');
    expect(await keyIn({ person: cyd }, 'b')).toBe('taken');
    expect(await keyIn({ initials: '' }, 'c')).toBe('taken');
    expect(await keyIn({ initials: '' }, 'c')).toBe('taken');
    expect(await keyIn({ firstName: 'Zoe', telephone: null }, 'd')).toBe('taken');
    expect(await keyIn({ firstName: 'Zoe', telephone: null }, 'd')).toBe('taken');
    expect(await keyIn({ person: 'elsewhere' }, 'e')).toBe('not-in-hub');
    expect(await sheets(db)).toBe(3);
    // Words without a name are for the hosts alone, whatever is ticked.
    const forBody = await db.all(
      'SELECT person_id IS NULL AS nameless FROM ask_sheets WHERE words_for IS NULL',
    );
    expect(forBody).toEqual([{ nameless: 1 }]);
  });

  it('the reply comes once, when it is counted, in plain words or with a reason', async () => {
    const { db, hub, ada, ask, send, crowd, answers, found } = await town();
    await send(ask);
    await crowd(8, answers('agree'));
    const plain = 'We put two benches on the green by June.';
    const reply = (words: string, sendAnyway = '') =>
      askReplying.reply(db, { hub, ask, words, sendAnyway, by: ada }, OVER);
    expect(await reply(plain)).toEqual({ outcome: 'not-yet' });
    await askTelling.tellDue(db, OVER);
    const hard =
      'Notwithstanding budgetary considerations, the authority anticipates the procurement of appropriate seating.';
    expect(await reply(hard)).toMatchObject({ outcome: 'not-plain', check: { isPlain: false } });
    expect((await found()).repliedAt).toBeNull();
    expect(await reply(plain)).toEqual({ outcome: 'sent' });
    expect(await reply(hard, 'Our lawyers want it so')).toEqual({ outcome: 'replied' });
    expect((await found()).reply).toBe(plain);
  });

  it('on paper it is the same questions, with room to write and boxes to tick', async () => {
    const { db, hub, ask, found, questions } = await town();
    const sheet = askSheet(
      (await hubs.find(db, hub))!,
      await found(),
      [...questions, { id: 'w', turn: 3, kind: 'words', words: 'What do you like?', options: [] }],
      { address: `https://natter.example/asks/${ask}`, now: NOW },
    );
    expect(sheet.lines).toContain('What can still change: Where the benches go');
    expect(sheet.lines).toContain(
      'Please give this to a host by Saturday 20 March. Leave out what you like.',
    );
    const words = JSON.stringify(sheet.rows);
    for (const one of ['A bench would be of use.', 'Disagree', 'Across', 'What do you like?'])
      expect(words).toContain(one);
    expect(words).toContain('The parish may read my words, with my first name.');
    expect(sheet.rows.filter(([first]) => first === 'box')).toHaveLength(6);
  });

  it('a newcomer answers with a first name, once for a form sent twice, and nobody is entered for nothing', async () => {
    const { db, hub, ask, send, answers, sheet } = await town();
    await send(ask);
    const zoe = { firstName: 'Zoe', once: 'a-form', device: 'Firefox', instead: null };
    const given = sheet(null, answers('agree'));
    const [first, again] = [
      await newcomers.answer(db, given, zoe, NOW),
      await newcomers.answer(db, given, zoe, NOW + 1),
    ];
    expect([first.outcome, again.outcome, await sheets(db)]).toEqual(['taken', 'taken', 1]);
    const nothing = await newcomers.answer(db, { ...given, answers: {} }, { ...zoe, once: 'b' }, NOW);
    expect(nothing).toEqual({ outcome: 'nothing', session: null });
    expect((await people.ofHub(db, hub)).filter(({ firstName }) => firstName === 'Zoe')).toHaveLength(1);
  });

  it('about health nothing is kept without a yes', async () => {
    const { db, hub, ada, make, send } = await town();
    const ask = await make({ tender: 'health' });
    await send(ask);
    const [first] = await askQuestions.ofAsk(db, ask);
    const given = { hub, ask, person: ada, answers: { [first!.id]: 'agree' }, wordsForBody: false };
    const take = (consented: boolean) =>
      askSheets.take(db, { ...given, consented, said: 'self', by: null }, NOW);
    expect(await take(false)).toBe('needs-consent');
    expect(await sheets(db)).toBe(0);
    expect(await take(true)).toBe('taken');
    expect(await take(false)).toBe('taken');
  });

  it('nothing is told before it is over, and then only rounded, to those who were asked first', async () => {
    const { db, ask, send, crowd, answers, told } = await town();
    await send(ask);
    await crowd(8, answers('agree', '0'));
    await crowd(6, answers('disagree', '1'));
    expect(await askTelling.tellDue(db, NOW + 17 * DAY)).toBe(0);
    expect(await told()).toBeNull();
    expect(await askTelling.tellDue(db, OVER)).toBe(1);
    expect(await told(STRANGER)).toBeNull();
    expect(await told(ASKER)).toBeNull();
    const seen = await told(NEIGHBOUR);
    expect(seen).toMatchObject({ spoke: 15 });
    expect(seen!.questions[0]!.shown.cells).toEqual([
      { name: 'agree', shown: 10 },
      { name: 'disagree', shown: 5 },
      { name: 'pass', shown: 0 },
    ]);
    const later = OVER + askTelling.FIRST;
    expect(await told(STRANGER, later)).toEqual(seen);
    expect(await told(ASKER, later)).toEqual(seen);
  });

  it('it is counted once: what is taken back later changes no byte', async () => {
    const { db, ask, send, crowd, answers } = await town();
    await send(ask);
    const [one] = await crowd(8, answers('agree', '0'));
    await askTelling.tellDue(db, OVER);
    const before = await db.one('SELECT told FROM asks WHERE told IS NOT NULL');
    expect(await askSheets.takeBack(db, { ask, person: one! })).toBe('gone');
    expect(await sheets(db)).toBe(7);
    expect(await askTelling.tellDue(db, OVER + 90 * DAY)).toBe(0);
    expect(await db.one('SELECT told FROM asks WHERE told IS NOT NULL')).toEqual(before);
  });

  it('of a few on a tender matter no number leaves', async () => {
    const { db, hub, make, send, told } = await town();
    const ask = await make({ tender: 'other' });
    await send(ask);
    const [first] = await askQuestions.ofAsk(db, ask);
    for (let n = 0; n < 5; n++) {
      const person = await settle(db, hub, { firstName: `N${n}` });
      const given = { hub, ask, person, answers: { [first!.id]: n ? 'agree' : 'disagree' } };
      await askSheets.take(
        db,
        { ...given, consented: false, wordsForBody: false, said: 'self', by: null },
        NOW,
      );
    }
    await askTelling.tellDue(db, OVER);
    expect(await told()).toBeNull();
    const seen = await askTelling.read(db, (await asks.find(db, hub, ask))!, NEIGHBOUR, OVER);
    expect(seen).toMatchObject({ spoke: 'a few', questions: [{ shown: { kind: 'withheld' } }, {}] });
  });

  it('those who answered hear what came of it and of the reply, by their own way; who asked not before', async () => {
    const { db, hub, ada, parish, ask, send, crowd, answer, answers } = await town();
    await send(ask);
    const [cyd] = await crowd(8, answers('agree'));
    const eve = await settle(db, hub, { firstName: 'Eve' });
    await bodyPeople.give(db, { hub, body: parish, person: eve, part: 'councillor', by: ada }, NOW);
    await answer(eve, answers('agree'));
    await askTelling.tellDue(db, OVER);
    const lettersOf = async (kind: string) =>
      (await db.all('SELECT person_id FROM letters WHERE kind = :kind', { kind })).map(
        (row) => row.person_id,
      );
    expect(await lettersOf('ask-told')).toHaveLength(8);
    expect(await lettersOf('ask-told')).not.toContain(eve);
    const toRing = await askLetters.toRing(db, ask);
    const letter = toRing.find(({ person }) => person === cyd)!.letter;
    await askLetters.ring(db, { ask, letter, outcome: 'spoke', by: ada }, OVER);
    expect(await askLetters.toRing(db, ask)).toHaveLength(7);
    const opened = await openedLetters.open(db, letter, OVER);
    expect(opened?.answered).toMatchObject({ id: ask, name: 'The green', told: { spoke: 10 }, reply: '' });
    const words = 'We put two benches on the green by June.';
    await askReplying.reply(db, { hub, ask, words, sendAnyway: '', by: eve }, OVER + 5);
    expect(await lettersOf('ask-replied')).toHaveLength(9);
    expect(await askLetters.toRing(db, ask)).toHaveLength(9);
  });

  it('a like one is offered what came of the earlier', async () => {
    const { db, hub, ask, send, make } = await town();
    await send(ask);
    const next = await make({ name: 'Benches on the green' });
    const like = async (id: string) => askLike.earlier(db, (await asks.find(db, hub, id))!);
    expect(await like(next)).toEqual([]);
    await askTelling.tellDue(db, OVER);
    expect(await like(next)).toEqual([{ id: ask, name: 'The green', isReplied: false }]);
    expect(await like(await make({ name: 'A bus shelter' }))).toEqual([]);
  });

  it('what is taken back is found no more, and its answers are gone; what is counted stays', async () => {
    const { db, hub, ada, ask, send, answer, answers, make } = await town();
    await send(ask);
    await answer(ada, answers('agree'));
    expect(await askSending.withdraw(db, { hub, ask, by: ada }, NOW)).toBe('withdrawn');
    expect(await asks.findAsked(db, hub, ask)).toBeNull();
    expect(await sheets(db)).toBe(0);
    const other = await make();
    await send(other);
    await askTelling.tellDue(db, OVER);
    expect(await askSending.withdraw(db, { hub, ask: other, by: ada }, OVER)).toBe('gone');
  });

  it('own data names each answer; erasing leaves the count, and no name and no words', async () => {
    const { db, hub, ask, send, answer, answers } = await town();
    const said = { hub, ask, kind: 'words', words: 'What do you like?', options: [] } as const;
    await askQuestions.add(db, said);
    const words = (await askQuestions.ofAsk(db, ask)).at(-1)!;
    await send(ask);
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    await answer(cyd, { ...answers('agree', '1'), [words.id]: 'My gate at number 4' });
    expect((await gather(db, cyd))['answers_to_asks']).toMatchObject([
      { question: 'A bench would be of use.', chosen: 'agree' },
      { question: 'Which way should the path go?', chosen: '1' },
      { question: 'What do you like?', words: 'My gate at number 4' },
    ]);
    await erase(db, cyd, NOW);
    const left = await db.all('SELECT chosen FROM ask_answers ORDER BY chosen');
    expect(left.map((row) => text(row, 'chosen'))).toEqual(['1', 'agree']);
    expect(await db.one('SELECT person_id FROM ask_sheets')).toEqual({ person_id: null });
  });

  it('two who turn out to be one have one sheet, the later', async () => {
    const { db, hub, ask, send, answer, answers } = await town();
    await send(ask);
    const [leaflet, known] = [
      await settle(db, hub, { firstName: 'Cydney' }),
      await settle(db, hub, { firstName: 'Cyd' }),
    ];
    await answer(leaflet, answers('agree', '0'), NOW + 10);
    await answer(known, answers('disagree', '1'), NOW + 5);
    await db.write((tx) => merge(tx, leaflet, known));
    expect(await sheets(db)).toBe(1);
    expect((await askSheets.ofPerson(db, ask, known))?.answers).toEqual(answers('agree', '0'));
  });

  it('a body that is no more leaves its asks to the one that follows', async () => {
    const { db, hub, ada, parish, ask, send, found } = await town();
    await send(ask);
    const card = { name: 'The town', kind: 'parish', nation: 'england', remit: '', daysAhead: 1 } as const;
    const next = await bodies.add(db, { hub, card: { ...card, answersWithin: 9 }, by: ada, once: 't' }, NOW);
    await bodies.end(db, { hub, body: parish, followedBy: next, by: ada }, NOW);
    expect((await found()).body).toEqual({ id: next, name: 'The town' });
  });

  it('a year after it was counted nobody knows who said what', async () => {
    const { db, ask, send, crowd, answers, told } = await town();
    await send(ask);
    await crowd(8, answers('agree', '0'));
    await askTelling.tellDue(db, OVER);
    expect(await askTelling.forgetSheets(db, OVER + 300 * DAY)).toBe(0);
    expect(await askTelling.forgetSheets(db, OVER + 366 * DAY)).toBe(1);
    expect(await sheets(db)).toBe(0);
    expect(await told()).toMatchObject({ spoke: 10 });
  });
});
