import { error, type RequestEvent } from '@sveltejs/kit';
import type { CellState } from '#lib/rota-words.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
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
  const columns = [...new Map(all.map(({ job }) => [job.id, job.name])).entries()].map(([id, name]) => ({
    id,
    name,
  }));
  const dates = [...new Map(all.map(({ meetup }) => [meetup.id, meetup])).values()];
  const byKey = new Map(all.map((shift) => [keyOf(shift), shift]));
  return {
    jobs: columns,
    rows: dates.map((meetup) => ({
      meetup: datedOf(meetup),
      cells: columns.map(({ id }) => {
        const shift = byKey.get(`${meetup.id}/${id}`);
        return shift ? stateOf(shift, now) : null;
      }),
    })),
  };
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
  const rank = (shift: Shift) => (keyOf(shift) === at ? 2 : isNeeded(shift, now) ? 1 : 0);
  const sorted = [...open].sort((a, b) => rank(b) - rank(a));
  return sorted.slice(0, all ? sorted.length : AT_FIRST).map((shift) => openOf(shift, now));
}

function isNeeded(shift: Shift, now: number): boolean {
  return shifts.heldPlaces(shift, now) < shift.fewest;
}

/** What anybody may know of a shift that still has a place. */
export function openOf(shift: Shift, now: number) {
  const { job, meetup, fewest, most } = shift;
  return {
    key: keyOf(shift),
    job: { id: job.id, name: job.name, words: job.words, minutes: job.minutes, forHost: job.forHost },
    meetup: datedOf(meetup),
    needed: Math.max(0, fewest - shifts.heldPlaces(shift, now)),
    places: Math.max(0, most - shifts.heldPlaces(shift, now)),
    needs: { shownHow: job.shownHow, keyHolder: job.keyHolder, firstAid: job.firstAid },
    learnerWelcome: job.learnerWelcome,
  };
}
