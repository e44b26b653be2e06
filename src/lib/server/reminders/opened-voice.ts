import type { Database, Reader } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as topicLetters from '#server/voice/topic-letters.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Standing } from './standing.ts';

/**
 * A topic as the reader of a letter sees it. A letter may be sent on to others: what not everybody may read, and what is
 * tender, is read after signing in; a body alone reads what was carried to it.
 */
export interface OpenedTopic {
  topic: string;
  isNeeded: boolean;
  name: string | null;
  carry: Pick<carries.Carry, 'words' | 'goingWell' | 'asked' | 'shown' | 'isObjectedTo' | 'answerBy'> | null;
  body: string | null;
  meeting: carries.Carry['meeting'];
  isReceived: boolean;
  /** Until when they may object, where the hub is. */
  objectUntil: string | null;
  objected: string[];
  /** Why some say that it has not really happened. */
  reasons: string[];
  answer: answers.Answer | null;
  verdict: checks.Verdict | null;
  /** To whom a body may pass it on. */
  others: { id: string; name: string }[];
}

/** What the reader of a letter does about a topic, without an account. */
export type TopicDeed =
  | { verb: 'object'; words: string }
  | { verb: 'receive' }
  | { verb: 'check'; verdict: checks.Verdict; words: string }
  | { verb: 'answer'; answer: Omit<answering.NewAnswer, 'carry' | 'how' | 'by'> };

export type TopicOutcome =
  answering.Given | { outcome: 'noted' | 'received' | 'checked' | 'back' | 'too-late' };

export async function topicOf(db: Reader, { letter, said, zone }: Standing): Promise<OpenedTopic | null> {
  if (!said) return null;
  const forBody = topicLetters.isForBody(letter);
  const isHidden = !said.isNeeded || !(said.isPublic || forBody);
  const about = said.isNeeded && said.carry ? await carries.find(db, said.carry) : null;
  const carry = isHidden ? null : about;
  const given = isHidden || letter.kind !== 'voice-answer' ? [] : await answers.ofTopic(db, said.topic);
  const isOpen = letter.kind === 'voice-carry' && carry !== null;
  // Whoever carries it has to know where; of those behind it, not even that may lie open.
  const told = topicLetters.isForCarrier(letter) ? about : carry;
  return {
    topic: said.topic,
    isNeeded: said.isNeeded,
    name: isHidden ? null : said.name,
    carry: carry && cardOf(carry),
    body: told?.body.name ?? null,
    meeting: told?.meeting ?? null,
    isReceived: about?.receivedAt != null,
    objectUntil: isOpen ? localOf(carry.objectionsUntil, zone) : null,
    objected: carry && forBody ? await carries.objectionsTo(db, carry.id) : [],
    reasons: carry && forBody ? await carries.reasonsFor(db, carry.id) : [],
    answer: given[0] ?? null,
    others: carry && forBody ? await othersThan(db, letter.hub!, carry.body.id) : [],
    verdict: letter.kind === 'voice-answer' ? await checks.of(db, said.topic, letter.person) : null,
  };
}

/** Does it in the reader's name; what they no longer need, or another's letter, is too late. */
export async function act(
  db: Database,
  { letter, said }: Standing,
  deed: TopicDeed,
  now: number,
): Promise<TopicOutcome> {
  const { person, kind } = letter;
  const { verb } = deed;
  if (!said?.isNeeded) return { outcome: 'too-late' };
  await letters.markReached(db, letter.id, 'answered', now);
  if (verb === 'check' && kind === 'voice-answer') {
    const { verdict, words } = deed;
    const given = { topic: said.topic, person, verdict, words, said: 'letter', by: null } as const;
    const outcome = await checks.check(db, given, now);
    return { outcome: outcome === 'not-found' ? 'too-late' : outcome };
  } else if (!said.carry) return { outcome: 'too-late' };
  else if (verb === 'object' && kind === 'voice-carry')
    return { outcome: await carrying.object(db, { carry: said.carry, person, words: deed.words }, now) };
  else if (
    verb === 'receive' &&
    kind !== 'voice-carry' &&
    kind !== 'voice-answer' &&
    kind !== 'voice-moved'
  ) {
    const received = await carrying.receive(db, { carry: said.carry, by: person }, now);
    return { outcome: received === 'received' ? 'received' : 'too-late' };
  } else if (verb === 'answer' && topicLetters.isForBody(letter))
    return answering.give(db, { ...deed.answer, carry: said.carry, how: 'letter', by: person }, now);
  else return { outcome: 'too-late' };
}

async function othersThan(db: Reader, hub: string, body: string) {
  const all = await bodies.ofHub(db, hub);
  return all
    .filter(({ id, endedAt }) => id !== body && endedAt === null)
    .map(({ id, name }) => ({ id, name }));
}

function cardOf({ words, goingWell, asked, shown, isObjectedTo, answerBy }: carries.Carry) {
  return { words, goingWell, asked, shown, isObjectedTo, answerBy };
}
