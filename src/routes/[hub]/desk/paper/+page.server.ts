import * as meetups from '#server/meetups/meetups.ts';
import { localOf } from '#server/wall-clock.ts';
import { requireHub, requireMay } from '../../../door.ts';
import type { PageServerLoad } from './$types';

const MOST = 6;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  requireMay(event, 'see-people', hub.slug);
  const { house, now } = event.locals;
  const ahead = await meetups.upcoming(house.db, hub.slug, now, { limit: 40, unlisted: true });
  return {
    today: localOf(now, hub.zone),
    ahead: ahead
      .filter(({ cancelledAt }) => cancelledAt === null)
      .slice(0, MOST)
      .map(({ id, title, startsLocal }) => ({ id, title, startsLocal })),
  };
};
