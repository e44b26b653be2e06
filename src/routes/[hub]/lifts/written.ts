import { error, type RequestEvent } from '@sveltejs/kit';
import * as offers from '#server/lifts/offers.ts';
import * as requests from '#server/lifts/requests.ts';
import type { Whose } from './wanting.ts';

/**
 * What somebody wrote down before for the same meet-up, or elsewhere with the id in the address, so that it is changed
 * and not made anew.
 */
export async function before(event: RequestEvent, { hub, person }: Whose) {
  const { db } = event.locals.house;
  const meetup = event.url.searchParams.get('meetup');
  const lift = event.url.searchParams.get('lift');
  if (lift && person !== null) {
    const own = { hub: hub.slug, person };
    const [request, offer] = [
      theirs(await requests.find(db, lift), own),
      theirs(await offers.find(db, lift), own),
    ];
    if (!request && !offer) error(404, 'There is nothing here');
    return { request: request && shownRequest(request), offer: offer && shownOffer(offer) };
  }
  if (!meetup || person === null) return { request: null, offer: null };
  const [request, offer] = [
    await requests.ofPersonAt(db, meetup, person),
    await offers.ofPersonAt(db, meetup, person),
  ];
  return { request: request && shownRequest(request), offer: offer && shownOffer(offer) };
}

/** A lift elsewhere that is theirs and stands; what is another's is not found. */
function theirs<Lift extends requests.LiftRequest | offers.Offer>(
  lift: Lift | null,
  { hub, person }: { hub: string; person: string },
): Lift | null {
  const isTheirs =
    lift?.person === person &&
    lift.occasion.hub === hub &&
    lift.withdrawnAt === null &&
    lift.occasion.meetup === null;
  return isTheirs ? lift : null;
}

function shownRequest({ occasion: _, point: _p, person: _w, ...request }: requests.LiftRequest) {
  return request;
}

function shownOffer({ occasion: _, point: _p, person: _w, ...offer }: offers.Offer) {
  return offer;
}
