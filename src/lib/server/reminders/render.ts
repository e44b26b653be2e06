import { MINUTE } from '#server/clock.ts';
import type { Reader } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import type { Letter } from '#server/outbox/letters.ts';
import type { Render, Wording } from '#server/outbox/rounds.ts';
import { hash } from '#server/secrets.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import * as jobStanding from './job-standing.ts';
import * as meetingLetters from '#server/voice/meeting-letters.ts';
import * as askLetters from '#server/voice/ask-letters.ts';
import * as topicLetters from '#server/voice/topic-letters.ts';
import { waitsUntil } from './quiet.ts';
import * as standing from './standing.ts';
import type { Standing } from './standing.ts';
import { placeInWords, word, type Links, type Matter } from './wording.ts';

/** Their occasion is the day by which something is due. */
const OF_A_DAY: readonly letters.Kind[] = ['magazine', 'papers-due'];

interface Means {
  db: Reader;
  /** The public address of this installation. */
  origin: string;
  /** Signs the one-tap addresses. */
  signingKey: string;
}

/** Makes the words of letters from the state of things when they are sent, or none for those nobody needs now. */
export function createRender({ db, origin, signingKey }: Means): Render {
  return async (given, now) => {
    const standings = await standing.read(db, given, now);
    return new Map(
      standings.map((one) => [one.letter.id, render(one, linksTo(origin, signingKey, one.letter), now)]),
    );
  };
}

/** Whether a letter still tells its reader something they need. */
export function isNeeded(
  { letter, meetup, series, sheet, magazine, job, call, lift, said, ...now }: Standing,
  at: number,
): boolean {
  if (letter.kind === 'host-gone') return series !== null;
  if (call) return call.isNeeded;
  if (standing.isAboutLift(letter)) return lift !== null && lift.isNeeded;
  if (letter.kind === 'taxi-changed') return at < letter.useBy;
  if (letter.kind === 'not-home' || (letter.kind === 'lifts-changed' && !meetup)) return at < letter.useBy;
  if (topicLetters.isAboutTopic(letter)) return said?.isNeeded ?? false;
  if (meetingLetters.isAboutMeeting(letter)) return now.meeting?.isNeeded ?? false;
  if (askLetters.isAboutAsk(letter)) return at < letter.useBy;
  if (letter.kind === 'unlisted') return series?.unlisted ?? false;
  if (letter.kind === 'poster-wrong') return sheet !== null;
  if (letter.kind === 'papers-due') return at < letter.useBy;
  if (letter.kind === 'magazine') return magazine !== null && at < letter.useBy;
  if (letter.kind === 'rota-asked') return now.jobs.length > 0;
  if (!meetup || now.isOvertaken) return false;
  const isAhead = meetup.startsAt > at && meetup.cancelledAt === null;
  if (job) return jobStanding.isNeeded(letter.kind, job, isAhead);
  if (letter.kind === 'gaps-left' || letter.kind === 'lifts-changed') return isAhead;
  const isExpected = now.answer === 'coming' || now.answer === 'maybe';
  if (letter.kind === 'reminder')
    return isAhead && isExpected && now.place === 'in' && now.told !== 'cancellations';
  if (letter.kind === 'place-free') return isAhead && now.place === 'offered';
  if (letter.kind === 'hosting') return isAhead;
  if (letter.kind === 'help-ring') return meetup.endsAt > at;
  if (letter.kind === 'still-on') return isAhead && meetup.confirmedAt === null;
  // Hosts are told too, whether or not they said they were coming.
  if (now.answer === 'not-this-time' || meetup.endsAt <= at) return false;
  return letter.kind === 'cancelled' ? meetup.cancelledAt !== null : meetup.cancelledAt === null;
}

function render(one: Standing, links: Links, now: number): Wording {
  if (!isNeeded(one, now)) return null;
  const { letter, zone, meetup, wasLocal } = one;
  const starts = [
    ...(meetup ? [meetup.startsAt] : one.lift ? [one.lift.startsAt] : []),
    ...(wasLocal ? [instantOf(wasLocal, zone)] : []),
  ];
  const lasts = (meetup?.lengthMin ?? 0) * MINUTE;
  const waitUntil = waitsUntil({ kind: letter.kind, starts, lasts, zone }, now);
  return waitUntil === null ? word(matterOf(one, now), links, topicOf(letter)) : { waitUntil };
}

function matterOf(one: Standing, now: number): Matter {
  const { letter, firstName, hubName, zone, meetup, answer, wasLocal, offeredUntil, job, jobs } = one;
  const { call, lift } = one;
  return {
    call,
    lift,
    kind: letter.kind,
    firstName,
    hubName,
    title: titleOf(one),
    startsLocal:
      meetup?.startsLocal ?? lift?.startsLocal ?? (OF_A_DAY.includes(letter.kind) ? letter.occasion : ''),
    nowLocal: localOf(now, zone),
    where: meetup ? placeInWords(meetup.venue) : (one.sheet?.place ?? ''),
    hosts: meetup?.hosts.some(({ id }) => id === letter.person) ?? false,
    maybe: answer === 'maybe',
    wasLocal,
    because: meetup?.cancelledBecause ?? '',
    openUntilLocal: offeredUntil === null ? null : localOf(offeredUntil, zone),
    job,
    jobs,
  };
}

/** What a letter is about, by its name. */
export function titleOf({ meetup, series, sheet, magazine }: Standing): string {
  return meetup?.title ?? series?.title ?? sheet?.title ?? magazine ?? '';
}

function linksTo(origin: string, signingKey: string, { id }: Letter): Links {
  const letter = `${origin}/letters/${letters.token(signingKey, id)}`;
  return {
    letter,
    yes: `${letter}?say=yes`,
    cannot: `${letter}?say=cannot`,
    know: `${letter}?say=know`,
    stop: `${letter}/stop`,
  };
}

/** One for each meet-up and kind of letter: a newer message takes the place of an older one (RFC 8030, 5.4). */
function topicOf({ kind, subject }: Letter): string {
  return hash(`${kind} ${subject}`).slice(0, 32);
}
