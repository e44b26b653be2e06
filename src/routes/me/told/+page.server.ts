import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as people from '#server/people/people.ts';
import { readForm, requireViewer } from '../../door.ts';
import { tick } from '../../fields.ts';
import type { Actions, PageServerLoad } from './$types';

const Wishes = v.object({
  told: v.picklist(['everything', 'only-mine', 'cancellations'], 'Choose what you want to be told'),
  remindEvening: tick,
  remindBefore: tick,
});

export const load: PageServerLoad = async (event) => {
  const person = (await people.find(event.locals.house.db, requireViewer(event).id))!;
  const { told, remindEvening, remindBefore } = person;
  return { told, remindEvening, remindBefore, saved: event.url.searchParams.has('saved') };
};

export const actions = {
  save: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Wishes);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => people.changeWishes(tx, viewer.id, form.value));
    redirect(303, '/me/told?saved=yes');
  },
} satisfies Actions;
