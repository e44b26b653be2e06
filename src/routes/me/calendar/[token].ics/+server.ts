import { error } from '@sveltejs/kit';
import * as ownCalendar from '#server/feeds/own-calendar.ts';
import * as ownCalendars from '#server/people/own-calendars.ts';
import { answerFeed, asCalendar, originOf } from '../../../feed-answer.ts';
import type { RequestHandler } from './$types';

/** Whoever has the address may read it: calendar programs cannot sign in. */
export const GET: RequestHandler = async (event) => {
  const { house, now } = event.locals;
  const person = await ownCalendars.whose(house.db, event.params.token, now);
  if (!person) error(404, 'There is nothing here');
  const feed = await ownCalendar.ofPerson(house.db, person, originOf(event), now);
  return answerFeed(event, feed, {
    ...asCalendar('my-meet-ups'),
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
};
