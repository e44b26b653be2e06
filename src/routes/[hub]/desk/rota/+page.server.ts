import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as drafts from '#server/rotas/drafts.ts';
import * as helping from '#server/rotas/helping.ts';
import * as hours from '#server/rotas/hours.ts';
import * as making from '#server/rotas/making.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import * as rota from '../../rota/rota.ts';
import type { Actions, PageServerLoad } from './$types';
import { LOCK, PUT } from './forms.ts';
import * as sheet from './sheet.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await making.ahead(house.db, hub.slug, now);
  const draft = await drafts.of(house.db, hub.slug);
  const problem = draft && (await making.problemOf(house.db, hub.slug, { all, before: draft }, now));
  const helpers = await helping.ofHub(house.db, hub.slug);
  return {
    today: localOf(now, hub.zone).slice(0, 10),
    done: event.url.searchParams.get('done'),
    at: event.url.searchParams.get('at'),
    picture: rota.pictureOf(all, now),
    dates: sheet.datesOf(all, draft, now),
    reasons: draft ? Object.fromEntries(making.reasonsOf(problem!, draft)) : {},
    hours: await hours.byQuarter(house.db, hub.slug, now),
    helpers: helpers.map(({ person, firstName }) => ({ id: person, firstName })),
    draft: draft && sheet.summaryOf(draft, problem!, { zone: hub.zone, now }),
  };
};

export const actions: Actions = {
  draft: async (event) => {
    const { hub, by } = await requireDesk(event);
    const { house, now } = event.locals;
    const made = await making.make(house.db, hub, by, now);
    if (!made) return back(hub.slug, 'nothing');
    house.log('rota-drafted', { hub: hub.slug, by });
    // Nobody waits for the proof: the draft is there, and the page says when a better one is.
    making.improve(house.db, made).catch(() => house.log('rota-not-improved', { hub: hub.slug }));
    return back(hub.slug, 'drafted');
  },

  put: async (event) => {
    const { hub, draft } = await requireDraft(event);
    const form = await readForm(event, PUT);
    if (!form.ok) return form.failure;
    await drafts.put(event.locals.house.db, draft.id, form.value, event.locals.now);
    return back(hub, 'put', `${form.value.meetup}`);
  },

  lock: async (event) => {
    const { hub, draft } = await requireDraft(event);
    const form = await readForm(event, LOCK);
    if (!form.ok) return form.failure;
    const { locked, ...cell } = form.value;
    await drafts.lock(event.locals.house.db, draft.id, { ...cell, locked: locked === 'yes' });
    return back(hub, 'put', cell.meetup);
  },

  ask: async (event) => {
    const { hub, by, draft } = await requireDraft(event);
    const { house, now } = event.locals;
    const all = await making.ahead(house.db, hub, now);
    const asked = await drafts.askEverybody(house.db, draft, { all, by }, now);
    house.log('rota-asked', { hub, by, people: asked });
    house.delivery.wake();
    return back(hub, 'asked');
  },

  discard: async (event) => {
    const { hub } = await requireDraft(event);
    await drafts.discard(event.locals.house.db, hub);
    return back(hub, 'discarded');
  },
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'plan-rota', hub.slug).id };
}

async function requireDraft(event: RequestEvent) {
  const { hub, by } = await requireDesk(event);
  const draft = await drafts.of(event.locals.house.db, hub.slug);
  return { hub: hub.slug, by, draft: draft ?? back(hub.slug, 'gone') };
}

function back(hub: string, outcome: string, at = ''): never {
  redirect(303, `/${hub}/desk/rota?done=${outcome}${at ? `&at=${at}#${at}` : '#said'}`);
}
