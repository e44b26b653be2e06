import type { RotaJob, RotaMeetup, RotaPerson, RotaProblem, RotaShift } from './fill-problem.ts';

/** Why somebody can have no part in a shift, whatever else is on the rota. */
export type Bar =
  | 'pledged nothing'
  | 'not able'
  /** They lack the key or the certificate that it needs. */
  | 'no check'
  | 'away'
  | 'no lifting'
  | 'over limit'
  | 'too soon'
  | RotaPerson['barred'][string];

/** A problem with everything looked up: people, shifts and meet-ups by number, meet-ups by date. */
export interface Frame {
  problem: RotaProblem;
  people: RotaPerson[];
  meetups: RotaMeetup[];
  shifts: RotaShift[];
  /** By shift. */
  jobOf: RotaJob[];
  meetupOf: number[];
  capacity: number[];
  candidates: number[][];
  /** By meet-up. */
  shiftsAt: number[][];
  /** By person: the pairs they are in. */
  apartFrom: number[][];
  gap: number[];
  limit: number[];
  /** How many meet-ups in a row hold at most one turn, if turns are spread out. */
  window: number[];
  holdsKey: boolean[][];
  together: [number, number][];
  likesWith: number[][];
  /** What is held: learners by shift, people by meet-up. */
  heldLearners: number[];
  heldCrowd: number[];
  /** By shift: those at the same meet-up that one person can do as well. */
  joins: Set<number>[];
  /** By person, then shift. */
  bar: (Bar | null)[][];
  held: boolean[][];
  wasOn: boolean[][];
  liking: number[][];
  standing: ('experienced' | 'able' | 'learning' | null)[][];
  /** All work is a multiple of this. */
  step: number;
  /** Units of work. */
  recent: number[];
  /** By person, then work in steps: thousandths of their part in the unfairness. */
  unfair: number[][];
}

const QUARTER = 0.25;
const THOUSAND = 1000;
const MAYBE = 2;
const WIDEST = 5;

/** Looks everything up once. Refuses, by throwing, a problem that names what it does not hold. */
export function frame(problem: RotaProblem): Frame {
  const { people } = problem;
  const meetups = [...problem.meetups].sort((a, b) => compare(a.date, b.date) || compare(a.id, b.id));
  const number = numbering(people, 'person');
  const meetupNumber = numbering(meetups, 'meet-up');
  const job = new Map(problem.jobs.map((one) => [one.id, one]));
  const shifts = [...problem.shifts].sort(
    (a, b) => meetupNumber(a.meetup) - meetupNumber(b.meetup) || compare(a.id, b.id),
  );
  const shiftNumber = numbering(shifts, 'shift');
  const jobOf = shifts.map((shift) => job.get(shift.job) ?? missing('job', shift.job));
  const meetupOf = shifts.map((shift) => meetupNumber(shift.meetup));
  const held = grid(people, shifts);
  shifts.forEach((shift, s) => shift.held.forEach(({ person }) => (held[number(person)]![s] = true)));
  const wasOn = grid(people, shifts);
  const known = new Set(shifts.map(({ id }) => id));
  const here = new Set(people.map(({ id }) => id));
  for (const { shift, person } of problem.last) {
    if (known.has(shift) && here.has(person)) wasOn[number(person)]![shiftNumber(shift)] = true;
  }
  const gap = people.map((person) => person.gap ?? problem.gap);
  const base = { problem, people, meetups, shifts, jobOf, meetupOf, held, wasOn, gap };
  const bar = people.map((_, p) => shifts.map((_, s) => barOf(base, p, s)));
  const step = shifts.map(({ work }) => work).reduce(divisor, 0) || 1;
  const recent = recents(people);
  return {
    ...base,
    capacity: shifts.map((shift) => Math.max(shift.must + shift.want, shift.held.length)),
    candidates: shifts.map((_, s) =>
      people.flatMap((_, p) => (bar[p]![s] === null || held[p]![s] ? [p] : [])),
    ),
    shiftsAt: meetups.map((_, w) => shifts.flatMap((_, s) => (meetupOf[s] === w ? [s] : []))),
    apartFrom: neighbours(people, pairs(problem.apart, number)),
    together: pairs(problem.together, number),
    likesWith: neighbours(people, pairs(problem.together, number)),
    heldLearners: shifts.map(
      ({ held }, s) =>
        held.filter(({ person }) => people[number(person)]!.jobs[jobOf[s]!.id]?.standing === 'learning')
          .length,
    ),
    heldCrowd: meetups.map((_, w) =>
      shifts.reduce((sum, shift, s) => sum + (meetupOf[s] === w ? shift.held.length : 0), 0),
    ),
    joins: shifts.map(
      (_, s) => new Set(shifts.flatMap((_, other) => (joinable(base, s, other) ? [other] : []))),
    ),
    limit: people.map((person) => person.limit ?? Infinity),
    window: people.map((person, p) => windowOf(person, gap[p]!, meetups.length, step)),
    holdsKey: people.map((person) =>
      meetups.map(({ key, date }) => key !== null && holds(person, key, date)),
    ),
    bar,
    liking: people.map((person) => shifts.map((_, s) => wishOf(person, jobOf[s]!, meetups[meetupOf[s]!]!))),
    standing: people.map((person) => jobOf.map(({ id }) => person.jobs[id]?.standing ?? null)),
    step,
    recent,
    unfair: people.map((person, p) => unfairness(person, recent[p]!, step, mostWork(base, p))),
  };
}

