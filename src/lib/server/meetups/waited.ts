import type { Reader } from '#server/db/database.ts';
import type { Meetup } from './meetups.ts';
import * as rsvps from './rsvps.ts';

/**
 * Whether an answer that waited on a device for a signal, for `waited` seconds, was overtaken: the same person has
 * said something else since, from another device or through a host, and that counts.
 */
export async function isOvertaken(
  db: Reader,
  { id, kept }: Meetup,
  { person, waited }: { person: string; waited: number },
  now: number,
): Promise<boolean> {
  const said = kept ? await rsvps.of(db, id, person) : null;
  return said !== null && said.answeredAt > now - waited;
}
