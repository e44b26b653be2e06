import type {
  Held,
  RotaJob,
  RotaMeetup,
  RotaPerson,
  RotaProblem,
  RotaShift,
} from '#server/rotas/fill-problem.ts';

/** A number from 0 up to 1, the next one each time; the same seed gives the same numbers. Source: mulberry32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Size {
  people: number;
  jobs: number;
  meetups: number;
}

const NAMES = [
  'Ada',
  'Bert',
  'Cyd',
  'Dot',
  'Eve',
  'Fay',
  'Gus',
  'Hal',
  'Ivy',
  'Jo',
  'Kit',
  'Len',
  'Meg',
  'Ned',
];

/** A village's rota to fill, with every kind of rule and wish in it; weekly meet-ups from 5 January 2027. */
export function village({ people, jobs, meetups }: Size, seed: number): RotaProblem {
  const roll = dice(seed);
  const list = <Item>(count: number, make: (index: number) => Item) =>
    Array.from({ length: count }, (_, i) => make(i));
  const dates = list(meetups, dateOfWeek);
  const cards = list(jobs, (index) => jobCard(index, jobs, roll));
  const gatherings = list(meetups, (index) => ({ id: `m${index}`, date: dates[index]!, key: 'key' }));
  const shifts = gatherings.flatMap((meetup) => cards.map((job) => shiftOf(meetup, job, roll)));
  const share = shifts.reduce((sum, { must, want }) => sum + must + want, 0) / people;
  const crowd = list(people, (index) => neighbour(index, { cards, dates, share }, roll));
  const pair = (): [string, string] => [pick(crowd, roll).id, pick(crowd, roll).id];
  const problem: RotaProblem = {
    people: crowd,
    jobs: cards,
    meetups: gatherings,
    shifts,
    apart: list(Math.ceil(people / 8), pair).filter(([a, b]) => a !== b),
    together: list(Math.ceil(people / 15), pair).filter(([a, b]) => a !== b),
    gap: 1,
    last: shifts.filter(() => roll() < 0.5).map(({ id }) => ({ shift: id, person: pick(crowd, roll).id })),
  };
  return { ...problem, shifts: hold(problem, roll) };
}

function jobCard(index: number, jobs: number, roll: () => number): RotaJob {
  return {
    id: `j${index}`,
    name: `Job ${index}`,
    lifting: roll() < 0.2,
    learnerWelcome: roll() < 0.7,
    needs: roll() < 0.15 ? ['first aid'] : [],
    joins: index > 0 && roll() < 0.5 / jobs ? ['j0'] : [],
  };
}

function shiftOf(meetup: RotaMeetup, job: RotaJob, roll: () => number): RotaShift {
  const extra = roll();
  const [must, want] = extra < 0.08 ? [0, 1] : extra < 0.16 ? [1, 1] : extra < 0.2 ? [2, 0] : [1, 0];
  return { id: `${meetup.id}-${job.id}`, meetup: meetup.id, job: job.id, must, want, work: 1, held: [] };
}

interface Place {
  cards: RotaJob[];
  dates: string[];
  share: number;
}

function neighbour(index: number, { cards, dates, share }: Place, roll: () => number): RotaPerson {
  const some = (chance: number) => dates.filter(() => roll() < chance);
  const pledge = Math.max(1, Math.round(share * (0.5 + 1.2 * roll())));
  const until = () => (roll() < 0.15 ? pick(dates, roll) : null);
  return {
    id: `p${index}`,
    firstName: NAMES[index % NAMES.length]!,
    pledge,
    recent: roll() < 0.1 ? null : Math.round(pledge * (0.5 + roll())),
    limit: roll() < 0.25 ? pledge + 1 : null,
    gap: roll() < 0.1 ? 2 : null,
    lastTurn: roll() < 0.5 ? 1 + Math.floor(roll() * 4) : null,
    jobs: Object.fromEntries(
      cards.filter(() => roll() < 0.65).map(({ id }) => [id, { ...standing(roll), until: until() }]),
    ),
    checks: {
      ...(roll() < 0.4 ? { 'first aid': until() } : {}),
      ...(index < 2 || roll() < 0.25 ? { key: index < 2 ? null : until() } : {}),
    },
    away: some(0.12),
    maybe: some(0.08),
    noLifting: some(0.06),
    barred: {},
  };
}

function standing(roll: () => number) {
  const liking = Math.floor(roll() * 4) as 0 | 1 | 2 | 3;
  const chance = roll();
  return { standing: chance < 0.4 ? 'experienced' : chance < 0.8 ? 'able' : 'learning', liking } as const;
}

/** Holds one turn in twenty, each by somebody who has no other held turn and may do it by every rule. */
function hold(problem: RotaProblem, roll: () => number): RotaShift[] {
  const taken = new Set<string>();
  const busy = new Set<string>();
  return problem.shifts.map((shift) => {
    const { date } = problem.meetups.find(({ id }) => id === shift.meetup)!;
    if (roll() > 0.05 || busy.has(shift.meetup)) return shift;
    const able = problem.people.filter(
      (person) => mayHold(problem, shift, person, date) && !taken.has(person.id),
    );
    if (able.length === 0) return shift;
    const person = pick(able, roll).id;
    taken.add(person);
    busy.add(shift.meetup);
    const held: Held = { person, how: roll() < 0.5 ? 'locked' : 'accepted' };
    return { ...shift, held: [held] };
  });
}

function mayHold({ jobs }: RotaProblem, shift: RotaShift, person: RotaPerson, date: string): boolean {
  const known = person.jobs[shift.job];
  const job = jobs.find(({ id }) => id === shift.job)!;
  const plain =
    known?.until === null && known.standing !== 'learning' && job.needs.length === 0 && !job.lifting;
  const free = !person.away.includes(date) && person.lastTurn === null;
  return plain && free && person.checks.key === null;
}

function dateOfWeek(week: number): string {
  return new Date(Date.UTC(2027, 0, 5 + 7 * week)).toISOString().slice(0, 10);
}

function pick<Item>(items: Item[], roll: () => number): Item {
  return items[Math.floor(roll() * items.length)]!;
}
