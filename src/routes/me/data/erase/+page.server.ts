import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { erase } from '#server/people/erasure.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { readForm, requireViewer } from '../../../door.ts';
import * as sessionCookie from '../../../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const ASK = 'Tick the box to say that you are sure';
const Form = v.object({ sure: v.literal('yes', ASK) });

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  return {
    firstName: viewer.firstName,
    handOver: await roleGrants.keptAloneBy(event.locals.house.db, viewer.id),
  };
};

export const actions = {
  erase: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { outcome } = await erase(house.db, viewer.id, now);
    // The page says by itself which hubs need another keeper.
    if (outcome === 'hand-over-first') redirect(303, '/me/data/erase');
    sessionCookie.clear(event);
    house.log('person-erased', {});
    redirect(303, '/me/data/erased');
  },
} satisfies Actions;
