import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as venues from '#server/meetups/venues.ts';
import * as people from '#server/people/people.ts';
import * as checks from '#server/rotas/checks.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../../../door.ts';
import * as sayers from '../../../../rota/wishes/sayers.ts';
import * as wishing from '../../../../rota/wishes/wishing.ts';
import { ONE } from '../../../../rota/wishes/forms.ts';
import { CHECK } from './forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { whose, firstName } = await requirePerson(event);
  const { db } = event.locals.house;
  const { slug } = whose.hub;
  const known = await checks.ofHub(db, slug);
  const places = await venues.list(db, slug);
  return {
    saved: event.url.searchParams.get('saved'),
    person: { id: whose.person, firstName },
    checks: known.filter(({ person }) => person === whose.person),
    venues: places.map(({ id, name }) => ({ id, name })),
    goBetweens: await sayers.list(event, whose),
    ...(await wishing.read(event, whose)),
  };
};

export const actions: Actions = {
  save: async (event) => wishing.save(event, (await requirePerson(event)).whose),
  stop: async (event) => wishing.stop(event, (await requirePerson(event)).whose),
  away: async (event) => wishing.addAway(event, (await requirePerson(event)).whose),
  back: async (event) => wishing.takeBackAway(event, (await requirePerson(event)).whose),
  wish: async (event) => wishing.wish(event, (await requirePerson(event)).whose),
  agree: async (event) => wishing.agree(event, (await requirePerson(event)).whose),
  end: async (event) => wishing.end(event, (await requirePerson(event)).whose),
  allow: async (event) => sayers.allow(event, (await requirePerson(event)).whose),
  disallow: async (event) => sayers.disallow(event, (await requirePerson(event)).whose),

  check: async (event) => {
    const { whose } = await requirePerson(event);
    const form = await readForm(event, CHECK);
    if (!form.ok) return form.failure;
    const { what, checkedOn, goodUntil } = form.value;
    const { hub, person, by } = whose;
    const today = localOf(event.locals.now, hub.zone).slice(0, 10);
    await checks.note(event.locals.house.db, {
      ...what,
      hub: hub.slug,
      person,
      by: by!,
      checkedOn: checkedOn ?? today,
      goodUntil,
    });
    return redirect(303, `${whose.path}?saved=check#checks`);
  },

  uncheck: async (event) => {
    const { whose } = await requirePerson(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    await checks.forget(event.locals.house.db, whose.hub.slug, form.value.id);
    return redirect(303, `${whose.path}?saved=back#checks`);
  },
};

async function requirePerson(event: RequestEvent): Promise<{ whose: wishing.Whose; firstName: string }> {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'enter-people', hub.slug);
  const id = event.params.id ?? '';
  const person = await people.findInHub(event.locals.house.db, hub.slug, id);
  if (!person) error(404, 'There is nothing here');
  const path = `/${hub.slug}/desk/people/${id}/helping`;
  return { whose: { hub, person: person.id, path, by: viewer.id }, firstName: person.firstName };
}
