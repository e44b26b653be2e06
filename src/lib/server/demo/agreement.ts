import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as agreeStatements from '#server/voice/agree-statements.ts';
import * as agreeTelling from '#server/voice/agree-telling.ts';
import * as agreeVotes from '#server/voice/agree-votes.ts';
import type { Vote } from '#server/voice/opinion-table.ts';
import { NEIGHBOURS } from './cast.ts';

/** Each with how those who would leave things as they are, and those who would change them, answer. */
const STATEMENTS: [words: string, leave: Vote, change: Vote][] = [
  ['The shelter is a good place to meet.', 'agree', 'agree'],
  ['The bus should stop there in the evening, too.', 'agree', 'agree'],
  ['A bench outside would be nice in summer.', 'agree', 'agree'],
  ['The old stone should stay as it is.', 'agree', 'disagree'],
  ['It needs a door, so that it is warm.', 'disagree', 'agree'],
  ['A coffee machine would bring more people.', 'disagree', 'agree'],
  ['We should not ask the council for money.', 'agree', 'disagree'],
  ['The fairy lights are on for too long.', 'disagree', 'disagree'],
  ['There should be a rack for bicycles.', 'pass', 'agree'],
];
/** Those who have not got round to it. */
const SILENT = 8;
/** One answer in so many is the other side's, and one in so many is none. */
const OTHER = 7;
const PASSED = 11;

/** Asks the village about its shelter, with most of the answers in, and one sentence of a neighbour's that waits. */
export async function askAboutTheShelter(
  db: Database,
  { hub, ids }: { hub: string; ids: Record<string, string> },
  now: number,
): Promise<void> {
  const by = ids['Ada']!;
  const asked = { hub, words: 'What should become of the shelter?', tender: null, by };
  const question = await db.write((tx) => agreeQuestions.open(tx, asked, now - 9 * DAY));
  for (const [words] of STATEMENTS)
    await db.write((tx) => agreeStatements.add(tx, { question, words, by, isHost: true }, now - 9 * DAY));
  const written = await agreeStatements.ofQuestion(db, question);
  for (const [turn, { firstName }] of NEIGHBOURS.slice(SILENT).entries()) {
    const votes = Object.fromEntries(
      STATEMENTS.map(([words, leave, change], at) => {
        const changes = turn % 5 > 1 !== ((turn * 3 + at) % OTHER === 0);
        const vote = (turn * 4 + at * 3) % PASSED === 0 ? 'pass' : changes ? change : leave;
        return [written.find((one) => one.words === words)!.id, vote];
      }),
    );
    await agreeVotes.take(db, { hub, person: ids[firstName]!, votes, consented: false }, now - 5 * DAY);
  }
  const own = { question, words: 'Somebody should look after the flowers.', by: ids['Cyd']!, isHost: false };
  await db.write((tx) => agreeStatements.add(tx, own, now - 2 * DAY));
  await agreeTelling.tellDue(db, now);
}
