import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as directory from '#server/people/directory.ts';
import * as checks from '#server/rotas/checks.ts';
import * as fitting from '#server/rotas/fitting.ts';
import * as gaps from '#server/rotas/gaps.ts';
import * as making from '#server/rotas/making.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../../../door.ts';
import { requireMeetup } from '../../../../meetup.ts';

const MOST_TO_RING = 6;

export async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'plan-rota', hub.slug);
  return { hub, by: viewer.id, meetup: await requireMeetup(event) };
}

export async function requireShift(event: RequestEvent, meetup: Meetup, job: string): Promise<Shift> {
  return (await shifts.find(event.locals.house.db, meetup, job)) ?? error(404, 'There is nothing here');
}

/** The jobs of one date as its host sees them: who does what, what is empty, and whom to ring. */
export async function read({ locals }: RequestEvent, meetup: Meetup) {
  const { house, now } = locals;
  const all = await shifts.ofMeetups(house.db, [meetup]);
  const people = await directory.list(house.db, meetup.hub);
  const telephones = new Map(people.map(({ id, telephone }) => [id, telephone]));
  const given = new Set(all.map(({ job }) => job.id));
  const cards = await jobs.ofHub(house.db, meetup.hub);
  return {
    today: localOf(now, meetup.zone).slice(0, 10),
    meetup: {
      id: meetup.id,
      series: meetup.seriesId,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      repeats: meetup.repeats,
      isAhead: meetup.startsAt > now && meetup.cancelledAt === null,
    },
    isWorthMakingSmaller: gaps.isWorthMakingSmaller(all, now),
    shifts: await Promise.all(all.map((shift) => lineOf(shift, telephones, locals))),
    people: people.map(({ id, firstName }) => ({ id, firstName })),
    others: cards
      .filter(({ id, closedAt }) => closedAt === null && !given.has(id))
      .map(({ id, name }) => ({ id, name })),
  };
}

async function lineOf(shift: Shift, telephones: Map<string, string | null>, { house, now }: App.Locals) {
  const gap = shifts.gapOf(shift);
  const toRing =
    gap > 0 && shift.meetup.startsAt > now
      ? await fitting.forShift(house.db, shift, now, { rung: true })
      : [];
  const [out] = shift.turns.filter(({ standing, wantsCover }) => standing === 'taken' && wantsCover);
  const asks = out && shift.meetup.startsAt > now ? await making.mend(house.db, shift, out.person, now) : [];
  return {
    mend: asks.map(({ firstName, from, to }) => ({
      firstName,
      from: from && { job: from.job.name, startsLocal: from.meetup.startsLocal },
      to: { job: to.job.name, startsLocal: to.meetup.startsLocal },
    })),
    job: {
      id: shift.job.id,
      name: shift.job.name,
      must: shift.job.must,
      learnerWelcome: shift.job.learnerWelcome,
    },
    fewest: shift.fewest,
    most: shift.most,
    gap,
    learnersAlone: await checks.learnersAlone(house.db, shift),
    turns: shift.turns
      .filter(({ standing }) => standing !== 'stepped-back')
      .map((turn) => ({
        ...turn,
        isSilent: turn.standing === 'asked' && !shifts.isFresh(turn, now),
        telephone: telephones.get(turn.person) ?? null,
      })),
    toRing: toRing
      .slice(0, MOST_TO_RING)
      .map(({ person, firstName, telephone }) => ({ person, firstName, telephone })),
  };
}

export function back({ hub, id }: Meetup, outcome: string, job = ''): never {
  redirect(303, `/${hub}/desk/meetups/${id}/jobs?done=${outcome}${job ? `&job=${job}` : ''}#said`);
}
