import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as askReplying from '#server/voice/ask-replying.ts';
import * as askSending from '#server/voice/ask-sending.ts';
import * as askSheets from '#server/voice/ask-sheets.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as asks from '#server/voice/asks.ts';
import { NEIGHBOURS } from './cast.ts';
import { markRead } from './letters-read.ts';
import type { Village } from './village.ts';

const ZONE = 'Europe/London';

type Questions = Pick<askQuestions.NewQuestion, 'kind' | 'words' | 'options'>[];

const GREEN: Questions = [
  { kind: 'words', words: 'What do you like about the green?', options: [] },
  {
    kind: 'choice',
    words: 'What would be of most use there?',
    options: ['A bench', 'A lamp', 'A bin', 'Leave it as it is'],
  },
  { kind: 'agree', words: 'The green is a good place for the summer fair.', options: [] },
];
const LIKED = [
  'The old oak, and the shade under it.',
  'That children play there.',
  'The view to the church.',
];

const NEWSLETTER: Questions = [
  { kind: 'agree', words: 'I like to get the parish news on paper.', options: [] },
  { kind: 'choice', words: 'How often should it come?', options: ['Every month', 'Four times a year'] },
];

const REPLY = 'You like it on paper, so it stays on paper. It comes each month from the spring on.';

/** What the parish council asks the village: one thing that is open, and one that is counted. */
export async function askTheVillage(db: Database, village: Village, now: number): Promise<void> {
  const known = await bodies.ofHub(db, village.hub);
  const parish = known.find(({ kind }) => kind === 'parish')!.id;
  const news = await askAboutNews(db, village, parish, now - 60 * DAY);
  await askAboutGreen(db, village, parish, now - 5 * DAY);
  await askTelling.tellDue(db, now - 40 * DAY);
  await askReplying.reply(
    db,
    { hub: village.hub, ask: news, words: REPLY, sendAnyway: '', by: village.ids['Eve']! },
    now - 20 * DAY,
  );
  await markRead(db, 'ask-', now);
}

async function askAboutNews(db: Database, village: Village, body: string, at: number): Promise<string> {
  const card = {
    name: 'The parish news',
    stage: 'options',
    canChange: 'How often it comes, and how it reaches you',
    closesOn: asks.dayIn(at + 14 * DAY, ZONE),
    replyBy: asks.dayIn(at + 50 * DAY, ZONE),
  } as const;
  const { ask, questions } = await begin(db, village, { ...card, body }, NEWSLETTER, at);
  for (const [turn, { firstName }] of NEIGHBOURS.slice(0, 27).entries()) {
    const answers = [turn % 9 === 0 ? 'pass' : turn % 4 === 1 ? 'disagree' : 'agree', turn % 3 ? '0' : '1'];
    await answer(db, village, { ask, firstName, questions, answers, wordsForBody: false }, at + 3 * DAY);
  }
  return ask;
}

async function askAboutGreen(db: Database, village: Village, body: string, at: number): Promise<void> {
  const card = {
    name: 'The green by the church',
    stage: 'idea',
    canChange: 'All of it. There is money for one new thing.',
    closesOn: asks.dayIn(at + 20 * DAY, ZONE),
    replyBy: asks.dayIn(at + 50 * DAY, ZONE),
  } as const;
  const { ask, questions } = await begin(db, village, { ...card, body }, GREEN, at);
  for (const [turn, { firstName }] of NEIGHBOURS.slice(10, 24).entries()) {
    const answers = [LIKED[turn] ?? '', String((turn * 3) % 4), turn % 5 === 4 ? 'pass' : 'agree'];
    await answer(db, village, { ask, firstName, questions, answers, wordsForBody: turn === 0 }, at + 2 * DAY);
  }
}

async function begin(
  db: Database,
  { hub, ids }: Village,
  card: Pick<asks.NewAsk, 'name' | 'stage' | 'canChange' | 'closesOn' | 'replyBy' | 'body'>,
  questions: Questions,
  at: number,
): Promise<{ ask: string; questions: string[] }> {
  const made = await asks.make(db, { ...card, hub, tender: null, by: ids['Eve']!, once: '' }, at);
  if (made.outcome !== 'made') throw new Error(made.outcome);
  const { ask } = made;
  for (const question of questions) await askQuestions.add(db, { hub, ask, ...question });
  await askSending.send(db, { hub, ask }, at);
  return { ask, questions: (await askQuestions.ofAsk(db, ask)).map(({ id }) => id) };
}

async function answer(
  db: Database,
  { hub, ids }: Village,
  given: { ask: string; firstName: string; questions: string[]; answers: string[]; wordsForBody: boolean },
  at: number,
): Promise<void> {
  const { ask, firstName, questions, answers, wordsForBody } = given;
  const sheet: askSheets.Sheet = {
    ...{ hub, ask, person: ids[firstName]!, wordsForBody, consented: false, by: null },
    said: 'self',
    answers: Object.fromEntries(questions.map((id, turn) => [id, answers[turn] ?? ''])),
  };
  await askSheets.take(db, sheet, at);
}
