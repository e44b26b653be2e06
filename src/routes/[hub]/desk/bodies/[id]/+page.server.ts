import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { peopleOf } from '../../voice/desk.ts';
import { GIVE, MEETING, MEETING_OFF, OVER, PERSON, SAVE } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, body } = await requireBody(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone);
  const [all, meetings] = [
    await bodies.ofHub(house.db, hub.slug),
    await bodyMeetings.ahead(house.db, hub.slug, today.slice(0, 10)),
  ];
  return {
    body,
    today,
    done: event.url.searchParams.get('done'),
    people: await peopleOf(event, hub.slug),
    answering: await bodyPeople.of(house.db, body.id),
    meetings: meetings.filter((meeting) => meeting.body === body.id),
    others: all.filter(({ id, endedAt }) => id !== body.id && endedAt === null),
    successor: all.find(({ id }) => id === body.followedBy)?.name ?? null,
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { hub, body } = await requireBody(event);
    const form = await readForm(event, SAVE);
    if (!form.ok) return form.failure;
    await bodies.change(event.locals.house.db, { hub: hub.slug, body: body.id, card: form.value });
    return back(event, 'saved');
  },

  give: async (event) => {
    const { hub, body, by } = await requireBody(event);
    const form = await readForm(event, GIVE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { hub: hub.slug, body: body.id, by, ...form.value };
    if ((await bodyPeople.give(house.db, given, now)) === 'not-here')
      return refuse(form.values, { person: 'Choose somebody of this hub, for a body that goes on' });
    return back(event, 'given');
  },

  end: async (event) => {
    const { hub, body } = await requireBody(event);
    const form = await readForm(event, PERSON);
    if (!form.ok) return form.failure;
    const { person } = form.value;
    await event.locals.house.db.write((tx) => bodyPeople.end(tx, { hub: hub.slug, body: body.id, person }));
    return back(event, 'ended');
  },

  meeting: async (event) => {
    const { hub, body } = await requireBody(event);
    const form = await readForm(event, MEETING);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { day, time, place } = form.value;
    const today = localOf(now, hub.zone).slice(0, 10);
    const meeting = { hub: hub.slug, body: body.id, startsLocal: `${day}T${time}`, place, today };
    const outcome = await bodyMeetings.add(house.db, meeting);
    if (outcome === 'past')
      return refuse(form.values, { day: 'That day is over. Enter one that is to come' });
    if (outcome === 'not-here') return refuse(form.values, { form: 'This body is no more' });
    return back(event, 'meeting');
  },

  meetingOff: async (event) => {
    const { hub } = await requireBody(event);
    const form = await readForm(event, MEETING_OFF);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await bodyMeetings.callOff(house.db, { hub: hub.slug, meeting: form.value.meeting }, now);
    return back(event, 'off');
  },

  over: async (event) => {
    const { hub, body, by } = await requireBody(event);
    const form = await readForm(event, OVER);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const end = { hub: hub.slug, body: body.id, followedBy: form.value.followedBy, by };
    if ((await bodies.end(house.db, end, now)) === 'not-here')
      return refuse(form.values, { followedBy: 'Choose a body that goes on' });
    return back(event, 'over');
  },
};

async function requireBody(event: RequestEvent) {
  const hub = await requireHub(event);
  const by = requireMay(event, 'keep-bodies', hub.slug).id;
  const body = await bodies.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return body ? { hub, by, body } : error(404, 'There is nothing here');
}

function back(event: RequestEvent, done: string): never {
  redirect(303, `${event.url.pathname}?done=${done}`);
}
