import type { Database } from '#server/db/database.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as asks from '#server/voice/asks.ts';

const DAY = 86_400;
let turn = 0;

/** Something that a body, or the hub itself, asks just now, whatever else was asked this month. */
export async function askSomething(
  db: Database,
  { hub, body, by }: { hub: string; body: string | null; by: string },
  now: number,
): Promise<string> {
  const dayIn = (days: number) => asks.dayIn(now + days * DAY, 'Europe/London');
  const card = { name: 'The green', stage: 'idea', canChange: 'All of it', tender: null } as const;
  const days = { closesOn: dayIn(14), replyBy: dayIn(30) };
  const made = await asks.make(db, { ...card, ...days, hub, body, by, once: `asked ${turn++}` }, now);
  if (made.outcome !== 'made') throw new Error(made.outcome);
  const question = {
    hub,
    ask: made.ask,
    kind: 'agree',
    words: 'A bench would be of use.',
    options: [],
  } as const;
  await askQuestions.add(db, question);
  await db.write((tx) =>
    tx.run('UPDATE asks SET sent_at = :now, asked_at = :now WHERE id = :ask', { ask: made.ask, now }),
  );
  return made.ask;
}
