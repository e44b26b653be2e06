import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as choices from '#server/voice/choices.ts';
import * as keyedIn from '#server/voice/keyed-in.ts';
import { readForm, refuse } from '../../../../door.ts';
import { HINDRANCES } from '../../../have-your-say/forms.ts';
import { choicesFor } from '../../../have-your-say/say.ts';
import { peopleOf, requireDesk } from '../desk.ts';
import { KEY_IN, sayerOf } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const { bodies } = await choicesFor(event, hub);
  return {
    once: newId(),
    people: await peopleOf(event, hub.slug),
    meetups: await choices.meetupsIn(house.db, hub.slug, now),
    bodies,
  };
};

export const actions: Actions = {
  say: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, KEY_IN);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { consent, ...slip } = form.value;
    if (slip.level === 'me') return refuse(form.values, { level: 'Choose who may see it' });
    const given = { ...slip, who: sayerOf(slip), consented: consent, hub: hub.slug, by };
    const outcome = await keyedIn.say(house.db, given, now);
    if (outcome.outcome === 'not-in-hub')
      return refuse(form.values, { person: 'They are no longer in this hub. Choose again' });
    if (outcome.outcome !== 'said') return refuse(form.values, HINDRANCES[outcome.outcome]);
    house.log('view-keyed-in', { hub: hub.slug, view: outcome.view, by });
    redirect(303, `/${hub.slug}/desk/voice?done=said`);
  },
};
