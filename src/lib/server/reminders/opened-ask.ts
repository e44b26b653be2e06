import type { Reader } from '#server/db/database.ts';
import * as askLetters from '#server/voice/ask-letters.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as asks from '#server/voice/asks.ts';
import type { Standing } from './standing.ts';

/** An ask as somebody who answered it sees it in a letter; of a tender one only where to read of it. */
export interface OpenedAsk {
  id: string;
  name: string | null;
  told: askTelling.Told | null;
  questions: askQuestions.Question[];
  reply: string;
}

/** A letter may be sent on to others: what is tender is read after signing in. */
export async function askOf(db: Reader, { letter }: Standing, now: number): Promise<OpenedAsk | null> {
  if (!askLetters.isAboutAsk(letter)) return null;
  const ask = await asks.findAsked(db, letter.hub ?? '', letter.subject);
  if (!ask) return null;
  if (ask.tender !== null) return { id: ask.id, name: null, told: null, questions: [], reply: '' };
  // Whoever has this letter was asked; those who asked get it only once there is a reply.
  const reading = { isNeighbour: true, asksIt: false };
  return {
    id: ask.id,
    name: ask.name,
    told: await askTelling.read(db, ask, reading, now),
    questions: await askQuestions.ofAsk(db, ask.id),
    reply: ask.reply,
  };
}
