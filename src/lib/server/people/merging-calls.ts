import type { Writer } from '#server/db/database.ts';

/**
 * Makes the weekly calls of two people those of one, before their rows are joined: of two wishes in one hub the one
 * with a caller who agreed stays, nobody rings themselves, and nobody stands in for themselves. What is lost by that
 * is missing afterwards, and the host's desk says so.
 */
export async function settleCalls(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `DELETE FROM call_wishes
     WHERE person_id = :into AND stopped_at IS NULL AND NOT ${HAS_CALLER} AND hub IN (
       SELECT call_wishes.hub
       FROM call_wishes
       WHERE person_id = :from AND stopped_at IS NULL AND ${HAS_CALLER})`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM call_pairs
     WHERE person_id IN (:from, :into)
       AND (SELECT person_id FROM call_wishes WHERE call_wishes.id = call_pairs.wish_id) IN (:from, :into)`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM call_pairs
     WHERE place = 'stand-in' AND ended_at IS NULL AND person_id IN (:from, :into) AND EXISTS (
       SELECT 1
       FROM call_pairs AS caller
       WHERE caller.wish_id = call_pairs.wish_id AND caller.place = 'caller' AND caller.ended_at IS NULL
         AND caller.person_id IN (:from, :into))`,
    { from, into },
  );
}

const HAS_CALLER = `EXISTS (
  SELECT 1
  FROM call_pairs
  WHERE call_pairs.wish_id = call_wishes.id AND place = 'caller' AND yes_at IS NOT NULL AND ended_at IS NULL)`;
