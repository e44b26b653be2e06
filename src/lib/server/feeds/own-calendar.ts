import { DAY } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import type { Rsvp } from '#server/meetups/rsvps.ts';
import * as promised from '#server/rotas/promised.ts';
import { hash } from '#server/secrets.ts';
import { calendar, type Entry } from './calendar.ts';
import * as callEvents from './call-events.ts';
import { addressOf, type Feed } from './hub-calendar.ts';
import * as liftEvents from './lift-events.ts';

const BACK = 30 * DAY;
const AHEAD = 366 * DAY;
const MOST = 1_000;

/**
 * What one person said they would do or might, and what they host, from 30 days back to a year ahead, with an alarm
 * two hours before what they are coming to, with the jobs they took there, the calls they make and the lifts that are
 * settled. Of a home no more than the street: calendars are kept by others.
 */
export async function ofPerson(db: Reader, person: string, origin: string, now: number): Promise<Feed> {
  const said = new Map((await rsvps.ofPerson(db, person, now - BACK)).map((one) => [one.meetupId, one]));
  const jobs = await jobsOf(db, person, now);
  const hosted = await hostedIn(db, person);
  const hubs = new Set([...[...said.values()].map(({ hub }) => hub), ...hosted]);
  const entries: Entry[] = [];
  for (const hub of hubs) {
    const window = { from: now - BACK, to: now + AHEAD, limit: MOST, unlisted: true };
    for (const meetup of await meetups.upcoming(db, hub, now, window)) {
      const note = noteOn(meetup, person, said.get(meetup.id));
      const job = jobs.get(meetup.id);
      const words = [note?.note, job && `Your job: ${job.join(', ')}.`].filter(Boolean).join(' ');
      if (note || job) {
        const alarm = note?.alarm ?? true;
        entries.push({ meetup, address: addressOf(origin, meetup), note: words, alarm });
      }
    }
  }
  entries.sort((a, b) => a.meetup.startsAt - b.meetup.startsAt);
  const calls = await callEvents.ofPerson(db, person, origin, now);
  const lifts = await liftEvents.ofPerson(db, person, origin, now - BACK);
  const body = calendar('My meet-ups', entries, now, [...calls, ...lifts]);
  return { tag: hash(body).slice(0, 22), changedAt: null, body: () => Promise.resolve(body) };
}

/** The names of the jobs somebody has taken, by meet-up. */
async function jobsOf(db: Reader, person: string, now: number): Promise<Map<string, string[]>> {
  const all = new Map<string, string[]>();
  for (const { meetup, job, standing } of await promised.ofPerson(db, person, now - BACK)) {
    if (standing === 'taken') all.set(meetup, [...(all.get(meetup) ?? []), job]);
  }
  return all;
}

async function hostedIn(db: Reader, person: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT DISTINCT series.hub
     FROM series_hosts
     JOIN series ON series.id = series_hosts.series_id
     WHERE series_hosts.person_id = :person
     UNION
     SELECT meetups.hub
     FROM meetup_hosts
     JOIN meetups ON meetups.id = meetup_hosts.meetup_id
     WHERE meetup_hosts.person_id = :person`,
    { person },
  );
  return rows.map((row) => text(row, 'hub'));
}

function noteOn(
  { hosts }: Meetup,
  person: string,
  said: Rsvp | undefined,
): { note: string; alarm: boolean } | null {
  if (hosts.some(({ id }) => id === person)) return { note: 'You are a host.', alarm: true };
  if (!said) return null;
  if (said.answer === 'maybe') return { note: 'You said maybe.', alarm: false };
  if (said.place === 'waiting') return { note: 'You are on the waiting list.', alarm: false };
  if (said.place === 'offered')
    return { note: 'A place is free for you: please say if you will take it.', alarm: false };
  return { note: said.party > 1 ? `You are coming, ${said.party} of you.` : 'You are coming.', alarm: true };
}
