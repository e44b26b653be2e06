import type { Reader, Row } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as liftLetters from '#server/lifts/lift-letters.ts';
import * as letters from '#server/outbox/letters.ts';
import type { Letter } from '#server/outbox/letters.ts';
import * as callLetters from '#server/rotas/call-letters.ts';
import * as meetingLetters from '#server/voice/meeting-letters.ts';
import * as topicLetters from '#server/voice/topic-letters.ts';
import { nextTurn } from '#server/turns.ts';
import * as jobStanding from './job-standing.ts';
import type { JobStanding } from './job-standing.ts';

/** How things stand with what a letter is about, at the moment it is sent or opened. */
export interface Standing {
  letter: Letter;
  firstName: string;
  hubName: string;
  hubPlace: string;
  zone: string;
  told: 'everything' | 'only-mine' | 'cancellations';
  /** Null when it no longer exists, or when the letter is about a whole series. */
  meetup: Meetup | null;
  series: { title: string; unlisted: boolean } | null;
  /** A sheet that still hangs, and the place of its board; `series` is null for the list of all that is on. */
  sheet: { board: string; place: string; title: string; series: string | null } | null;
  /** The magazine that wants a text by the day that is the letter's occasion. */
  magazine: string | null;
  answer: 'coming' | 'maybe' | 'not-this-time' | null;
  place: 'in' | 'waiting' | 'offered' | null;
  offeredUntil: number | null;
  /** The wall-clock time before the change this letter tells of. */
  wasLocal: string | null;
  /** The job it is about. */
  job: JobStanding | null;
  /** The names of the jobs that its reader has at this meet-up. */
  jobs: string[];
  /** What it asks for, when it is about a weekly call. */
  call: callLetters.CallMatter | null;
  /** What it asks for or tells of, when it is about a lift. */
  lift: liftLetters.LiftMatter | null;
  /** What it speaks of, when it is about something that was said. */
  said: topicLetters.TopicMatter | null;
  /** What it speaks of, when it is about what a hub agreed where it met. */
  meeting: meetingLetters.MeetingMatter | null;
  /** A later letter tells of a later change. */
  isOvertaken: boolean;
}

/** How things stand with one letter; null when it is no longer kept. */
export async function find(db: Reader, id: string, now: number): Promise<Standing | null> {
  const letter = await letters.find(db, id);
  return letter && ((await read(db, [letter], now))[0] ?? null);
}

/** Reads how things stand for each of these letters, with one query for all of them and one a meet-up. */
export async function read(db: Reader, letters: Letter[], now: number): Promise<Standing[]> {
  const rows = await db.all(STANDING, {
    ids: JSON.stringify(letters.map(({ id }) => id)),
  });
  const byLetter = new Map(rows.map((row) => [text(row, 'id'), row]));
  const [jobs, names] = [await jobStanding.read(db, letters), await jobStanding.namesOf(db, letters, now)];
  const byMeetup = new Map<string, Meetup | null>();
  const [calls, lifts] = [await readCalls(db, letters), await readLifts(db, letters, now)];
  const topics = await readTopics(db, letters);
  const meetings = await readMeetings(db, letters);
  const standings: Standing[] = [];
  for (const letter of letters) {
    const row = byLetter.get(letter.id);
    if (!row) continue;
    const [job, call] = [jobs.get(letter.id) ?? null, calls.get(letter.id) ?? null];
    const lift = lifts.get(letter.id) ?? null;
    const about = { hub: letter.hub, subject: job?.meetup ?? letter.subject };
    const said = topics.get(letter.id) ?? null;
    const meeting = meetings.get(letter.id) ?? null;
    const isElsewhere = call !== null || isAboutLift(letter) || said !== null || meeting !== null;
    const meetup = isElsewhere ? null : await findMeetup(db, about, byMeetup, now);
    const found = { ...toStanding(letter, row, meetup), job, jobs: names.get(letter.id) ?? [] };
    standings.push({ ...found, call, lift, said, meeting });
  }
  return standings;
}

