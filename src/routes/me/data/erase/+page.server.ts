import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as leaving from '#server/meetups/leaving.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { localOf } from '#server/wall-clock.ts';
import * as promises from '#server/voice/promises.ts';
import { readForm, requireViewer } from '../../../door.ts';
import * as sessionCookie from '../../../session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const ASK = 'Tick the box to say that you are sure';
const Form = v.object({ sure: v.literal('yes', ASK) });

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const behind = await leaving.leftBehind(house.db, viewer.id, now);
  return {
    firstName: viewer.firstName,
    handOver: await roleGrants.keptAloneBy(house.db, viewer.id),
    promises: (await promises.ofPerson(house.db, viewer.id)).map(({ id, what }) => ({ id, what })),
    behind: behind.map(({ meetup, ...left }) => ({
      id: meetup.id,
      hub: meetup.hub,
      title: meetup.title,
      startsLocal: meetup.startsLocal,
      repeats: meetup.repeats,
      today: localOf(now, meetup.zone),
      ...left,
    })),
  };
};

export const actions = {
  erase: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { outcome } = await leaving.erase(house.db, viewer.id, now);
    // The page says by itself which hubs need another keeper.
    if (outcome === 'hand-over-first') redirect(303, '/me/data/erase');
    // Letters about what they leave behind do not wait for the next turn.
    house.delivery.wake();
    sessionCookie.clear(event);
    house.log('person-erased', {});
    redirect(303, '/me/data/erased');
  },
} satisfies Actions;
