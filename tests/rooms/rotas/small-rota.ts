import type { JobStanding, RotaPerson, RotaProblem } from '#server/rotas/fill-problem.ts';

export const weeks = ['2027-01-05', '2027-01-12', '2027-01-19', '2027-01-26'];

/** Somebody who can do the kettle, is always free and pledged two turns. */
export function person(id: string, about: Partial<RotaPerson> = {}): RotaPerson {
  return {
    id,
    firstName: id,
    pledge: 2,
    recent: 0,
    limit: null,
    gap: null,
    lastTurn: null,
    jobs: { kettle: standing() },
    checks: {},
    away: [],
    maybe: [],
    noLifting: [],
    barred: {},
    ...about,
  };
}

export function standing(about: Partial<JobStanding> = {}): JobStanding {
  return { standing: 'able', until: null, liking: 1, ...about };
}

/** The kettle at so many weekly meet-ups, one place each, no key and no gap. */
export function kettle(people: RotaPerson[], meetups = 1, about: Partial<RotaProblem> = {}): RotaProblem {
  const dates = weeks.slice(0, meetups);
  return {
    people,
    jobs: [{ id: 'kettle', name: 'Kettle', lifting: false, learnerWelcome: true, needs: [], joins: [] }],
    meetups: dates.map((date, index) => ({ id: `m${index}`, date, key: null })),
    shifts: dates.map((_, index) => ({
      id: `s${index}`,
      meetup: `m${index}`,
      job: 'kettle',
      must: 1,
      want: 0,
      work: 1,
      held: [],
    })),
    apart: [],
    together: [],
    gap: 0,
    last: [],
    ...about,
  };
}
