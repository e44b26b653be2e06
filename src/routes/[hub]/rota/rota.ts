import { error, type RequestEvent } from '@sveltejs/kit';
import type { CellState } from '#lib/rota-words.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as jobs from '#server/rotas/jobs.ts';
import type { Promised } from '#server/rotas/promised.ts';
import * as shifts from '#server/rotas/shifts.ts';
import type { Shift } from '#server/rotas/shifts.ts';

const WEEKS = 12 * 7 * 86_400;
const MOST = 60;

/** The shifts of the next twelve weeks, of dates that are on. */
export async function ahead({ locals }: Pick<RequestEvent, 'locals'>, hub: string): Promise<Shift[]> {
  const { house, now } = locals;
  const dates = await meetups.upcoming(house.db, hub, now, { to: now + WEEKS, limit: MOST });
  return shifts.ofMeetups(
    house.db,
    dates.filter(({ cancelledAt }) => cancelledAt === null),
  );
}

/** The shift that a form names, through its hub; what is not there is not found. */
export async function requireShift(
  { locals }: Pick<RequestEvent, 'locals'>,
  hub: string,
  named: { meetup: string; job: string },
): Promise<Shift> {
  const meetup = await meetups.find(locals.house.db, hub, named.meetup, locals.now);
  const shift = meetup && (await shifts.find(locals.house.db, meetup, named.job));
  return shift ?? error(404, 'There is nothing here');
}

/** The picture: one row a date, one column a job, and how each stands. Nobody's name is in it. */
export function pictureOf(all: Shift[], now: number) {
  const names = new Map<string, string>();
  const dates = new Map<Meetup, Map<string, CellState>>();
  for (const shift of all) {
    const { meetup, job } = shift;
    names.set(job.id, job.name);
    if (!dates.has(meetup)) dates.set(meetup, new Map());
    dates.get(meetup)!.set(job.id, stateOf(shift, now));
  }
  const jobs = [...names].map(([id, name]) => ({ id, name }));
  const rows = [...dates].map(([meetup, states]) => ({
    meetup: datedOf(meetup),
    cells: jobs.map(({ id }) => states.get(id) ?? null),
  }));
  return { jobs, rows };
}

/** The shifts with a place that somebody could still take; anybody's own and help for them as a host are not among them. */
export function openFor(
  all: Shift[],
  { person, mine }: { person: string | null; mine: Promised[] },
  now: number,
): Shift[] {
  const own = new Set(mine.map(({ shift }) => shift));
  return all.filter(
    (shift) =>
      shifts.heldPlaces(shift, now) < shift.most &&
      !own.has(shift.id ?? '') &&
      (person === null || !jobs.isHelpFor(shift.job, shift.meetup, person)),
  );
}

/** How an address names a job at one meet-up. */
export function keyOf({ meetup, job }: Shift): string {
  return `${meetup.id}/${job.id}`;
}

export function datedOf({ id, title, startsLocal }: Meetup) {
  return { id, title, startsLocal };
}

/** One place of a shift that is still empty counts more than all that are filled. */
export function stateOf(shift: Shift, now: number): CellState {
  if (shifts.gapOf(shift) === 0) return 'filled';
  const asked = shift.turns.filter(({ standing }) => standing === 'asked');
  if (shift.turns.some(({ wantsCover }) => wantsCover)) return 'asked';
  if (asked.some((turn) => shifts.isFresh(turn, now))) return 'asked';
  return asked.length > 0 ? 'amber' : 'empty';
}

/** So many open jobs stand on the page at first, what is needed soonest before the rest; a long list tires. */
const AT_FIRST = 5;

/** The open jobs to show: the first few, or all of them. What a code on paper led to comes before them. */
export function shownOf(open: Shift[], at: string | null, { all }: { all: boolean }, now: number) {
  const led = at === null ? [] : open.filter((shift) => keyOf(shift) === at);
  const others = open.filter((shift) => !led.includes(shift));
  const sorted = [...led, ...others.filter(isNeeded), ...others.filter((shift) => !isNeeded(shift))];
  return sorted.slice(0, all ? sorted.length : AT_FIRST).map((shift) => openOf(shift, now));

  function isNeeded(shift: Shift): boolean {
    return shifts.heldPlaces(shift, now) < shift.fewest;
  }
}

/** What anybody may know of a shift that still has a place. */
export function openOf(shift: Shift, now: number) {
  const { job, meetup, fewest } = shift;
  return {
    key: keyOf(shift),
    job: { id: job.id, name: job.name, words: job.words, minutes: job.minutes, forHost: job.forHost },
    meetup: datedOf(meetup),
    needed: Math.max(0, fewest - shifts.heldPlaces(shift, now)),
    needs: {
      shownHow: job.shownHow,
      keyHolder: job.keyHolder,
      firstAid: job.firstAid,
      lifting: job.lifting,
    },
    learnerWelcome: job.learnerWelcome,
  };
}
