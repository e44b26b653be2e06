import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import { localOf } from '#server/wall-clock.ts';
import { contactOf, HALF_A_CONTACT, WISH } from '../../../../call-fields.ts';
import { readForm, refuse } from '../../../../door.ts';
import { once, tick } from '../../../../fields.ts';
import { day } from '../../../calls/forms.ts';
import { peopleOf, requireDesk } from '../desk.ts';
import type { Actions, PageServerLoad } from './$types';

const WHO = 'Choose who would like a call';
const HEARD = 'Choose who heard their yes';
const Form = v.object({
  ...WISH,
  person: v.pipe(v.string(WHO), v.nonEmpty(WHO), v.maxLength(60)),
  heardBy: v.pipe(v.string(HEARD), v.nonEmpty(HEARD), v.maxLength(60)),
  heardHow: v.picklist(['in-person', 'rang', 'slip'], 'Choose how they said so'),
  heardOn: day,
  knows: tick,
  once,
});
const PROBLEMS = {
  'has-one': { person: 'They have a weekly call here already' },
  'no-number': { person: 'We have no number for them. Add it on their own page first' },
  'not-here': { person: WHO },
};

export const load: PageServerLoad = async (event) => {
  const { hub, by } = await requireDesk(event);
  return {
    once: newId(),
    by,
    person: event.url.searchParams.get('person'),
    today: localOf(event.locals.now, hub.zone),
    people: await peopleOf(event, hub.slug),
  };
};

export const actions = {
  enter: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { person, weekday, part, heardBy, heardHow, heardOn, knows, once } = form.value;
    const contact = contactOf(form.value);
    if (contact === 'half') return refuse(form.values, HALF_A_CONTACT);
    if (!knows) return refuse(form.values, { knows: 'Please tell them, then tick this' });
    if (heardOn > localOf(now, hub.zone).slice(0, 10))
      return refuse(form.values, { heardOn: 'Enter a day that is not in the future' });
    const yes = { said: heardHow, heardBy, heardOn };
    const wish = { hub: hub.slug, person, weekday, part, contact, yes, by };
    const key = takenForms.keyFor(`call-wish ${hub.slug} ${by} ${person}`, once);
    let refused: keyof typeof PROBLEMS | null = null;
    const id = await house.db.write((tx) =>
      takenForms.once(
        tx,
        key,
        async () => {
          const started = await callWishing.start(tx, wish, now);
          refused = started.outcome === 'started' ? null : started.outcome;
          return started.outcome === 'started' ? started.id : null;
        },
        now,
      ),
    );
    if (id === null) return refuse(form.values, PROBLEMS[refused ?? 'not-here']);
    house.log('call-wish-entered', { hub: hub.slug, wish: id, by });
    redirect(303, `/${hub.slug}/desk/calls/${id}?saved=new`);
  },
} satisfies Actions;
