import type { Writer } from '#server/db/database.ts';

/**
 * Makes what two people stand behind that of one, before their rows are joined: of two "Me too" behind one topic the
 * narrower stays, so that nobody is shown to more people by it, and of two checks the later.
 */
export async function settleVoices(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `DELETE FROM supports
     WHERE person_id = :into AND EXISTS (
       SELECT 1
       FROM supports AS other
       WHERE other.topic_id = supports.topic_id AND other.person_id = :from AND other.level < supports.level)`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM checks
     WHERE person_id = :into AND EXISTS (
       SELECT 1
       FROM checks AS other
       WHERE other.topic_id = checks.topic_id AND other.person_id = :from AND other.checked_at > checks.checked_at)`,
    { from, into },
  );
}
