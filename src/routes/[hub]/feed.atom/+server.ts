import * as hubCalendar from '#server/feeds/hub-calendar.ts';
import { requireHub } from '../../door.ts';
import { answerFeed, originOf } from '../../feed-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const feed = await hubCalendar.atomOfHub(house.db, hub, originOf(event), now);
  return answerFeed(event, feed, { 'content-type': 'application/atom+xml; charset=utf-8' });
};
