import type { Access, Known } from '#server/meetups/access.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import type { Point, Venue } from '#server/meetups/venues.ts';
import { instantOf } from '#server/wall-clock.ts';

/** What a page may show of a venue. Of a home that stays private it is the area and what helps people decide. */
export interface Place {
  kind: 'public' | 'home';
  /** Null for a home whose address is not for this viewer. */
  name: string | null;
  area: string;
  directions: string;
  address: string;
  point: Point | null;
  roomFor: number | null;
  shelter: Known;
  access: Access[];
}

/**
 * Whether somebody may see where a home is: they are coming, or they host it, and the day of the meet-up (in the
 * hub's zone) is not over. A public place is for everybody.
 */
export function mayKnowAddress({
  venue,
  viewerIsComing,
  viewerIsHost,
  meetup,
  now,
}: {
  venue: Pick<Venue, 'kind'>;
  viewerIsComing: boolean;
  viewerIsHost: boolean;
  meetup: { endsLocal: string; zone: string };
  now: number;
}): boolean {
  if (venue.kind === 'public') return true;
  return (viewerIsComing || viewerIsHost) && now < addressEnd(meetup);
}

/** From when on, in Unix seconds, nobody is shown where a home is: the first instant after the day of the meet-up. */
export function addressEnd(meetup: { endsLocal: string; zone: string }): number {
  return instantOf(`${addDays(dayOf(meetup.endsLocal), 1)}T00:00`, meetup.zone);
}

/** The venue as it may be shown to somebody who may, or may not, know the address. */
export function shownTo(venue: Venue, mayKnow: boolean): Place {
  const { kind, name, area, directions, address, point, roomFor, shelter, access } = venue;
  const hidden = kind === 'home' && !mayKnow;
  return {
    kind,
    name: hidden ? null : name,
    area,
    directions: hidden ? '' : directions,
    address: hidden ? '' : address,
    point: hidden ? null : point,
    roomFor,
    shelter,
    access,
  };
}
