import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as otherCalendars from '#server/elsewhere/calendars.ts';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as buses from '#server/lifts/buses.ts';
import * as points from '#server/lifts/points.ts';
import * as boards from '#server/meetups/boards.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import * as goBetweens from '#server/people/go-betweens.ts';
import * as ownCalendars from '#server/people/own-calendars.ts';
import * as sessions from '#server/people/sessions.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import * as signInCards from '#server/people/sign-in-cards.ts';
import * as jobs from '#server/rotas/jobs.ts';
import type { Visitor } from '../doors.ts';
import { askSomething } from './asked.ts';
import { carry, makeCouncillor } from './carried.ts';
import { makeRole, settle, startHub } from './neighbours.ts';
import { KETTLE } from './rota.ts';
import { buildVillage, planTea, type Village } from './plans.ts';

const DAY = 86_400;

/** The village, and a hub elsewhere with the same kinds of things in it. */
export interface TwoHubs {
  /** The address of a route: with things of the village's own, or with things from elsewhere in their place. */
  pathOf(db: Database, now: number, route: string, owner: 'own' | 'other'): Promise<string>;
  /** A fresh session of a visitor, as a cookie; '' for a stranger. */
  cookieOf(db: Database, now: number, visitor: Visitor): Promise<string>;
}

interface Things {
  person: string;
  /** For whom that person says things. */
  spokenFor: string;
  venue: string;
  series: string;
  meetup: string;
  board: string;
  job: string;
  call: string;
  /** Where people are picked up. */
  point: string;
  bus: string;
  topic: string;
  body: string;
  /** A new one each time it is asked for: one way of its door takes it out. By a body, which another way ends, or by the hub. */
  ask(db: Database, now: number, by: 'body' | 'hub'): Promise<string>;
  calendar(db: Database, now: number): Promise<string>;
}

export async function buildTwoHubs(db: Database, now: number): Promise<TwoHubs> {
  const village = await buildVillage(db, now);
  const cyd = await settle(db, village.hub, { firstName: 'Cyd' }, now);
  const own = await thingsOf(db, village, cyd, now);
  const elsewhere = await startHub(db, 'Elsewhere', now);
  const olga = await settle(db, elsewhere, { firstName: 'Olga' }, now);
  await makeRole(db, olga, elsewhere, 'keeper', now);
  const other = await thingsOf(db, await venueElsewhere(db, village, elsewhere, olga, now), olga, now);
  const people: Record<Visitor, string | null> = {
    stranger: null,
    outsider: olga,
    neighbour: cyd,
    councillor: await makeCouncillor(db, village, own.body, now),
    host: village.bert,
    keeper: village.ada,
  };

  // One is enough: nobody has more than ten.
  let calendar: string | undefined;
  const makeCalendar = (db: Database) => db.write((tx) => ownCalendars.make(tx, cyd, now));

  async function tokenFor(db: Database, route: string, now: number): Promise<string> {
    if (route.startsWith('/sign-in')) return db.write((tx) => signInCards.make(tx, village.dot, now));
    if (route.startsWith('/me/calendar')) return (calendar ??= (await makeCalendar(db))!);
    if (route.startsWith('/operator')) return operatorToken(db, now);
    return letterTo(db, cyd, village.hub, own.meetup, now);
  }

  return {
    async pathOf(db, now, route, owner) {
      const things = owner === 'own' ? own : other;
      let path = route.replace('[hub]', village.hub).replace('[day]', dayAhead(now).slice(0, 10));
      if (route.includes('[token]')) {
        const token = await tokenFor(db, route, now);
        path = path.replace('[token]', owner === 'own' ? token : `${token.slice(0, -2)}xx`);
      }
      if (route.includes('[ask]')) path = path.replace('[ask]', await things.ask(db, now, 'body'));
      const id = await idOf(db, now, route, things);
      return path.replace('[id]', id);
    },
    async cookieOf(db, now, visitor) {
      const person = people[visitor];
      if (!person) return '';
      // Some doors make a neighbour of whoever comes in.
      if (visitor === 'outsider') await takeOut(db, person, village.hub);
      return `natter=${(await sessions.begin(db, person, 'A test', now)).secret}`;
    },
  };
}

function takeOut(db: Database, person: string, hub: string): Promise<number> {
  return db.write((tx) =>
    tx.run('DELETE FROM memberships WHERE person_id = :person AND hub = :hub', { person, hub }),
  );
}

async function idOf(db: Database, now: number, route: string, things: Things): Promise<string> {
  if (route.includes('/calendars/')) return things.calendar(db, now);
  else if (route.includes('/asks/[id]')) return things.ask(db, now, 'hub');
  else return idFor(route, things);
}

function idFor(route: string, things: Things): string {
  const { person, venue, series, meetup, board, job, call, point, bus, topic, body } = things;
  if (route.includes('/people/')) return person;
  else if (route.includes('/rota/for/')) return things.spokenFor;
  else if (route.includes('/boards/')) return board;
  else if (route.includes('/jobs/[id]')) return job;
  else if (route.includes('/calls/')) return call;
  else if (route.includes('/lifts/[id]')) return point;
  else if (route.includes('/buses/')) return bus;
  else if (route.includes('/bodies/')) return body;
  else if (/voice|have-your-say/.test(route)) return topic;
  else if (route.includes('/venues/')) return venue;
  else if (route.includes('/series/')) return series;
  else return meetup;
}

