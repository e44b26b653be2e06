import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { addressOf } from './hub-calendar.ts';
import { titleIn } from './words.ts';

const AMENITIES: Record<string, string> = {
  'step-free': 'Step-free',
  toilet: 'Toilet',
  'accessible-toilet': 'Accessible toilet',
  'seats-with-arms': 'Seats with arms',
  'hearing-loop': 'Hearing loop',
  parking: 'Parking',
  'near-a-bus': 'Near a bus stop',
  'lit-path': 'Lit path',
  warm: 'Warm',
  'smoke-free': 'Smoke-free',
  dogs: 'Dogs welcome',
  'quiet-corner': 'Quiet corner',
};

/**
 * A meet-up as search engines read it (https://schema.org/Event), with `<` and `&` written so that it may stand in a
 * page. `wasLocal`: when it was to start before it was moved.
 */
export function jsonLd(
  meetup: Meetup,
  hub: Hub,
  { origin, wasLocal, image }: { origin: string; wasLocal: string | null; image?: string },
): string {
  const cancelled = meetup.cancelledAt !== null;
  const state = cancelled ? 'EventCancelled' : wasLocal ? 'EventRescheduled' : 'EventScheduled';
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': addressOf(origin, meetup),
    url: addressOf(origin, meetup),
    name: titleIn(meetup),
    description: meetup.words || undefined,
    startDate: withOffset(meetup.startsAt, meetup.zone),
    endDate: withOffset(meetup.endsAt, meetup.zone),
    previousStartDate:
      wasLocal && !cancelled ? withOffset(instantOf(wasLocal, meetup.zone), meetup.zone) : undefined,
    image,
    eventStatus: `https://schema.org/${state}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: locationOf(meetup, hub),
    organizer: { '@type': 'Organization', name: hub.name, url: `${origin}/${hub.slug}` },
    isAccessibleForFree: /^(|free|nothing)\.?$/i.test(meetup.cost.trim()),
    inLanguage: 'en-GB',
    maximumAttendeeCapacity: meetup.exactLimit ?? undefined,
    superEvent: meetup.repeats
      ? { '@type': 'EventSeries', '@id': `${origin}/${hub.slug}#${meetup.seriesId}`, name: meetup.title }
      : undefined,
  };
  return JSON.stringify(event).replaceAll('<', '\\u003c').replaceAll('&', '\\u0026');
}

/** Of a home the village alone. */
function locationOf({ venue }: Meetup, hub: Hub) {
  if (venue.kind === 'home') return { '@type': 'Place', name: hub.place, address: hub.place };
  return {
    '@type': 'Place',
    name: venue.name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: venue.address.replaceAll('\n', ', ') || undefined,
      addressLocality: hub.place,
      addressCountry: 'GB',
    },
    geo: venue.point ? { '@type': 'GeoCoordinates', ...venue.point } : undefined,
    amenityFeature: venue.access
      .filter(({ answer }) => answer !== 'not-known')
      .map(({ fact, answer }) => ({
        '@type': 'LocationFeatureSpecification',
        name: AMENITIES[fact],
        value: answer === 'yes',
      })),
  };
}

/** ISO 8601 with the offset that the clocks have then. */
export function withOffset(instant: number, zone: string): string {
  const local = localOf(instant, zone);
  const minutes = Math.round((Date.parse(`${local}Z`) / 1000 - instant) / 60);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (count: number) => String(count).padStart(2, '0');
  return `${local}:00${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}
