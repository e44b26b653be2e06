import type { Database } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { OneDate } from '#server/meetups/one-date.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import { makeRole, NOW, settle, startHub } from './neighbours.ts';

/** A hub with Ada its keeper, Bert and Dot its hosts, and the old bus shelter. */
export interface Village {
  db: Database;
  hub: string;
  ada: string;
  bert: string;
  dot: string;
  shelter: string;
  /** A house in Mill Lane, Dot's. */
  house: string;
}

export async function buildVillage(db: Database, now = NOW): Promise<Village> {
  const hub = await startHub(db, 'Stainsacre Social', now);
  const ada = await settle(db, hub, { firstName: 'Ada' }, now);
  const bert = await settle(db, hub, { firstName: 'Bert' }, now);
  const dot = await settle(db, hub, { firstName: 'Dot' }, now);
  await makeRole(db, ada, hub, 'keeper', now);
  await makeRole(db, bert, hub, 'host', now);
  await makeRole(db, dot, hub, 'host', now);
  const shelter = await venues.add(db, { hub, by: ada, kind: 'public', name: 'The old bus shelter' }, now);
  const house = await venues.add(
    db,
    { hub, by: dot, kind: 'home', name: 'Dot’s', area: 'Mill Lane', address: '12 Mill Lane', homeOf: dot },
    now,
  );
  return { db, hub, ada, bert, dot, shelter, house };
}

/** "Tea at the shelter" on the first Tuesday of the month from 6 April 2027, unless said otherwise. */
export async function planTea(village: Village, changes: Partial<Plan> = {}, now = NOW): Promise<string> {
  const { db, hub, ada: by } = village;
  const id = await series.plan(db, { hub, by, ...teaPlan(village), ...changes }, now);
  // Its hosts have read that they are down for it.
  await db.write((tx) => tx.run(`DELETE FROM letters WHERE kind = 'hosting'`));
  return id;
}

export function teaPlan({ shelter, ada, bert }: Village): Plan {
  return {
    title: 'Tea at the shelter',
    words: '',
    venueId: shelter,
    start: '2027-04-06T10:30',
    lengthMin: 90,
    rrule: 'FREQ=MONTHLY;BYDAY=1TU',
    extra: [],
    joining: 'just-turn-up',
    roomFor: null,
    exactLimit: null,
    bring: '',
    cost: '',
    planB: '',
    planBBy: '',
    hosts: [ada, bert],
  };
}

/** The date with this id; a bug if there is none. */
export async function get({ db, hub }: Village, id: string, now = NOW): Promise<Meetup> {
  const meetup = await meetups.find(db, hub, id, now);
  if (!meetup) throw new Error(`no meet-up ${id}`);
  return meetup;
}

/** A date as it is, for changing a part of it. */
export function asItIs(meetup: Meetup): OneDate {
  const { title, words, venueId, startsLocal, lengthMin, roomFor, exactLimit, bring, cost, planB, planBBy } =
    meetup;
  const same = { title, words, venueId, lengthMin, roomFor, exactLimit, bring, cost, planB, planBBy };
  return { ...same, start: startsLocal, hosts: meetup.hosts.map(({ id }) => id) };
}

/** Somebody new in the hub who says they are coming (or maybe). */
export async function join(
  village: Village,
  id: string,
  firstName: string,
  answer: 'coming' | 'maybe' | 'not-this-time' = 'coming',
  now = NOW,
): Promise<string> {
  const person = await settle(village.db, village.hub, { firstName }, now);
  await rsvps.answer(village.db, await get(village, id, now), { person, answer, said: 'self' }, now);
  return person;
}

/** The letters about a meet-up or series: "kind first-name", sorted. */
export async function lettersAbout({ db }: Village, subject: string): Promise<string[]> {
  const rows = await db.all(
    `SELECT l.kind, l.ways, p.first_name
       FROM letters l
       JOIN people p ON p.id = l.person_id
      WHERE l.subject = :subject`,
    { subject },
  );
  return rows.map((row) => `${row.kind} ${row.first_name}`).sort();
}

/** The first dates of the hub as "day time title", with what has become of them. */
export async function whatsOn({ db, hub }: Village, limit: number, now = NOW): Promise<string[]> {
  const next = await meetups.upcoming(db, hub, now, { limit });
  return next.map(
    (one) =>
      `${one.startsLocal.replace('T', ' ')} ${one.title}${one.cancelledAt === null ? '' : ' (cancelled)'}`,
  );
}
