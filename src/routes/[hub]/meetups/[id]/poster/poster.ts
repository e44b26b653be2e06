import type { RequestEvent } from '@sveltejs/kit';
import { poster } from '#server/paper/poster.ts';
import { requireHub } from '../../../../door.ts';
import { originOf } from '../../../../feed-answer.ts';
import { requireMeetup } from '../../../meetup.ts';

/** The poster that the address asks for: of the one date with ?dates=one, otherwise of all that follow. */
export async function askedPoster(event: RequestEvent) {
  const hub = await requireHub(event);
  const meetup = await requireMeetup(event);
  const { house, now } = event.locals;
  const whole = meetup.repeats && event.url.searchParams.get('dates') !== 'one';
  return { meetup, whole, poster: await poster(house.db, { hub, meetup, whole }, originOf(event), now) };
}
