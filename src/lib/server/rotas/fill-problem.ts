/**
 * A rota to fill, as plain data: who may do what, when, and what was promised. Dates are local 'YYYY-MM-DD'.
 * Work is counted in one unit throughout, turns or minutes; whole numbers.
 */
export interface RotaProblem {
  people: RotaPerson[];
  jobs: RotaJob[];
  /** In any order; they are taken in the order of their dates. */
  meetups: RotaMeetup[];
  shifts: RotaShift[];
  /** Pairs who are never at the same meet-up. */
  apart: [string, string][];
  /** Pairs who both like to be on together. */
  together: [string, string][];
  /** Meet-ups that must lie between two turns of a person: 1 is "not two running". */
  gap: number;
  /** Who was where in the last draft: what stays the same need not be told again. */
  last: { shift: string; person: string }[];
}

export interface RotaPerson {
  id: string;
  firstName: string;
  /** Work pledged for this period; 0 is nobody to ask. */
  pledge: number;
  /** Work done in the period before; null for a newcomer, who starts level with the others. */
  recent: number | null;
  /** Most work in this period; null for no limit of their own. */
  limit: number | null;
  /** As `gap` of the problem, where theirs is wider or narrower. */
  gap: number | null;
  /** How many meet-ups before the first of this rota their last turn was: 1 is the very last. Null for long ago. */
  lastTurn: number | null;
  /** By job. A job that is missing is one they do not do. */
  jobs: Record<string, JobStanding>;
  /** By need, as in 'first aid' or a venue's key: the last date it is checked for; null for always. */
  checks: Record<string, string | null>;
  away: string[];
  /** Dates on which they may come. */
  maybe: string[];
  /** Dates on which they can chat but not lift. */
  noLifting: string[];
  /** By shift: why they are not to be given it, though they could do the job. */
  barred: Record<string, 'rather not' | 'is helped' | 'said no' | 'not coming' | 'no room'>;
}

export interface JobStanding {
  /** 'learning': only beside somebody experienced. 'able': by themselves, but teaching nobody. */
  standing: 'experienced' | 'able' | 'learning';
  /** The last date it is checked for; null for always. */
  until: string | null;
  liking: 0 | 1 | 2 | 3;
}

export interface RotaJob {
  id: string;
  name: string;
  lifting: boolean;
  learnerWelcome: boolean;
  /** What whoever does it needs besides having been shown how, as in `checks`. */
  needs: string[];
  /** Jobs that one person can do at the same meet-up as this one. */
  joins: string[];
}

export interface RotaMeetup {
  id: string;
  date: string;
  /** What opens the venue, as in `checks`: somebody on the rota has to hold it. Null where nothing is locked. */
  key: string | null;
}

/** A job at one meet-up: at most one a meet-up of each job. */
export interface RotaShift {
  id: string;
  meetup: string;
  job: string;
  /** Places that must be filled, and more that are nice to fill. */
  must: number;
  want: number;
  /** What a turn at it counts, at least 1. */
  work: number;
  held: Held[];
}

/** Somebody who stays where they are: locked by the host, or said yes. */
export interface Held {
  person: string;
  how: 'locked' | 'accepted';
}

/** One place in a shift. */
export interface Cell {
  shift: string;
  /** From 0; those that must be filled come first. */
  place: number;
  must: boolean;
  person: string | null;
  held: Held['how'] | null;
}

/** What is made small, in strict order of importance; `wishes` is made large. */
export interface Score {
  /** Rules that what is held breaks and that nobody can mend. */
  broken: number;
  /** 200 for each empty place that must be filled, 100 for each that is nice to fill. */
  unfilled: number;
  /** Thousandths of the sum of (work + a quarter of recent work − pledge)² / pledge. */
  unfair: number;
  wishes: number;
  close: number;
  changed: number;
}

/** One person's bar: what they are given against what they pledged, in units of work. */
export interface Share {
  person: string;
  given: number;
  recent: number;
  pledge: number;
}

export interface Rota {
  cells: Cell[];
  score: Score;
  shares: Share[];
  /** The most that anybody is given above or below their pledge, in units of work. */
  largestGap: number;
  clashes: Clash[];
}

/** Something held that breaks a rule. It stays, and the host is told. */
export interface Clash {
  because:
    | 'not able'
    | 'away'
    | 'no lifting'
    | 'no check'
    | 'rather not'
    | 'is helped'
    | 'said no'
    | 'not coming'
    | 'no room'
    | 'two jobs'
    | 'too soon'
    | 'over limit'
    | 'pledged nothing'
    | 'apart'
    | 'too many'
    | 'learner alone'
    | 'no key';
  /** The meet-up it is about. */
  meetup: string;
  shift: string | null;
  person: string | null;
  other: string | null;
}
