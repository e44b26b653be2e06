import { error, type RequestEvent } from '@sveltejs/kit';
import { dayOf } from '#server/meetups/days.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callGaps from '#server/rotas/call-gaps.ts';
import * as callViews from '#server/rotas/call-views.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as directory from '#server/people/directory.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../door.ts';

type Event = Pick<RequestEvent, 'locals' | 'params' | 'url'>;

/** The hub, for those who look after its weekly calls. */
export async function requireDesk(event: Event) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'keep-calls', hub.slug).id };
}

/** The weekly call of this address, and who asks for it. */
export async function requireWish(event: Event) {
  const { hub, by } = await requireDesk(event);
  const id = (event.params as { id?: string }).id ?? '';
  const wish = await callWishes.find(event.locals.house.db, hub.slug, id);
  return { hub, by, wish: wish ?? error(404, 'There is nothing here') };
}

/** Every weekly call of a hub with all that a host has to know. */
export async function arrangementsOf({ locals: { house, now } }: Event, hub: { slug: string; zone: string }) {
  const wishes = await callWishes.ofHub(house.db, hub.slug);
  return callBoard.gather(house.db, wishes, dayOf(localOf(now, hub.zone)));
}

/** A weekly call as the desk shows it; times on the wall clock of the hub. */
export function shown(one: callBoard.Arrangement, now: number) {
  const { id, zone, weekday, part, person, contact, backOn, lookedAfterBy, calls } = one;
  const pairs = [one.caller, one.standIn, one.visitor].filter((pair) => pair !== null);
  return {
    ...{ id, weekday, part, contact, backOn },
    firstName: person.firstName,
    telephone: person.telephone,
    host: lookedAfterBy?.firstName ?? null,
    gaps: callGaps.of(one, now),
    pairs: pairs.map(({ id, place, person, askedAt, yesAt, yesBy }) => ({
      ...{ id, place, yesBy },
      firstName: person.firstName,
      asked: localOf(askedAt, zone),
      agreed: yesAt !== null,
    })),
    calls: calls.map((call) => ({
      ...{ id: call.id, onDay: call.onDay, standing: call.standing, knownHow: call.knownHow },
      knownBy: call.knownBy?.firstName ?? null,
      known: call.knownAt === null ? null : localOf(call.knownAt, zone),
      tried: callViews.triedIn(call, zone, true),
      now: openIn(call),
    })),
  };
}

/** Anybody of the hub, to choose from. */
export async function peopleOf({ locals }: Event, hub: string) {
  const people = await directory.list(locals.house.db, hub);
  return people.map(({ id, firstName, telephone }) => ({ id, firstName, hasNumber: telephone !== null }));
}

/** What a call waits for now, and whether whoever is asked knows of it. */
function openIn({ steps, standing }: callBoard.Call) {
  const step = steps.at(-1);
  if (!step || standing === 'known') return null;
  const { id, person, outcome, isTold, isToRing } = step;
  return { id, step: step.step, who: person?.firstName ?? null, isOpen: outcome === null, isTold, isToRing };
}

export type Shown = ReturnType<typeof shown>;
