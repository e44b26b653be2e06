import type { Database } from '#server/db/database.ts';
import type { Kind, NewLetter } from '#server/outbox/letters.ts';
import * as letters from '#server/outbox/letters.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import { RECEIPT } from './carry-rounds.ts';
import * as carries from './carries.ts';
import type { Carry } from './carries.ts';
import * as topics from './topics.ts';

/** How a hub asks again: gently, in writing with the date, or by whoever carries it, in person. */
export const RUNGS = ['gentle', 'formal', 'person'] as const;
export type Rung = (typeof RUNGS)[number];

const TOLD_WITHIN = 21 * 86_400;

/** True when there is reason to ask again: no receipt after five days, or no answer by the agreed day. */
export function isDue(carry: Carry, now: number): boolean {
  if (carry.sentAt === null || carry.endedHow !== null) return false;
  return carry.lateAt !== null || (carry.receivedAt === null && carry.sentAt <= now - RECEIPT);
}

/**
 * A host asks again, on a rung of their choice; nothing of it happens by itself. Each rung once for each time that it
 * is carried: nobody is sent the same twice. 'nobody': there is nobody whom a letter could ask.
 */
export function climb(
  db: Database,
  { topic, hub, rung, by }: { topic: string; hub: string; rung: Rung; by: string },
  now: number,
): Promise<'asked' | 'asked-before' | 'nobody' | 'not-due'> {
  return db.write(async (tx) => {
    const carry = await carries.goingOn(tx, topic);
    if (!carry || !isDue(carry, now)) return 'not-due';
    const kind: Kind = `voice-${rung}`;
    const before =
      'SELECT id FROM letters WHERE kind = :kind AND subject = :topic AND occasion = :carry LIMIT 1';
    if (await tx.one(before, { kind, topic, carry: carry.id })) return 'asked-before';
    const people =
      rung === 'person' ? carrierOf(carry) : (await bodyPeople.of(tx, carry.body.id)).map(({ id }) => id);
    if (people.length === 0) return 'nobody';
    const of = (person: string): NewLetter => ({
      ...{ person, hub, kind, subject: topic, occasion: carry.id, ways: 'ladder' },
      ...{ dueAt: now, useBy: now + TOLD_WITHIN },
    });
    await letters.writeMany(tx, people.map(of), now);
    await topics.note(tx, { topic, step: rung, by }, now);
    return 'asked';
  });
}

function carrierOf({ carrier }: Carry): string[] {
  return carrier ? [carrier.id] : [];
}
