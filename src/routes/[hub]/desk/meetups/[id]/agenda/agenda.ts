import type { RequestEvent } from '@sveltejs/kit';
import { agendaSheet } from '#server/paper/agenda.ts';
import * as agendas from '#server/voice/agendas.ts';
import { requireHub, requireMay } from '../../../../../door.ts';
import { requireMeetup } from '../../../../meetup.ts';

/** The meet-up in the address and what an agenda needs to know of it, for a host. */
export async function requireMeeting(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'keep-meetings', hub.slug).id;
  const meetup = await requireMeetup(event);
  const meeting: agendas.Meeting = { hub: hub.slug, meetup: meetup.id, day: meetup.startsLocal.slice(0, 10) };
  return { hub, by, meetup, meeting };
}

/** The agenda on paper. */
export async function agendaFor(event: RequestEvent) {
  const { hub, meetup, meeting } = await requireMeeting(event);
  const { house, now } = event.locals;
  const { items } = await agendas.of(house.db, meeting);
  return { sheet: agendaSheet(hub, meetup, items, now), meetup };
}
