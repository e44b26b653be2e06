import type { Cell, RotaPerson, RotaProblem, RotaShift } from '#server/rotas/fill-problem.ts';

/**
 * Every hard rule that a filled rota breaks, in words. Written from the rules alone: it shares no code, and no way
 * of working, with what fills rotas. What is held is taken as it is; it breaks nothing by itself in the benches.
 */
export function breaches(problem: RotaProblem, cells: Cell[]): string[] {
  const turns = cells.flatMap(({ shift, person }) =>
    person === null ? [] : [toTurn(problem, shift, person)],
  );
  return [
    ...problem.shifts.flatMap((shift) => shiftBreaches(problem, shift, cells, turns)),
    ...turns.flatMap((turn) => turnBreaches(problem, turn)),
    ...problem.people.flatMap((person) => personBreaches(problem, person, turns)),
    ...problem.meetups.flatMap((meetup) => meetupBreaches(problem, meetup.id, turns)),
  ];
}

/** How much is filled: 200 for each place that must be, 100 for each that is nice to. */
export function filledIn(cells: Cell[]): number {
  let sum = 0;
  for (const { person, must } of cells) sum += person === null ? 0 : must ? 200 : 100;
  return sum;
}

/** Somebody in a shift. */
export interface Turn {
  shift: RotaShift;
  person: RotaPerson;
  date: string;
  /** Which meet-up, counted by date. */
  index: number;
}

export function toTurn(problem: RotaProblem, shiftId: string, personId: string): Turn {
  const shift = problem.shifts.find(({ id }) => id === shiftId)!;
  const person = problem.people.find(({ id }) => id === personId)!;
  const meetup = problem.meetups.find(({ id }) => id === shift.meetup)!;
  const earlier = problem.meetups.filter(
    (one) => one.date < meetup.date || (one.date === meetup.date && one.id < meetup.id),
  );
  return { shift, person, date: meetup.date, index: earlier.length };
}

function shiftBreaches(problem: RotaProblem, shift: RotaShift, cells: Cell[], turns: Turn[]): string[] {
  const own = cells.filter((cell) => cell.shift === shift.id);
  const here = turns.filter((turn) => turn.shift === shift).map(({ person }) => person);
  const broken: string[] = [];
  if (own.length !== shift.must + shift.want) broken.push(`${shift.id} has not its number of places`);
  if (own.filter(({ must }) => must).length !== shift.must) broken.push(`${shift.id} has other musts`);
  if (new Set(here).size !== here.length) broken.push(`${shift.id} has somebody twice`);
  for (const { person } of shift.held) {
    if (!here.some(({ id }) => id === person)) broken.push(`${shift.id} lost ${person}, who was held`);
  }
  const kinds = here.map(({ jobs }) => jobs[shift.job]?.standing);
  if (kinds.includes('learning') && !kinds.includes('experienced'))
    broken.push(`a learner alone in ${shift.id}`);
  return broken;
}

export function turnBreaches(problem: RotaProblem, { shift, person, date, index }: Turn): string[] {
  const job = problem.jobs.find(({ id }) => id === shift.job)!;
  const standing = person.jobs[job.id];
  const isOver = (until: string | null | undefined) =>
    until === undefined || (until !== null && date > until);
  const broken: string[] = [];
  const say = (what: string) => broken.push(`${person.id} in ${shift.id}: ${what}`);
  if (isOver(standing?.until)) say('not shown how, or too long ago');
  if (standing?.standing === 'learning' && !job.learnerWelcome) say('no learners there');
  for (const need of job.needs) if (isOver(person.checks[need])) say(`without ${need}`);
  if (person.away.includes(date)) say('away');
  if (shift.id in person.barred) say('said no, or has no place');
  if (job.lifting && person.noLifting.includes(date)) say('cannot lift');
  if (person.pledge === 0) say('pledged nothing');
  const gap = person.gap ?? problem.gap;
  if (person.lastTurn !== null && index + person.lastTurn <= gap) say('too soon after the last rota');
  return broken;
}

export function personBreaches(problem: RotaProblem, person: RotaPerson, turns: Turn[]): string[] {
  const own = turns.filter((turn) => turn.person === person);
  const gap = person.gap ?? problem.gap;
  const broken: string[] = [];
  own.forEach((one, i) =>
    own.slice(i + 1).forEach((other) => {
      const apart = Math.abs(one.index - other.index);
      if (apart > 0 && apart <= gap) broken.push(`${person.id} at meet-ups ${one.index} and ${other.index}`);
      if (apart === 0 && !join(problem, one.shift.job, other.shift.job)) {
        broken.push(`${person.id} in two places, ${one.shift.id} and ${other.shift.id}`);
      }
    }),
  );
  const work = own.reduce((sum, { shift }) => sum + shift.work, 0);
  if (person.limit !== null && work > person.limit) broken.push(`${person.id} over the limit`);
  return broken;
}

function join(problem: RotaProblem, one: string, other: string): boolean {
  return problem.jobs.some(
    ({ id, joins }) => (id === one && joins.includes(other)) || (id === other && joins.includes(one)),
  );
}

function meetupBreaches(problem: RotaProblem, meetup: string, turns: Turn[]): string[] {
  const here = turns.filter(({ shift }) => shift.meetup === meetup);
  const ids = here.map(({ person }) => person.id);
  const broken = problem.apart
    .filter(([one, other]) => ids.includes(one) && ids.includes(other))
    .map(([one, other]) => `${one} and ${other} both at ${meetup}`);
  const { key } = problem.meetups.find(({ id }) => id === meetup)!;
  if (key === null || here.length === 0) return broken;
  return here.some((turn) => opens(turn, key)) ? broken : [...broken, `nobody with the key at ${meetup}`];
}

/** True when whoever is in this turn holds the key on that date. */
export function opens({ person, date }: Turn, key: string): boolean {
  const until = person.checks[key];
  return until === null || (until !== undefined && until >= date);
}
