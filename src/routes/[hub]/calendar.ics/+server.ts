import * as hubCalendar from '#server/feeds/hub-calendar.ts';
import { requireHub } from '../../door.ts';
import { answerFeed, asCalendar, originOf } from '../../feed-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const feed = await hubCalendar.ofHub(house.db, hub, originOf(event), now);
  return answerFeed(event, feed, asCalendar(hub.slug));
};
