import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import { newId } from '#server/ids.ts';
import * as reached from '#server/outbox/reached.ts';
import { findTelling } from '#server/voice/disclosure-words.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import * as writingUp from '#server/voice/writing-up.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../../../door.ts';
import * as sentLater from '../../../../../sent-later.ts';
import { peopleOf } from '../../../voice/desk.ts';
import { requireMeeting } from '../agenda/agenda.ts';
import type { Actions, PageServerLoad } from './$types';
import { DECIDE, DECISION, NOT_NOTED, PROMISE, RING, WHY } from './forms.ts';
import { ownersAt } from './owners.ts';

export const load: PageServerLoad = async (event) => {
  const { hub, meetup } = await requireMeeting(event);
  const { house, now } = event.locals;
  const notes = await writeUps.of(house.db, hub.slug, meetup.id);
  const names = (await peopleOf(event, hub.slug)).map(({ firstName }) => firstName);
  const words = [
    ...(notes?.decisions ?? []).map((one) => one.words),
    ...(notes?.promises ?? []).map((one) => one.what),
  ];
  const { toRing } = await reached.standing(house.db, { subject: notes?.id ?? '', kinds: ['notes-sent'] });
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    done: event.url.searchParams.get('done'),
    meetup: { id: meetup.id, title: meetup.title, startsLocal: meetup.startsLocal },
    isItsDay: localOf(now, hub.zone).slice(0, 10) >= meetup.startsLocal.slice(0, 10),
    notes,
    /** What may tell who somebody is: to be looked at again before they go. */
    telling: findTelling(words.join('\n'), names).map(({ text }) => text),
    readers: await writingUp.readersOf(house.db, meetup.id),
    owners: await ownersAt(event, meetup),
    toRing: toRing.map(({ letter, firstName, telephone, inPersonThrough }) => ({
      ...{ letter, firstName, telephone, inPersonThrough },
    })),
  };
};

export const actions: Actions = {
  decide: async (event) => {
    const { meetup, by } = await requireMeeting(event);
    const form = await readForm(event, DECIDE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { words: form.value.decided, once: form.value.once, by, sent: sentLater.read(event) };
    return afterNoting(event, await writingUp.decide(house.db, meetup, given, now), form.values);
  },

  promise: async (event) => {
    const { meetup, by } = await requireMeeting(event);
    const form = await readForm(event, PROMISE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { once, ...promise } = form.value;
    const outcome = await writingUp.promise(
      house.db,
      meetup,
      { promise, once, by, sent: sentLater.read(event) },
      now,
    );
    house.delivery.wake();
    return afterNoting(event, outcome, form.values);
  },

  strike: async (event) => {
    const { hub, meetup, by } = await requireMeeting(event);
    const form = await readForm(event, DECISION);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { hub: hub.slug, meetup: meetup.id, ...form.value, by };
    await writingUp.strike(house.db, given, now);
    return back(event, '#notes');
  },

  send: async (event) => {
    const { hub, meetup, by } = await requireMeeting(event);
    const { house, now } = event.locals;
    const outcome = await writingUp.send(house.db, { hub: hub.slug, meetup: meetup.id, by }, now);
    if (outcome === 'nothing') return refuse({}, { form: 'Write down something first' });
    house.log('notes-sent', { hub: hub.slug, meetup: meetup.id, by });
    house.delivery.wake();
    return back(event, '?done=sent');
  },

  ring: async (event) => {
    const { hub, meetup, by } = await requireMeeting(event);
    const form = await readForm(event, RING);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const notes = await writeUps.of(house.db, hub.slug, meetup.id);
    if (!notes) error(404, 'There is nothing here');
    if ((await reached.ring(house.db, { subject: notes.id, ...form.value, by }, now)) === 'not-found')
      error(404, 'There is nothing here');
    return back(event, '#ring');
  },
};

/** The page itself shows what came of it; what was sent later by itself has nobody looking at it. */
function afterNoting(event: RequestEvent, outcome: writingUp.Noted, values: FormValues) {
  if (outcome === 'noted') return back(event, '#notes');
  if (sentLater.read(event)?.waited != null) return sentLater.refuse(event, WHY[outcome], values);
  return refuse(values, NOT_NOTED[outcome]);
}

function back({ params }: RequestEvent, where: string): never {
  redirect(303, `/${params.hub}/desk/meetups/${params.id}/notes${where}`);
}