const STANDING = `
  SELECT letters.id, json_object(
    'firstName', people.first_name, 'told', people.told, 'hubName', hubs.name, 'hubPlace', hubs.place,
    'zone', hubs.zone, 'answer', rsvps.answer, 'place', rsvps.place, 'offeredUntil', rsvps.offered_until,
    'wasLocal', meetup_changes.before_local, 'seriesTitle', series.title,
    'unlisted', series.unlisted_at IS NOT NULL,
    'sheet', CASE WHEN boards.id IS NOT NULL THEN json_object(
      'board', boards.id, 'place', boards.place, 'title', COALESCE(printed.title, 'What''s on'),
      'series', printed.id) END,
    'magazine', magazines.name,
    'isOvertaken', letters.kind IN ('cancelled', 'moved', 'changed', 'back-on') AND EXISTS (
      SELECT 1
      FROM letters AS later
      WHERE later.subject = letters.subject AND later.person_id = letters.person_id
        AND later.kind IN ('cancelled', 'moved', 'changed', 'back-on')
        AND later.made_at > letters.made_at)) AS found
  FROM json_each(:ids)
  JOIN letters ON letters.id = json_each.value
  JOIN people ON people.id = letters.person_id
  JOIN hubs ON hubs.slug = letters.hub
  LEFT JOIN rsvps ON rsvps.meetup_id = letters.subject AND rsvps.person_id = letters.person_id
  LEFT JOIN meetup_changes ON meetup_changes.id = letters.occasion AND meetup_changes.kind = 'moved'
  LEFT JOIN series ON series.id = letters.subject
  LEFT JOIN magazines ON letters.kind = 'magazine' AND magazines.hub = letters.subject
  LEFT JOIN board_sheets ON board_sheets.id = letters.subject AND board_sheets.taken_down_at IS NULL
  LEFT JOIN boards ON boards.id = board_sheets.board_id
  LEFT JOIN series AS printed ON printed.id = board_sheets.series_id`;

function isAboutCall({ kind }: Letter): boolean {
  return kind.startsWith('call-');
}

async function readCalls(db: Reader, letters: Letter[]): Promise<Map<string, callLetters.CallMatter>> {
  const ids = letters.filter(isAboutCall).map(({ id }) => id);
  return ids.length === 0 ? new Map() : callLetters.read(db, ids);
}

async function readTopics(db: Reader, letters: Letter[]): Promise<Map<string, topicLetters.TopicMatter>> {
  const ids = letters.filter(topicLetters.isAboutTopic).map(({ id }) => id);
  return ids.length === 0 ? new Map() : topicLetters.read(db, ids);
}

async function readMeetings(db: Reader, letters: Letter[]) {
  const ids = letters.filter(meetingLetters.isAboutMeeting).map(({ id }) => id);
  return ids.length === 0 ? new Map<string, never>() : meetingLetters.read(db, ids);
}

export function isAboutLift({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind.startsWith('lift-');
}

async function readLifts(db: Reader, letters: Letter[], now: number) {
  const ids = letters.filter(isAboutLift).map(({ id }) => id);
  return ids.length === 0 ? new Map<string, never>() : liftLetters.read(db, ids, now);
}

async function findMeetup(
  db: Reader,
  { hub, subject }: Pick<Letter, 'hub' | 'subject'>,
  known: Map<string, Meetup | null>,
  now: number,
): Promise<Meetup | null> {
  if (!known.has(subject)) {
    await nextTurn();
    known.set(subject, hub === null ? null : await meetups.find(db, hub, subject, now));
  }
  return known.get(subject) ?? null;
}

interface Found extends Omit<
  Standing,
  'letter' | 'meetup' | 'series' | 'job' | 'jobs' | 'call' | 'lift' | 'said' | 'meeting' | 'isOvertaken'
> {
  seriesTitle: string | null;
  unlisted: number;
  isOvertaken: number;
}

function toStanding(
  letter: Letter,
  row: Row,
  meetup: Meetup | null,
): Omit<Standing, 'job' | 'jobs' | 'call' | 'lift' | 'said' | 'meeting'> {
  const { seriesTitle, unlisted, isOvertaken, sheet, ...found } = JSON.parse(text(row, 'found')) as Found;
  return {
    ...found,
    letter,
    meetup,
    sheet: typeof sheet === 'string' ? (JSON.parse(sheet) as Standing['sheet']) : sheet,
    series: seriesTitle === null ? null : { title: seriesTitle, unlisted: unlisted === 1 },
    isOvertaken: isOvertaken === 1,
  };
}
