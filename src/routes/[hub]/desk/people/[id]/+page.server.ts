import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as directory from '#server/people/directory.ts';
import * as entries from '#server/people/entries.ts';
import * as handedCards from '#server/people/handed-cards.ts';
import * as people from '#server/people/people.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import * as roles from '#server/people/roles.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { MAIL_KNOWN, Person } from '../person-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const NOT_HERE = 'There is nothing here';
const LAST_KEEPER =
  'Nobody else is a keeper. Make somebody else a keeper first, so that the hub always has one';
const RoleForm = v.object({ role: v.picklist(['neighbour', 'host', 'keeper'], 'Choose what they are here') });

export const load: PageServerLoad = async (event) => {
  const { slug } = await requireHub(event);
  const viewer = requireMay(event, 'see-people', slug);
  const { db } = event.locals.house;
  const person = await requirePerson(event, slug);
  const { firstName, telephone, mail, inPersonThrough, mailFailedAt } = person;
  return {
    person: { id: person.id, firstName, telephone, mail, inPersonThrough, mailFailed: mailFailedAt !== null },
    role: await directory.roleOf(db, slug, person.id),
    isMe: viewer.id === person.id,
    mailIsOpen: await entries.mailIsOpen(db, person),
    mayGiveRoles: roles.may(viewer, 'give-roles', slug),
    mayHaveCard: await handedCards.mayBeFor(db, slug, person),
    saved: event.url.searchParams.get('saved'),
  };
};

export const actions = {
  save: async (event) => {
    const { slug: hub } = await requireHub(event);
    const by = requireMay(event, 'enter-people', hub).id;
    await requirePerson(event, hub);
    const form = await readForm(event, Person);
    if (!form.ok) return form.failure;
    const { house } = event.locals;
    const outcome = await entries.correct(house.db, { ...form.value, hub, person: event.params.id });
    if (outcome === 'not-here') error(404, NOT_HERE);
    if (outcome === 'mail-known') return refuse(form.values, { mail: MAIL_KNOWN });
    house.log('person-corrected', { hub, person: event.params.id, by });
    redirect(303, `${event.url.pathname}?saved=yes`);
  },
  role: async (event) => {
    const { slug: hub } = await requireHub(event);
    const by = requireMay(event, 'give-roles', hub).id;
    await requirePerson(event, hub);
    const form = await readForm(event, RoleForm);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const change = { hub, person: event.params.id, role: form.value.role, by };
    const outcome = await roleGrants.change(house.db, change, now);
    if (outcome === 'not-here') error(404, NOT_HERE);
    if (outcome === 'last-keeper') return refuse(form.values, { role: LAST_KEEPER });
    house.log('role-changed', change);
    redirect(303, by === change.person ? `/${hub}` : `${event.url.pathname}?saved=role`);
  },
} satisfies Actions;

async function requirePerson({ locals, params }: RequestEvent, hub: string): Promise<people.Person> {
  return (await people.findInHub(locals.house.db, hub, params.id)) ?? error(404, NOT_HERE);
}
