import { redirect } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as entries from '#server/people/entries.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { MAIL_KNOWN, NewPerson } from '../person-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug } = await requireHub(event);
  requireMay(event, 'enter-people', slug);
  return { once: newId() };
};

export const actions = {
  enter: async (event) => {
    const { slug: hub } = await requireHub(event);
    const by = requireMay(event, 'enter-people', hub).id;
    const form = await readForm(event, NewPerson);
    if (!form.ok) return form.failure;
    const { once, ...entry } = form.value;
    const { house, now } = event.locals;
    const key = takenForms.keyFor(`enter-person ${hub} ${by}`, once);
    const entered = await entries.enter(house.db, { ...entry, hub, by, form: key }, now);
    if (entered.outcome === 'mail-known') return refuse(form.values, { mail: MAIL_KNOWN });
    house.log('person-entered', { hub, person: entered.person, by });
    redirect(303, `/${hub}/desk/people/${entered.person}?saved=new`);
  },
} satisfies Actions;
