import * as v from 'valibot';
import { readForm } from '../door.ts';
import { mail } from '../fields.ts';
import { nextQuery } from '../signed-in.ts';
import { askForCode } from './ask-for-code.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({ mail, whose: v.optional(v.picklist(['mine', 'other']), 'other') });

export const load: PageServerLoad = ({ locals: { viewer }, ...event }) => ({
  query: nextQuery(event),
  wasSignedOut: event.url.searchParams.has('out') && viewer === null,
  here: viewer && { firstName: viewer.firstName, mail: viewer.mail },
});

export const actions = {
  ask: async (event) => {
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { viewer } = event.locals;
    const mine = form.value.whose === 'mine' && viewer && viewer.mail === null;
    return askForCode(event, { mail: form.value.mail, forPerson: mine ? viewer.id : null }, nextQuery(event));
  },
} satisfies Actions;
