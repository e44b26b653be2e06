import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as people from '#server/people/people.ts';
import * as reach from '#server/people/reach.ts';
import { readForm, requireViewer } from '../../door.ts';
import { firstName, mail, maybeLine, maybeTelephone, tick } from '../../fields.ts';
import { askForCode } from '../../sign-in/ask-for-code.ts';
import type { Actions, PageServerLoad } from './$types';

const Reach = v.object({
  firstName,
  telephone: maybeTelephone,
  telephonePublic: tick,
  inPersonThrough: maybeLine(120),
});
const Mail = v.object({ mail });

export const load: PageServerLoad = async (event) => {
  const person = (await people.find(event.locals.house.db, requireViewer(event).id))!;
  return {
    saved: event.url.searchParams.has('saved'),
    hosts: Object.values(event.locals.viewer?.hubs ?? {}).some((role) => role !== 'neighbour'),
    person: {
      firstName: person.firstName,
      mail: person.mail,
      mailProved: person.mailProvedAt !== null,
      mailFailed: person.mailFailedAt !== null,
      telephone: person.telephone,
      telephonePublic: person.telephonePublic,
      inPersonThrough: person.inPersonThrough,
    },
  };
};

export const actions = {
  save: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Reach);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => reach.change(tx, viewer.id, form.value));
    redirect(303, '/me/reach?saved=yes');
  },
  mail: async (event) => {
    const viewer = requireViewer(event);
    const form = await readForm(event, Mail);
    if (!form.ok) return form.failure;
    return askForCode(event, { mail: form.value.mail, forPerson: viewer.id }, 'next=%2Fme%2Freach');
  },
  forgetMail: async (event) => {
    const viewer = requireViewer(event);
    await event.locals.house.db.write((tx) => reach.forgetMail(tx, viewer.id));
    redirect(303, '/me/reach?saved=yes');
  },
} satisfies Actions;
