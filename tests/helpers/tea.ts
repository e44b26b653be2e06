import type { Database } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import { NOW, settle, startHub } from './neighbours.ts';

/** Tea at the shelter, Tuesday 6 April 2027 at 10.30, an hour and a half; Dot hosts. Five weeks after NOW. */
export interface Tea {
  hub: string;
  dot: string;
  id: string;
  /** The meet-up as it is at `now`. */
  at(now?: number): Promise<meetups.Meetup>;
  /** A neighbour without any device. */
  neighbour(firstName: string): Promise<string>;
  /** A neighbour whom a mail reaches. */
  reachable(firstName: string): Promise<string>;
  /** What this person says, themselves, right now. */
  say(
    person: string,
    answer: rsvps.Answer,
    more?: Partial<rsvps.NewAnswer>,
    now?: number,
  ): Promise<rsvps.Outcome>;
}

/** 10.30 in the morning, British Summer Time. */
export const TEA_STARTS = Date.UTC(2027, 3, 6, 9, 30) / 1000;

export async function planTea(
  db: Database,
  limits: { exactLimit?: number; roomFor?: number } = {},
): Promise<Tea> {
  const hub = await startHub(db);
  const dot = await settle(db, hub, { firstName: 'Dot' });
  const venueId = await venues.add(db, { hub, by: dot, kind: 'public', name: 'The old bus shelter' }, NOW);
  const seriesId = await series.plan(
    db,
    {
      hub,
      by: dot,
      title: 'Tea at the shelter',
      words: '',
      venueId,
      start: '2027-04-06T10:30',
      lengthMin: 90,
      rrule: 'FREQ=MONTHLY;BYDAY=1TU',
      extra: [],
      joining: 'just-turn-up',
      roomFor: limits.roomFor ?? null,
      exactLimit: limits.exactLimit ?? null,
      bring: '',
      cost: '',
      planB: '',
      planBBy: '',
      hosts: [dot],
    },
    NOW,
  );
  const id = `${seriesId}-2027-04-06`;
  const at = async (now = NOW) => (await meetups.find(db, hub, id, now))!;
  return {
    hub,
    dot,
    id,
    at,
    neighbour: (firstName) => settle(db, hub, { firstName }),
    reachable: (firstName) =>
      settle(db, hub, { firstName, mail: `${firstName.toLowerCase()}@example.org`, proved: true }),
    say: async (person, answer, more = {}, now = NOW) =>
      rsvps.answer(db, await at(now), { person, answer, said: 'self', ...more }, now),
  };
}
