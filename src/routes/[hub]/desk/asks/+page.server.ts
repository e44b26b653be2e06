import { redirect } from '@sveltejs/kit';
import * as bodies from '#server/partners/bodies.ts';
import * as roles from '#server/people/roles.ts';
import * as askTurns from '#server/voice/ask-turns.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import { HOW_OFTEN } from '../../ask-forms.ts';
import { begin, listFor } from '../../ask-making.ts';
import type { Actions, PageServerLoad } from './$types';
import { requireDesk } from './desk.ts';

export const load: PageServerLoad = async (event) => {
  const maker = await requireDesk(event);
  const { house, viewer } = event.locals;
  const all = await bodies.ofHub(house.db, maker.hub.slug);
  return {
    ...(await listFor(event, maker)),
    keeps: roles.may(viewer, 'keep-hub', maker.hub.slug),
    bodies: all.filter(({ endedAt }) => endedAt === null).map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  begin: async (event) => begin(event, await requireDesk(event)),

  howOften: async (event) => {
    const hub = await requireHub(event);
    requireMay(event, 'keep-hub', hub.slug);
    const form = await readForm(event, HOW_OFTEN);
    if (!form.ok) return form.failure;
    await askTurns.setAMonth(event.locals.house.db, hub.slug, form.value.aMonth);
    redirect(303, `/${hub.slug}/desk/asks#often`);
  },
};
