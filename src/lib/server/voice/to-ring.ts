import type { Reader } from '#server/db/database.ts';
import type { Kind } from '#server/outbox/letters.ts';
import * as reached from '#server/outbox/reached.ts';
import type { ToTell } from '#server/outbox/reached.ts';
import * as topicLetters from './topic-letters.ts';

const KINDS: readonly Kind[] = ['voice-carry', 'voice-answer', 'voice-moved'];

/** Those behind a topic whom no device tells the latest of it, and who have not been rung yet; for its hosts. */
export async function ofTopic(db: Reader, topic: string): Promise<ToTell[]> {
  const { toRing } = await reached.standing(db, { subject: topic, kinds: KINDS });
  const matters = await topicLetters.read(
    db,
    toRing.map(({ letter }) => letter),
  );
  return toRing.filter(({ letter }) => matters.get(letter)?.isNeeded);
}
