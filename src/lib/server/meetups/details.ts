import type { Database } from '#server/db/database.ts';
import * as needs from '#server/people/needs.ts';
import type { Meetup } from './meetups.ts';

/**
 * What somebody adds to their answer without changing it: one line that the hosts alone see until seven days after
 * the meet-up ('' takes it back), and whether a carer comes along, who never counts.
 */
export function say(
  db: Database,
  meetup: Meetup,
  { person, words, carer }: { person: string; words: string; carer: boolean },
  now: number,
): Promise<'noted' | 'not-answered' | 'closed'> {
  return db.write(async (tx) => {
    if (meetup.endsAt <= now) return 'closed';
    const answered = await tx.run(
      `UPDATE rsvps
       SET carer = :carer
       WHERE meetup_id = :meetup AND person_id = :person`,
      { meetup: meetup.id, person, carer: Number(carer) },
    );
    if (answered === 0) return 'not-answered';
    await needs.say(tx, { meetup: meetup.id, person, words, endsAt: meetup.endsAt });
    return 'noted';
  });
}
