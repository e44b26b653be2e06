import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as meetups from '#server/meetups/meetups.ts';

type Event = Pick<RequestEvent, 'locals' | 'params' | 'url'>;

/** The meet-up named in the address; 404 when there is none. Off to its present address when it has another by now. */
export async function requireMeetup(event: Event): Promise<meetups.Meetup> {
  const { hub = '', id = '' } = event.params;
  const meetup = await meetups.find(event.locals.house.db, hub, id, event.locals.now);
  if (!meetup) error(404, 'There is no meet-up here');
  if (meetup.id !== id) redirect(303, event.url.pathname.replace(encodeURIComponent(id), meetup.id));
  return meetup;
}

export function pathOf({ hub, id }: Pick<meetups.Meetup, 'hub' | 'id'>): string {
  return `/${hub}/meetups/${id}`;
}
