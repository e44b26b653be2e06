import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import * as needs from '#server/people/needs.ts';
import * as people from '#server/people/people.ts';
import { ANSWER, ANSWER_WITHOUT_LIMIT, HAS_A_DEVICE } from './capacity.ts';
import * as meetups from './meetups.ts';
import type { Meetup } from './meetups.ts';
import * as waiting from './waiting.ts';

export type Answer = 'coming' | 'maybe' | 'not-this-time';
export type Place = 'in' | 'waiting' | 'offered';
export type Said = 'self' | 'in-person' | 'rang' | 'slip' | 'letter';
/** 'too-many': there is no room for a party of that size; whatever was said before still holds. */
export type Outcome = Answer | 'waiting' | 'too-many' | 'closed' | 'cancelled';

/** What somebody said about a meet-up. Times are Unix seconds. */
export interface Rsvp {
  meetupId: string;
  personId: string;
  answer: Answer;
  place: Place;
  party: number;
  carer: boolean;
  /** While offered: until when the place is kept; null when a host is to ring first. */
  offeredUntil: number | null;
  /** When an offered place went to the next in line, because nothing was heard. */
  lapsedAt: number | null;
  said: Said;
  enteredBy: string | null;
  answeredAt: number;
}

/** An answer with what a host may know of the person. */
export interface Answered extends Rsvp {
  firstName: string;
  telephone: string | null;
  inPersonThrough: string | null;
  /** False: nobody is told anything unless somebody rings or calls round. */
  hasDevice: boolean;
}

/** Something a person said they would do. `startsLocal` is in the hub's zone. */
export interface Outing extends Rsvp {
  hub: string;
  hubName: string;
  seriesId: string;
  title: string;
  startsLocal: string;
  startsAt: number;
  endsAt: number;
  lengthMin: number;
  cancelledAt: number | null;
}

export interface NewAnswer {
  person: string;
  answer: Answer;
  /** How many come, children included; a carer is not one of them. Kept as it was when left out. */
  party?: number | undefined;
  carer?: boolean | undefined;
  /** One line to the host; '' takes it back, leaving it out changes nothing. */
  needs?: string | undefined;
  said: Said;
  enteredBy?: string | null | undefined;
  /** True where it is known that they are a neighbour of the hub: then that is not written again. */
  belongs?: boolean | undefined;
}

const COLUMNS = `rsvps.meetup_id, rsvps.person_id, rsvps.answer, rsvps.place, rsvps.party, rsvps.carer,
  rsvps.offered_until, rsvps.lapsed_at, rsvps.said, rsvps.entered_by, rsvps.answered_at`;

/**
 * Writes down what somebody says, as often as they change their mind until the meet-up has ended ('closed' after).
 * With an exact limit "coming" may mean 'waiting': whoever waits goes before whoever comes new, even when a place is
 * free. Saying it again changes nothing. It joins the person to the hub and settles the letters about this meet-up.
 */
export function answer(db: Database, meetup: Meetup, given: NewAnswer, now: number): Promise<Outcome> {
  return db.write((tx) => answerWithin(tx, meetup, given, now));
}

/** As `answer`, as part of a caller's transaction. */
export async function answerWithin(
  tx: Writer,
  meetup: Meetup,
  given: NewAnswer,
  now: number,
): Promise<Outcome> {
  if (!meetup.kept && !(await meetups.keep(tx, meetup, now))) return 'closed';
  const place = await writeAnswer(tx, meetup, given, now);
  if (!place) return whyNot(tx, meetup.id, now);
  if (!given.belongs) await people.joinHub(tx, given.person, meetup.hub, now);
  await letters.markReachedAbout(tx, given.person, meetup.id, 'answered', now);
  if (given.needs !== undefined) {
    await needs.say(tx, {
      meetup: meetup.id,
      person: given.person,
      words: given.needs,
      endsAt: meetup.endsAt,
    });
  }
  if (place === 'waiting') return 'waiting';
  if (meetup.exactLimit !== null) await waiting.offerFreed(tx, meetup, now);
  return given.answer;
}

/** What a host was told by somebody. Who is coming already stays as they said, and the host is told so: 'already'. */
export function add(
  db: Database,
  meetup: Meetup,
  given: NewAnswer,
  now: number,
): Promise<Outcome | 'already'> {
  return db.write(async (tx) => {
    const before = await of(tx, meetup.id, given.person);
    const isKnown = before?.answer === given.answer && before.place !== 'offered';
    return isKnown ? 'already' : answerWithin(tx, meetup, given, now);
  });
}

/** What this person said about this meet-up, or null. */
export async function of(db: Reader, meetupId: string, person: string): Promise<Rsvp | null> {
  const row = await db.one(
    `SELECT ${COLUMNS}
     FROM rsvps
     WHERE meetup_id = :meetupId AND person_id = :person`,
    { meetupId, person },
  );
  return row && fromRow(row);
}

