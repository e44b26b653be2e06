import type { Writer } from '#server/db/database.ts';

/**
 * Makes the lifts of two people those of one, before their rows are joined: of two requests (or offers) for one meet-up
 * the one that a ride was found for stays, and nobody drives themselves. A ride that loses its other side by that ends
 * as if somebody had dropped out.
 */
export async function settleLifts(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `DELETE FROM lift_requests
     WHERE person_id = :into AND withdrawn_at IS NULL AND meetup_id IN (
       SELECT other.meetup_id
       FROM lift_requests AS other
       WHERE other.person_id = :from AND other.withdrawn_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM rides WHERE rides.request_id = lift_requests.id AND rides.ended_at IS NULL)`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM lift_offers
     WHERE person_id = :into AND withdrawn_at IS NULL AND meetup_id IN (
       SELECT other.meetup_id
       FROM lift_offers AS other
       WHERE other.person_id = :from AND other.withdrawn_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM rides WHERE rides.offer_id = lift_offers.id AND rides.ended_at IS NULL)`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM rides
     WHERE (SELECT person_id FROM lift_requests WHERE lift_requests.id = request_id) IN (:from, :into)
       AND (SELECT person_id FROM lift_offers WHERE lift_offers.id = offer_id) IN (:from, :into)`,
    { from, into },
  );
  // The check of the table refuses a row about oneself.
  await tx.run(
    'DELETE FROM lift_rather_nots WHERE person_id IN (:from, :into) AND other_id IN (:from, :into)',
    { from, into },
  );
}
