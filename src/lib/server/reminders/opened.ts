import type { Database, Reader } from '#server/db/database.ts';
import * as places from '#server/meetups/places.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';
import type { Kind } from '#server/outbox/letters.ts';
import * as callLetters from '#server/rotas/call-letters.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as calls from '#server/rotas/calls.ts';
import { localOf } from '#server/wall-clock.ts';
import * as openedAsk from './opened-ask.ts';
import * as openedJob from './opened-job.ts';
import * as openedLift from './opened-lift.ts';
import type { OpenedLift } from './opened-lift.ts';
import { sheetOf, type OpenedSheet } from './opened-sheet.ts';
import type { JobOutcome, JobVerb, OpenedJob } from './opened-job.ts';
import * as openedMeeting from './opened-meeting.ts';
import * as openedVoice from './opened-voice.ts';
import type { Promised } from '#server/rotas/promised.ts';
import * as preferences from './preferences.ts';
import { titleOf } from './render.ts';
import * as standing from './standing.ts';
import type { Standing } from './standing.ts';

/** A letter as its reader sees it on opening it: how things stand now, not when it was sent. */
export interface Opened {
  kind: Kind;
  person: string;
  firstName: string;
  hub: { slug: string; name: string; place: string };
  title: string;
  /** Null for a letter about a whole series. */
  meetup: OpenedMeetup | null;
  series: string | null;
  /** What hangs where, when that is what it is about. */
  sheet: OpenedSheet | null;
  /** The job it is about, and for a reminder the names of all that are the reader's. */
  job: OpenedJob | null;
  jobs: string[];
  /** The turns that a proposed rota asks its reader about. */
  asked: Promised[];
  /** The day by which its magazine wants a text, 'YYYY-MM-DD', when that is what it is about. */
  deadline: string | null;
  /** What it asks for, when it is about a weekly call: never whom it is about. */
  call: callLetters.CallMatter | null;
  /** The lift it is about: never where, and nobody's name. */
  lift: OpenedLift | null;
  /** The topic it is about; the name of a tender one stays behind signing in. */
  said: openedVoice.OpenedTopic | null;
  /** The promise, or the notes of a meet-up, that it is about. */
  meeting: openedMeeting.OpenedMeeting | null;
  /** What its reader was asked, and answered. */
  answered: openedAsk.OpenedAsk | null;
  answer: Standing['answer'];
  place: Standing['place'];
  /** Until when a free place is kept, on the hub's wall clock. */
  openUntil: string | null;
  knows: boolean;
  getsReminders: boolean;
}

export interface OpenedMeetup {
  id: string;
  startsLocal: string;
  /** Where it was before it moved. */
  wasLocal: string | null;
  today: string;
  place: places.Place;
  hosts: string[];
  cancelled: boolean;
  because: string;
  confirmed: boolean;
  isOver: boolean;
  /** The reader was asked whether it is on, and may say so. */
  mayConfirm: boolean;
}

/** What the buttons of a letter do. */
export type Verb = 'know' | 'coming' | 'maybe' | 'not-this-time' | 'on' | 'stop' | CallVerb | LiftVerb;

/** Yes or no to a lift. */
export type LiftVerb = 'lift-yes' | 'lift-no';

/** Yes or no to a weekly call, and "I can't make it" for one of today. */
export type CallVerb = 'call-yes' | 'call-no' | 'call-cannot';

/** The letter with this id as its reader may see it; null when it is no longer kept. Changes nothing. */
export async function open(db: Reader, id: string, now: number): Promise<Opened | null> {
  const found = await standing.find(db, id, now);
  if (!found) return null;
  const [sheet, job] = [await sheetOf(db, found, now), await openedJob.jobOf(db, found, now)];
  const asked = await openedJob.askedOf(db, found, now);
  const said = await openedVoice.topicOf(db, found);
  const lift = await openedLift.liftOf(db, found, now);
  const meeting = await openedMeeting.meetingOf(db, found, now);
  const answered = await openedAsk.askOf(db, found, now);
  return { ...toOpened(found, now), sheet, job, asked, said, lift, meeting, answered };
}

/** Does what a letter about a topic asks, in its reader's name. */
export async function actOnTopic(
  db: Database,
  id: string,
  deed: openedVoice.TopicDeed,
  now: number,
): Promise<openedVoice.TopicOutcome | { outcome: 'not-found' }> {
  const found = await standing.find(db, id, now);
  return found ? openedVoice.act(db, found, deed, now) : { outcome: 'not-found' };
}

/** Does what a button of a letter about a job says, in its reader's name. */
export async function actOnJob(
  db: Database,
  id: string,
  given: { verb: JobVerb; shift?: string | undefined },
  now: number,
): Promise<JobOutcome | 'not-found'> {
  const found = await standing.find(db, id, now);
  return found ? openedJob.act(db, found, given, now) : 'not-found';
}

/**
 * Does what a button of a letter says, in its reader's name: whoever holds the signed address is taken to be them,
 * for this one matter. 'too-late' when the meet-up is over, cancelled or not theirs to confirm; nothing is changed then.
 */
