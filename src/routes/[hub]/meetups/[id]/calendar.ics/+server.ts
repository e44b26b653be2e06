import * as hubCalendar from '#server/feeds/hub-calendar.ts';
import { answerFeed, asCalendar, originOf } from '../../../../feed-answer.ts';
import { requireMeetup } from '../../../meetup.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const meetup = await requireMeetup(event);
  return answerFeed(
    event,
    hubCalendar.ofMeetup(meetup, originOf(event), event.locals.now),
    asCalendar(meetup.originalDate),
  );
};
