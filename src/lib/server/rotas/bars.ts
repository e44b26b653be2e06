import type { Reader } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import type { RotaPerson } from './fill-problem.ts';
import * as jobs from './jobs.ts';
import type { Shift } from './shifts.ts';

export type Bar = RotaPerson['barred'][string];

/**
 * What keeps somebody from a shift, whoever else is on it: it is help for them as the host, they said no to it, or "not
 * this time" to its meet-up, or that is full and they are not among those who are coming. Null for nothing of that kind.
 */
export async function ofShifts(
  db: Reader,
  shifts: Shift[],
): Promise<(person: string, shift: Shift) => Bar | null> {
  const meetups = [...new Map(shifts.map(({ meetup }) => [meetup.id, meetup])).values()];
  const said = await answers(
    db,
    meetups.map(({ id }) => id),
  );
  const full = new Set<string>();
  for (const { id, exactLimit } of meetups) {
    if (exactLimit !== null && (await isFull(db, id, exactLimit, said))) full.add(id);
  }
  return (person, { meetup, job, turns }) => {
    if (jobs.isHelpFor(job, meetup, person)) return 'is helped';
    const own = said.find((one) => one.meetup === meetup.id && one.person === person);
    if (turns.some((turn) => turn.person === person && turn.standing === 'declined')) return 'said no';
    if (own?.answer === 'not-this-time') return 'not coming';
    return full.has(meetup.id) && !hasPlace(own) ? 'no room' : null;
  };
}

interface Said {
  meetup: string;
  person: string;
  answer: string;
  place: string;
  party: number;
}

function hasPlace(said: Said | undefined): boolean {
  return said?.answer === 'coming' && said.place !== 'waiting';
}

/** Whoever waits goes first, and who was offered a place has it. */
async function isFull(db: Reader, id: string, limit: number, all: Said[]): Promise<boolean> {
  const said = all.filter(({ meetup, answer }) => meetup === id && answer === 'coming');
  const offered = said.reduce((sum, { place, party }) => sum + (place === 'offered' ? party : 0), 0);
  return said.some(({ place }) => place === 'waiting') || (await rsvps.count(db, id)) + offered >= limit;
}

async function answers(db: Reader, meetups: string[]): Promise<Said[]> {
  const rows = await db.all(
    `SELECT rsvps.meetup_id, rsvps.person_id, rsvps.answer, rsvps.place, rsvps.party
     FROM json_each(:meetups)
     JOIN rsvps ON rsvps.meetup_id = json_each.value`,
    { meetups: JSON.stringify(meetups) },
  );
  return rows.map((row) => ({
    meetup: text(row, 'meetup_id'),
    person: text(row, 'person_id'),
    answer: text(row, 'answer'),
    place: text(row, 'place'),
    party: number(row, 'party'),
  }));
}