export async function act(
  db: Database,
  id: string,
  verb: Verb,
  now: number,
): Promise<'done' | 'too-late' | 'too-many' | 'not-found'> {
  const found = await standing.find(db, id, now);
  if (!found) return 'not-found';
  const { letter, meetup } = found;
  if (verb === 'stop') await db.write((tx) => preferences.stop(tx, letter.person));
  else if (verb === 'know') await letters.markReached(db, id, 'opened', now);
  else if (verb === 'call-yes' || verb === 'call-no' || verb === 'call-cannot')
    return aboutCall(db, found, verb, now);
  else if (verb === 'lift-yes' || verb === 'lift-no')
    return openedLift.act(db, found, verb === 'lift-yes', now);
  else if (!meetup || meetup.endsAt <= now || meetup.cancelledAt !== null) return 'too-late';
  else if (verb === 'on') return confirm(db, meetup, letter, now);
  else return answer(db, meetup, { person: letter.person, verb }, now);
  return 'done';
}

async function confirm(
  db: Database,
  meetup: Meetup,
  letter: letters.Letter,
  now: number,
): Promise<'done' | 'too-late'> {
  if (!mayConfirm(letter, meetup)) return 'too-late';
  const outcome = await stillOn.confirm(db, meetup, letter.person, now);
  await letters.markReached(db, letter.id, 'answered', now);
  return outcome === 'confirmed' || outcome === 'already' ? 'done' : 'too-late';
}

/** Its hosts; where it has none, the keeper who was asked instead. */
function mayConfirm({ kind, person }: letters.Letter, { hosts }: Meetup): boolean {
  return hosts.length === 0 ? kind === 'still-on' : hosts.some(({ id }) => id === person);
}

async function answer(
  db: Database,
  meetup: Meetup,
  { person, verb }: { person: string; verb: rsvps.Answer },
  now: number,
): Promise<'done' | 'too-late' | 'too-many'> {
  const outcome = await rsvps.answer(db, meetup, { person, answer: verb, said: 'letter' }, now);
  if (outcome === 'closed' || outcome === 'cancelled') return 'too-late';
  return outcome === 'too-many' ? 'too-many' : 'done';
}

async function aboutCall(
  db: Database,
  { letter, call }: Standing,
  verb: CallVerb,
  now: number,
): Promise<'done' | 'too-late'> {
  const { person: by, subject } = letter;
  if (!call?.isNeeded || (letter.kind === 'call-ask') === (verb === 'call-cannot')) return 'too-late';
  await letters.markReached(db, letter.id, 'answered', now);
  if (verb === 'call-cannot') {
    const telling = { step: subject, said: 'cannot', note: '', by, asHostOf: null } as const;
    return (await calls.tell(db, telling, now)) === 'noted' ? 'done' : 'too-late';
  }
  await db.write(async (tx) => {
    if (verb === 'call-yes') await callPairs.agree(tx, { id: subject, by }, now);
    else await callPairs.end(tx, { id: subject, because: 'no', by }, now);
  });
  return 'done';
}

function toOpened(
  found: Standing,
  now: number,
): Omit<Opened, 'sheet' | 'job' | 'asked' | 'said' | 'lift' | 'meeting' | 'answered'> {
  const { letter, firstName, hubName, hubPlace, zone, meetup, series, answer, place, offeredUntil } = found;
  return {
    call: found.call,
    kind: letter.kind,
    person: letter.person,
    firstName,
    hub: { slug: letter.hub!, name: hubName, place: hubPlace },
    title: titleOf(found),
    meetup: meetup && toMeetup(found, meetup, now),
    series: series ? letter.subject : null,
    jobs: found.jobs,
    deadline: letter.kind === 'magazine' && found.magazine ? letter.occasion : null,
    answer,
    place,
    openUntil: offeredUntil === null ? null : localOf(offeredUntil, zone),
    knows: letter.reachedAt !== null,
    getsReminders: found.told !== 'cancellations',
  };
}

function toMeetup({ letter, answer, place, wasLocal }: Standing, meetup: Meetup, now: number): OpenedMeetup {
  const isHost = meetup.hosts.some((host) => host.id === letter.person);
  const viewerIsComing = answer === 'coming' && place === 'in';
  const { venue } = meetup;
  const mayKnow = places.mayKnowAddress({ venue, viewerIsComing, viewerIsHost: isHost, meetup, now });
  return {
    id: meetup.id,
    startsLocal: meetup.startsLocal,
    wasLocal,
    today: localOf(now, meetup.zone),
    place: places.shownTo(venue, mayKnow),
    hosts: meetup.hosts.map((host) => host.firstName),
    cancelled: meetup.cancelledAt !== null,
    because: meetup.cancelledBecause,
    confirmed: meetup.confirmedAt !== null,
    isOver: meetup.endsAt <= now,
    mayConfirm: mayConfirm(letter, meetup),
  };
}
