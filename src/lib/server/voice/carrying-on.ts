import type { Writer } from '#server/db/database.ts';
import { newId } from '#server/ids.ts';
import { tellBody } from './carry-rounds.ts';
import * as counts from './counts.ts';

/**
 * The same words go on, to the next body or to the same once more, with what some object to, and with as many as let that
 * body read them; in the caller's transaction. `answerBy` is a day where the hub is.
 */
export async function carryOn(
  tx: Writer,
  next: {
    carry: string;
    topic: string;
    hub: string;
    body: string;
    route: 'passed-on' | 'again';
    answerBy: string;
  },
  now: number,
): Promise<void> {
  const { carry, topic, hub, body, route, answerBy } = next;
  const id = newId();
  const released = await counts.releaseTo(tx, topic, body);
  await tx.run(
    `INSERT INTO carries (id, topic_id, body_id, route, carrier_id, words, going_well, asked, shown, behind,
       proposed_at, proposed_by, objections_until, sent_at, answer_by, follows)
     SELECT :id, topic_id, :body, :route, carrier_id, words, going_well, asked, :shown, :behind, :now, proposed_by,
       :now, :now, :answerBy, id
     FROM carries
     WHERE id = :carry`,
    { id, carry, body, route, answerBy, ...released, now },
  );
  await tx.run(
    `INSERT INTO objections (carry_id, person_id, words, made_at)
     SELECT :id, person_id, words, made_at FROM objections WHERE carry_id = :carry`,
    { id, carry },
  );
  await tellBody(tx, { carry: id, hub, body, topic }, now);
}
