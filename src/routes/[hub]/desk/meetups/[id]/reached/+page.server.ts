import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as ringing from '#server/meetups/ringers.ts';
import * as reached from '#server/outbox/reached.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../../../door.ts';
import { requireMeetup, whoKnows } from '../who-knows.ts';
import type { Actions, PageServerLoad } from './$types';

const letter = v.pipe(v.string('Choose somebody'), v.maxLength(60));
const Ring = v.object({
  letter,
  outcome: v.picklist(['spoke', 'left-a-message', 'no-answer'], 'Choose what came of it'),
});
const Letter = v.object({ letter });
const Ask = v.object({
  person: v.pipe(v.string('Choose somebody'), v.nonEmpty('Choose somebody'), v.maxLength(60)),
});

export const load: PageServerLoad = async (event) => {
  const { viewer, meetup } = await requireMeetup(event);
  const ringers = await ringing.list(event.locals.house.db, meetup, viewer.id);
  const clock = (at: number | null) => (at === null ? null : localOf(at, meetup.zone));
  return {
    ...(await whoKnows(event, meetup)),
    ringers: ringers.map(({ id, firstName, askedAt, sawAt }) => ({
      id,
      firstName,
      asked: clock(askedAt),
      saw: clock(sawAt),
    })),
  };
};

export const actions = {
  ring: async (event) => {
    const { viewer, meetup } = await requireMeetup(event);
    const form = await readForm(event, Ring);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await reached.ring(house.db, { subject: meetup.id, by: viewer.id, ...form.value }, now);
    house.log('rung', { letter: form.value.letter, outcome: form.value.outcome, by: viewer.id });
    redirect(303, `${event.url.pathname}#to-ring`);
  },
  back: async (event) => {
    const { meetup } = await requireMeetup(event);
    const form = await readForm(event, Letter);
    if (!form.ok) return form.failure;
    await reached.takeBack(event.locals.house.db, { subject: meetup.id, letter: form.value.letter });
    redirect(303, `${event.url.pathname}#to-ring`);
  },
  ask: async (event) => {
    const { viewer, meetup } = await requireMeetup(event);
    const form = await readForm(event, Ask);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { person } = form.value;
    const outcome = await ringing.ask(house.db, meetup, { person, by: viewer.id }, now);
    house.delivery.wake();
    house.log('asked-to-ring', { meetup: meetup.id, person, by: viewer.id, outcome });
    redirect(303, `${event.url.pathname}#help`);
  },
} satisfies Actions;