/** Everything said about a meet-up, places first, then the line in its order; for its hosts. */
export async function all(db: Reader, meetupId: string): Promise<Answered[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}, people.first_name, people.telephone, people.in_person_through,
       ${HAS_A_DEVICE} AS has_device
     FROM rsvps
     JOIN people ON people.id = rsvps.person_id
     WHERE rsvps.meetup_id = :meetupId
     ORDER BY rsvps.line NULLS FIRST, people.first_name COLLATE NOCASE, rsvps.person_id`,
    { meetupId },
  );
  return rows.map((row) => ({
    ...fromRow(row),
    firstName: text(row, 'first_name'),
    telephone: textOrNull(row, 'telephone'),
    inPersonThrough: textOrNull(row, 'in_person_through'),
    hasDevice: flag(row, 'has_device'),
  }));
}

/** Who is expected: they are coming and have a place. */
export async function expected(db: Reader, meetupId: string): Promise<Answered[]> {
  return (await all(db, meetupId)).filter(isExpected);
}

export function isExpected({ answer, place }: Pick<Rsvp, 'answer' | 'place'>): boolean {
  return answer === 'coming' && place === 'in';
}

/** What a person said they would do or might, soonest first; cancelled dates too, until they would have ended. */
export async function ofPerson(db: Reader, person: string, now: number): Promise<Outing[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}, hubs.slug, hubs.name, series.id AS series_id, COALESCE(meetups.title, series.title) AS title, meetups.starts_local,
       meetups.starts_at, meetups.ends_at, COALESCE(meetups.length_min, series.length_min) AS length_min,
       meetups.cancelled_at
     FROM rsvps
     JOIN meetups ON meetups.id = rsvps.meetup_id
     JOIN series ON series.id = meetups.series_id
     JOIN hubs ON hubs.slug = meetups.hub
     WHERE rsvps.person_id = :person AND rsvps.answer <> 'not-this-time' AND meetups.ends_at > :now
     ORDER BY meetups.starts_at, meetups.id`,
    { person, now },
  );
  return rows.map((row) => ({
    ...fromRow(row),
    hub: text(row, 'slug'),
    hubName: text(row, 'name'),
    seriesId: text(row, 'series_id'),
    title: text(row, 'title'),
    startsLocal: text(row, 'starts_local'),
    startsAt: number(row, 'starts_at'),
    endsAt: number(row, 'ends_at'),
    lengthMin: number(row, 'length_min'),
    cancelledAt: numberOrNull(row, 'cancelled_at'),
  }));
}

/** How many people are coming, parties counted in full and carers not at all; who erased themselves since counts on. */
export async function count(db: Reader, meetupId: string): Promise<number> {
  // "place <> 'waiting'" says nothing new, but the index that makes this quick is only used when it is there.
  const row = await db.one(
    `SELECT COALESCE(SUM(party), 0)
       + COALESCE((SELECT erased FROM meetups WHERE id = :meetupId), 0) AS people
     FROM rsvps
     WHERE meetup_id = :meetupId AND answer = 'coming' AND place <> 'waiting' AND place = 'in'`,
    { meetupId },
  );
  return row ? number(row, 'people') : 0;
}

function fromRow(row: Row): Rsvp {
  return {
    meetupId: text(row, 'meetup_id'),
    personId: text(row, 'person_id'),
    answer: text(row, 'answer') as Answer,
    place: text(row, 'place') as Place,
    party: number(row, 'party'),
    carer: flag(row, 'carer'),
    offeredUntil: numberOrNull(row, 'offered_until'),
    lapsedAt: numberOrNull(row, 'lapsed_at'),
    said: text(row, 'said') as Said,
    enteredBy: textOrNull(row, 'entered_by'),
    answeredAt: number(row, 'answered_at'),
  };
}

/** The place that this answer has now, or null when it changed nothing. */
async function writeAnswer(
  tx: Writer,
  meetup: Meetup,
  given: NewAnswer,
  now: number,
): Promise<'in' | 'waiting' | null> {
  const args = {
    meetup: meetup.id,
    person: given.person,
    answer: given.answer,
    party: given.party ?? null,
    carer: given.carer === undefined ? null : Number(given.carer),
    said: given.said,
    enteredBy: given.enteredBy ?? null,
    now,
  };
  if (meetup.exactLimit === null && (await tx.run(ANSWER_WITHOUT_LIMIT, args)) === 1) return 'in';
  const row = await tx.one(ANSWER, args);
  return row && (text(row, 'place') as 'in' | 'waiting');
}

async function whyNot(tx: Reader, meetupId: string, now: number): Promise<Outcome> {
  const row = await tx.one('SELECT cancelled_at, ends_at FROM meetups WHERE id = :meetupId', { meetupId });
  if (!row || number(row, 'ends_at') <= now) return 'closed';
  return numberOrNull(row, 'cancelled_at') === null ? 'too-many' : 'cancelled';
}