/** What someone's part in the unfairness is, in thousandths. Source: the facts on rotas, part A, (2) fairness. */
function unfairness({ pledge }: RotaPerson, recent: number, step: number, most: number): number[] {
  const steps = Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
  if (pledge <= 0) return steps.map(() => 0);
  return steps.map((work) => Math.round((THOUSAND * (work + QUARTER * recent - pledge) ** 2) / pledge));
}

/** A newcomer has done, of what they pledge, the share that the others have done of theirs. */
function recents(people: RotaPerson[]): number[] {
  const others = people.filter(({ recent, pledge }) => recent !== null && pledge > 0);
  const pledged = others.reduce((sum, { pledge }) => sum + pledge, 0);
  const done = others.reduce((sum, { recent }) => sum + recent!, 0);
  return people.map(({ recent, pledge }) => recent ?? (pledged > 0 ? (done / pledged) * pledge : 0));
}

type Base = Pick<
  Frame,
  'problem' | 'people' | 'meetups' | 'shifts' | 'jobOf' | 'meetupOf' | 'held' | 'wasOn' | 'gap'
>;

function barOf({ people, meetups, shifts, jobOf, meetupOf, gap }: Base, p: number, s: number): Bar | null {
  const person = people[p]!;
  const job = jobOf[s]!;
  const { date } = meetups[meetupOf[s]!]!;
  const standing = person.jobs[job.id];
  const barred = person.barred[shifts[s]!.id];
  if (!standing && barred === 'rather not') return barred;
  if (!standing || (standing.until !== null && standing.until < date)) return 'not able';
  if (standing.standing === 'learning' && !job.learnerWelcome) return 'not able';
  if (!job.needs.every((need) => holds(person, need, date))) return 'no check';
  if (person.pledge <= 0) return 'pledged nothing';
  if (person.away.includes(date)) return 'away';
  if (barred) return barred;
  if (job.lifting && person.noLifting.includes(date)) return 'no lifting';
  if (person.limit !== null && shifts[s]!.work > person.limit) return 'over limit';
  return person.lastTurn !== null && meetupOf[s]! + person.lastTurn <= gap[p]! ? 'too soon' : null;
}

/** True when nothing is needed, or the person has it on that date. */
function holds(person: RotaPerson, need: string | null, date: string): boolean {
  if (need === null) return true;
  const until = person.checks[need];
  return until === null || (until !== undefined && until >= date);
}

function wishOf(person: RotaPerson, job: RotaJob, meetup: RotaMeetup): number {
  return (person.jobs[job.id]?.liking ?? 0) - (person.maybe.includes(meetup.date) ? MAYBE : 0);
}

/** Half of the even distance between the turns pledged, so that it can be kept; never under the hard gap. */
function windowOf({ pledge }: RotaPerson, gap: number, meetups: number, step: number): number {
  const even = pledge > 0 ? (meetups * step) / pledge : 0;
  return Math.max(gap + 1, Math.min(WIDEST, Math.floor(even / 2) + 1));
}

/** More than somebody can be given, in units of work: what is held, and at each meet-up the largest turn, or all that join. */
function mostWork({ meetups, meetupOf, shifts, jobOf, held }: Base, p: number): number {
  const most = meetups.map(() => 0);
  const joins = jobOf.some((job) => job.joins.length > 0);
  shifts.forEach(({ work }, s) => {
    const w = meetupOf[s]!;
    most[w] = joins || held[p]![s] ? most[w]! + work : Math.max(most[w]!, work);
  });
  return most.reduce((sum, work) => sum + work, 0);
}

function joinable({ jobOf, meetupOf }: Base, s: number, other: number): boolean {
  const [one, two] = [jobOf[s]!, jobOf[other]!];
  const together = one.joins.includes(two.id) || two.joins.includes(one.id);
  return s !== other && meetupOf[s] === meetupOf[other] && together;
}

/** Each pair once, the lower number first. */
function pairs(named: [string, string][], number: (id: string) => number): [number, number][] {
  const found = new Map<string, [number, number]>();
  for (const [one, other] of named) {
    const [low, high] = [Math.min(number(one), number(other)), Math.max(number(one), number(other))];
    if (low < high) found.set(`${low} ${high}`, [low, high]);
  }
  return [...found.values()];
}

function neighbours(people: unknown[], known: [number, number][]): number[][] {
  return people.map((_, p) =>
    known.flatMap(([one, other]) => (one === p ? [other] : other === p ? [one] : [])),
  );
}

function numbering(things: { id: string }[], noun: string): (id: string) => number {
  const numbers = new Map(things.map(({ id }, index) => [id, index]));
  return (id) => numbers.get(id) ?? missing(noun, id);
}

function missing(noun: string, id: string): never {
  throw new Error(`the rota names a ${noun} that it does not hold: ${id}`);
}

function grid(people: unknown[], shifts: unknown[]): boolean[][] {
  return people.map(() => shifts.map(() => false));
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