async function thingsOf(db: Database, village: Village, person: string, now: number): Promise<Things> {
  const series = await planTea(village, { start: dayAhead(now), rrule: 'FREQ=WEEKLY' }, now);
  const [first] = await meetups.upcoming(db, village.hub, now, { limit: 1 });
  const board = await db.write((tx) =>
    boards.add(tx, { hub: village.hub, place: 'The shop', keeper: null, by: village.bert }, now),
  );
  const job = await db.write((tx) =>
    jobs.make(tx, { hub: village.hub, by: village.bert, card: KETTLE }, now),
  );
  await jobs.give(db, village.hub, series, [job]);
  const hall = { hub: village.hub, owner: 'the hall', page: null, address: null, by: village.bert };
  const calendar = async (later: Database, at: number) =>
    (await later.write((tx) => addOnly(tx, hall, at))) ?? 'too many';
  const call = await callTo(db, village.hub, person, now);
  const point = await db.write((tx) => points.add(tx, { hub: village.hub, by: village.bert, ...STOP }, now));
  const bus = await db.write((tx) => buses.add(tx, { hub: village.hub, by: village.bert, ...BUS }, now));
  const carried = await carry(db, village, person, now);
  const asker = { hub: village.hub, by: village.bert };
  const ask = (later: Database, at: number, by: 'body' | 'hub') =>
    askSomething(later, { ...asker, body: by === 'body' ? carried.body : null }, at);
  return {
    person,
    spokenFor: await spokenForBy(db, village.hub, person, now),
    venue: village.shelter,
    series,
    meetup: first!.id,
    board,
    job,
    calendar,
    ask,
    call,
    point: point!,
    bus,
    ...carried,
  };
}

const BUS: buses.BusWords = {
  ...{ kind: 'bus', name: 'Bus 95', telephone: null, days: [0], first: null, last: null, noticeHours: 0 },
  ...{ who: '', goes: 'to Whitby', stops: '', points: [], toTheDoor: false },
};

const STOP = {
  name: 'The pump',
  directions: '',
  point: { latitude: 54.45, longitude: -0.59 },
  lit: 'yes',
  seat: 'not-known',
} as const;

/** A hub may have no more than a few, so the one before goes. */
async function addOnly(tx: Writer, calendar: otherCalendars.NewCalendar, now: number) {
  await tx.run('DELETE FROM other_calendars WHERE hub = :hub', { hub: calendar.hub });
  return otherCalendars.add(tx, calendar, now);
}

/** Somebody for whom this person says things. */
async function spokenForBy(db: Database, hub: string, by: string, now: number): Promise<string> {
  const person = await settle(db, hub, { firstName: 'Mabel' }, now);
  await goBetweens.allow(db, { hub, person, by, said: 'in-person', enteredBy: null }, now);
  return person;
}

/** A weekly call that this person would like. */
async function callTo(db: Database, hub: string, person: string, now: number): Promise<string> {
  const wish = {
    hub,
    person,
    weekday: 2,
    part: 'morning',
    contact: null,
    yes: { said: 'self' },
    by: null,
  } as const;
  return db.write(async (tx) => {
    await tx.run(`UPDATE people SET telephone = '01632 960999' WHERE id = :person`, { person });
    const started = await callWishing.start(tx, wish, now);
    if (started.outcome !== 'started') throw new Error(started.outcome);
    return started.id;
  });
}

async function venueElsewhere(
  db: Database,
  village: Village,
  hub: string,
  olga: string,
  now: number,
): Promise<Village> {
  const { addWithin } = await import('#server/meetups/venues.ts');
  const shelter = await db.write((tx) =>
    addWithin(tx, { hub, by: olga, kind: 'public', name: 'The pump' }, now),
  );
  return { ...village, hub, ada: olga, bert: olga, shelter };
}

function dayAhead(now: number): string {
  return `${new Date((now + 9 * DAY) * 1000).toISOString().slice(0, 10)}T10:30`;
}

/** The address at which whoever runs this Natter reads reports about keepers. */
async function operatorToken(db: Database, now: number): Promise<string> {
  const key = await db.one(`SELECT value FROM keys WHERE name = 'signing'`);
  return reportLinks.make(text(key!, 'value'), now);
}

/** The one-tap address of a letter about the meet-up. */
async function letterTo(
  db: Database,
  person: string,
  hub: string,
  subject: string,
  now: number,
): Promise<string> {
  const occasion = `tried ${Math.random()}`;
  await db.write((tx) =>
    letters.write(
      tx,
      {
        person,
        hub,
        kind: 'reminder',
        subject,
        occasion,
        ways: 'ladder',
        dueAt: now + DAY,
        useBy: now + 9 * DAY,
      },
      now,
    ),
  );
  const row = await db.one('SELECT id FROM letters WHERE occasion = :occasion', { occasion });
  const key = await db.one(`SELECT value FROM keys WHERE name = 'signing'`);
  return letters.token(text(key!, 'value'), text(row!, 'id'));
}
