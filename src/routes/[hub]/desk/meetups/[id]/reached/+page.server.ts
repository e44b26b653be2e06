import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as reached from '#server/outbox/reached.ts';
import { readForm } from '../../../../../door.ts';
import { requireMeetup, whoKnows } from '../who-knows.ts';
import type { Actions, PageServerLoad } from './$types';

const letter = v.pipe(v.string('Choose somebody'), v.maxLength(60));
const Ring = v.object({
  letter,
  outcome: v.picklist(['spoke', 'left-a-message', 'no-answer'], 'Choose what came of it'),
});
const Letter = v.object({ letter });

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireMeetup(event);
  return whoKnows(event, meetup);
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
} satisfies Actions;
