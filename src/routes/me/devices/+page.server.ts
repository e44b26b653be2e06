import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as devices from '#server/people/devices.ts';
import * as passkeys from '#server/people/passkeys.ts';
import * as sessions from '#server/people/sessions.ts';
import { readForm, requireViewer } from '../../door.ts';
import * as sessionCookie from '../../session-cookie.ts';
import { ownClock } from '../own-clock.ts';
import type { Actions, PageServerLoad } from './$types';

const One = v.object({ id: v.pipe(v.string(), v.maxLength(1400)) });

export const load: PageServerLoad = async (event) => {
  const viewer = requireViewer(event);
  const { house, now } = event.locals;
  const clock = await ownClock(event);
  const here = await devices.ofViewer(house.db, viewer, now);
  const keys = await passkeys.ofPerson(house.db, viewer.id);
  return {
    today: clock(now),
    hasMail: viewer.mail !== null,
    devices: here.map(({ id, device, seenAt, isThisOne }) => ({
      id,
      device,
      isThisOne,
      seen: clock(seenAt),
    })),
    passkeys: keys.map(({ id, device, madeAt }) => ({ id, device, made: clock(madeAt) })),
  };
};

export const actions = {
  signOut: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, One);
    if (!form.ok) return form.failure;
    await devices.signOut(event.locals.house.db, viewer.id, form.value.id);
    redirect(303, '/me/devices');
  },
  signOutEverywhere: async (event) => {
    await sessions.endAll(event.locals.house.db, requireViewer(event).id);
    sessionCookie.clear(event);
    redirect(303, '/');
  },
  forgetPasskey: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, One);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => passkeys.remove(tx, viewer.id, form.value.id));
    redirect(303, '/me/devices');
  },
} satisfies Actions;
