import { LEVELS, type Level } from '#lib/voice-words.ts';

/**
 * Whose eyes look at a hub's views and topics. What they may read follows from this and from the level that each
 * author chose; no query of this room reads for others without it.
 */
export interface Eyes {
  /** Who is signed in; null for a stranger. */
  person: string | null;
  isHost: boolean;
}

/** The eyes of a stranger. */
export const ANYBODY: Eyes = { person: null, isHost: false };

/** The levels as the tables hold them. */
export function rankOf(level: Level): number {
  return LEVELS.indexOf(level);
}

export function levelOf(rank: number): Level {
  return LEVELS[rank]!;
}

/** The eyes as parameters of a query that holds one of the conditions below. */
export function argsOf({ person, isHost }: Eyes): { person: string | null; isHost: number } {
  return { person, isHost: Number(isHost) };
}

/**
 * Whether these eyes may read a row of `views` or `voices`: everybody's is anybody's; one's own is one's own; hosts
 * read from 'host' on; and whoever comes to the meet-up it was said for, from 'meetup' on.
 */
function mayRead(row: 'views' | 'voices'): string {
  return `(
    ${row}.level = 4
    OR ${row}.person_id = :person
    OR (:isHost = 1 AND ${row}.level >= 1)
    OR (${row}.level >= 2 AND ${row}.meetup_id IS NOT NULL AND EXISTS (
      SELECT 1
      FROM rsvps
      WHERE rsvps.meetup_id = ${row}.meetup_id AND rsvps.person_id = :person
        AND rsvps.answer = 'coming' AND rsvps.place = 'in')))`;
}

/** For a query over `views`; what is withdrawn or put aside is its author's alone. */
export const MAY_READ_VIEW = `${mayRead('views')} AND views.withdrawn_at IS NULL AND views.aside_at IS NULL`;

/** For a query over `topics`: a topic is read by whoever may read one of the voices behind it. */
export const MAY_READ_TOPIC = `EXISTS (
  SELECT 1
  FROM voices
  WHERE voices.topic_id = topics.id AND ${mayRead('voices')})`;

/** The same for what everybody may read, which needs no parameters. */
export const IS_PUBLIC = `EXISTS (SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.level = 4)`;
