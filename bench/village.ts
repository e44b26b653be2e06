import { join } from 'node:path';
import { DAY, now as present } from '#server/clock.ts';
import { open, type Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import * as village from '#server/demo/village.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { fillTalk } from './talk.ts';

const COMING = 57;
const CLIENTS = 50;
const DATES = 12;
const HELPERS = 30;
const JOBS = 8;

export interface Seeded {
  hub: string;
  /** The page of the meet-up with 57 answers. */
  meetup: string;
  /** The calendar of another hub, with some 208 dates. */
  calendar: string;
  /** The rota of another hub: twelve weekly dates with eight jobs, done by 30 people. */
  rota: string;
  /** Of a hub with 200 topics. */
  haveYourSay: string;
  whatsOn: string;
  /** Of each of a dozen dates. */
  posters: string[];
  pictures: string[];
  /** Cookies of 50 people who are signed in. */
  cookies: string[];
}

/** Fills a data folder with the demo village and one well-loved meet-up. */
export async function seedNatter(folder: string): Promise<Seeded> {
  const db = await open({ url: `file:${join(folder, 'natter.db')}` });
  try {
    const now = present();
    await migrate(db, 'migrations', now);
    const { hub } = await village.fill(db, now);
    const meetup = await fillMeetup(db, hub, now);
    const dates = await meetups.upcoming(db, hub, now, { limit: DATES });
    const pages = dates.map(({ id }) => `/${hub}/meetups/${id}`);
    return {
      hub: `/${hub}`,
      meetup: `/${hub}/meetups/${meetup.id}`,
      calendar: await fillCalendar(db, now),
      rota: await fillRota(db, now),
      haveYourSay: await fillTalk(db, now),
      whatsOn: `/${hub}/whats-on.pdf`,
      posters: pages.map((page) => `${page}/poster.pdf?dates=one`),
      pictures: pages.map((page) => `${page}/picture.png`),
      cookies: await signIn(db, hub, now),
    };
  } finally {
    await db.close();
  }
}

async function fillMeetup(db: Database, hub: string, now: number): Promise<meetups.Meetup> {
  const ahead = await meetups.upcoming(db, hub, now, { from: now + DAY, limit: 40 });
  const meetup = ahead.find(({ exactLimit, cancelledAt }) => !exactLimit && !cancelledAt);
  if (!meetup) throw new Error('the demo village plans nothing that anybody may come to');
  const already = (await rsvps.all(db, meetup.id)).length;
  for (let i = already; i < COMING; i++) {
    const person = await addNeighbour(db, hub, `Guest ${i}`, now);
    await rsvps.answer(db, meetup, { person, answer: 'coming', party: 1, said: 'self' }, now);
  }
  return meetup;
}

/** A busy hub: something on four days a week for a year, from tomorrow: what nobody confirmed twice is not listed. */
async function fillCalendar(db: Database, now: number): Promise<string> {
  const hub = await db.write((tx) =>
    hubs.start(tx, { name: 'The busy hall', place: 'Whitby', zone: 'Europe/London', about: '' }, now),
  );
  const by = await addNeighbour(db, hub, 'Ada', now);
  const venueId = await venues.add(
    db,
    { hub, by, kind: 'public', name: 'The hall', address: 'Low Lane' },
    now,
  );
  for (const [i, title] of ['Tea', 'Walk', 'Singing', 'Chess'].entries()) {
    const day = new Date((now + (i + 1) * DAY) * 1000).toISOString().slice(0, 10);
    const words = 'Everybody is welcome. There is tea, and somebody to show you round.';
    const plan = { ...PLAN, hub, by, title, words, venueId, start: `${day}T10:30`, hosts: [by] };
    await series.plan(db, plan, now);
  }
  return `/${hub}/calendar.ics`;
}

/** Two thirds of the places are taken; the others are open to anybody. */
async function fillRota(db: Database, now: number): Promise<string> {
  const hub = await db.write((tx) =>
    hubs.start(tx, { name: 'The willing hands', place: 'Whitby', zone: 'Europe/London', about: '' }, now),
  );
  const people: string[] = [];
  for (let i = 0; i < HELPERS; i++) people.push(await addNeighbour(db, hub, `Helper ${i}`, now));
  const [by = ''] = people;
  const venueId = await venues.add(
    db,
    { hub, by, kind: 'public', name: 'The hall', address: 'Low Lane' },
    now,
  );
  const day = new Date((now + DAY) * 1000).toISOString().slice(0, 10);
  const plan = { ...PLAN, hub, by, title: 'Lunch', words: '', venueId, start: `${day}T12:00`, hosts: [by] };
  const lunch = await series.plan(db, plan, now);
  const given: string[] = [];
  for (let i = 0; i < JOBS; i++) {
    given.push(await db.write((tx) => jobs.make(tx, { hub, by, card: { ...CARD, name: `Job ${i}` } }, now)));
  }
  await jobs.give(db, hub, lunch, given);
  const dates = await meetups.upcoming(db, hub, now, { limit: DATES });
  for (const [i, shift] of (await shifts.ofMeetups(db, dates)).entries()) {
    if (i % 3 < 2) await turns.take(db, shift, { person: people[i % HELPERS]!, said: 'self' }, now);
  }
  return `/${hub}/rota`;
}

const CARD = {
  words: 'Ask Ada how',
  minutes: 40,
  fewest: 1,
  most: 2,
  must: true,
  shownHow: false,
  keyHolder: false,
  firstAid: false,
  lifting: false,
  learnerWelcome: false,
  joinable: true,
  forHost: false,
};

const PLAN = {
  lengthMin: 90,
  rrule: 'FREQ=WEEKLY',
  extra: [] as string[],
  joining: 'just-turn-up' as const,
  roomFor: null,
  exactLimit: null,
  bring: 'a mug',
  cost: '',
  planB: '',
  planBBy: '',
};

async function signIn(db: Database, hub: string, now: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let i = 0; i < CLIENTS; i++) {
    const person = await addNeighbour(db, hub, `Client ${i}`, now);
    const { secret } = await sessions.begin(db, person, 'A telephone', now);
    cookies.push(`natter=${secret}`);
  }
  return cookies;
}

function addNeighbour(db: Database, hub: string, firstName: string, now: number): Promise<string> {
  return db.write(async (tx) => {
    const person = await people.enter(tx, { firstName }, now);
    await people.joinHub(tx, person, hub, now);
    return person;
  });
}
