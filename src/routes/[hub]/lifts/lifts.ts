import type { RequestEvent } from '@sveltejs/kit';
import type { Hub } from '#server/hubs/hubs.ts';
import * as board from '#server/lifts/board.ts';
import type { Occasion } from '#server/lifts/occasions.ts';
import { needsOf } from '#server/lifts/needs.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import type { LiftRequest } from '#server/lifts/requests.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';

/** What somebody asked for and gives in one hub. */
export async function own({ locals: { house, now } }: RequestEvent, person: string, { slug, zone }: Hub) {
  const today = localOf(now, zone).slice(0, 10);
  const { requests, offers } = await ownLifts.ofPerson(house.db, person, today, now);
  const isHere = ({ hub, isOver }: { hub: string; isOver: boolean }) => hub === slug && !isOver;
  return { requests: requests.filter(isHere), offers: offers.filter(isHere) };
}

interface Trip {
  key: string;
  meetup: string | null;
  title: string;
  startsLocal: string;
  counts: board.Counts;
}

const NONE: board.Counts = { sorted: 0, waiting: 0, cars: [] };

/** Where lifts go: every next meet-up, with or without one, and what is wanted elsewhere; soonest first. */
export function listed(trips: { occasion: Occasion; counts: board.Counts }[], next: Meetup[]): Trip[] {
  const known = trips.map(({ occasion, counts }): Trip => {
    const { meetup, title, zone, thereBy, readyFrom } = occasion;
    const startsLocal = localOf((thereBy ?? readyFrom)!, zone);
    return { key: board.keyOf(occasion), meetup, title, startsLocal, counts };
  });
  const others = next
    .filter(({ id }) => !known.some(({ meetup }) => meetup === id))
    .map(({ id, title, startsLocal }): Trip => ({ key: id, meetup: id, title, startsLocal, counts: NONE }));
  return [...known, ...others].sort((a, b) => a.startsLocal.localeCompare(b.startsLocal));
}

/** Somebody who waits, as a driver who could take them may know: roughly where, how many, and what helps. */
export function waiting(request: LiftRequest) {
  const { id, area, legs, party, carer, need, occasion } = request;
  const { title, zone, thereBy, readyFrom } = occasion;
  const startsLocal = localOf((thereBy ?? readyFrom)!, zone);
  const people = party + Number(carer);
  return { request: id, area, legs, people, need, needs: needsOf(request), title, startsLocal };
}
