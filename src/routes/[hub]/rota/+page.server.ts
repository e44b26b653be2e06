import { redirect, type RequestEvent } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as attempts from '#server/people/attempts.ts';
import * as goBetweens from '#server/people/go-betweens.ts';
import * as cover from '#server/rotas/cover.ts';
import * as errands from '#server/rotas/errands.ts';
import * as newcomers from '#server/rotas/newcomers.ts';
import * as promised from '#server/rotas/promised.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireViewer } from '../../door.ts';
import * as sessionCookie from '../../session-cookie.ts';
import { here } from '../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { ERRAND, SHIFT, TAKE, TAKE_ERRAND } from './forms.ts';
import * as rota from './rota.ts';

/** A hall full of people over one connection. */
const FROM_ONE_ADDRESS = { tries: 60, seconds: 600 };

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now, viewer } = event.locals;
  const all = await rota.ahead(event, hub.slug);
  const mine = viewer ? await promised.ofPerson(house.db, viewer.id, now) : [];
  const own = new Set(mine.map(({ shift }) => shift));
  const open = rota.openFor(all, { person: viewer?.id ?? null, mine }, now);
  const tasks = await errands.open(house.db, hub.slug);
  const done = event.url.searchParams.get('done');
  const at = event.url.searchParams.get('at');
  const led = all.find((shift) => rota.keyOf(shift) === at);
  return {
    once: newId(),
    today: localOf(now, hub.zone).slice(0, 10),
    firstName: viewer?.firstName ?? null,
    done,
    at,
    /** A code on paper led to a job that somebody else has by now. */
    isTaken: done === null && led !== undefined && !open.includes(led) && !own.has(led.id ?? ''),
    picture: rota.pictureOf(all, now),
    mine: mine.filter((one) => one.hub === hub.slug && one.cancelledAt === null),
    open: rota.shownOf(open, at, { all: event.url.searchParams.has('all') }, now),
    openInAll: open.length,
    /** For whom the viewer may say things. */
    forWhom: viewer ? await goBetweens.forWhom(house.db, hub.slug, viewer.id) : [],
    errands: tasks.map(({ taker, ...errand }) => ({
      ...errand,
      taken: taker !== null,
      isMine: taker !== null && taker.id === viewer?.id,
    })),
  };
};

export const actions: Actions = {
  take: async (event) => {
    const hub = await requireHub(event);
    const form = await readForm(event, TAKE);
    if (!form.ok) return form.failure;
    const { firstName, learning, once } = form.value;
    const shift = await rota.requireShift(event, hub.slug, form.value);
    const { house, now, viewer } = event.locals;
    if (viewer) {
      const taker: turns.Taker = { person: viewer.id, said: 'self', learning: learning === 'yes' };
      return done(event, await cover.takeAny(house.db, shift, taker, now), shift);
    }
    if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
    const newcomer = { firstName, once, ...here(event) };
    const welcomed = await welcome(event, () => newcomers.welcome(house.db, shift, newcomer, now));
    return 'outcome' in welcomed ? done(event, welcomed.outcome, shift) : welcomed;
  },

  wait: async (event) => {
    const { shift, person } = await requireOwn(event);
    const { house, now } = event.locals;
    return done(event, await turns.waitFor(house.db, shift, { person, said: 'self' }, now), shift);
  },

  decline: async (event) => {
    const { shift, person } = await requireOwn(event);
    await turns.decline(event.locals.house.db, shift, person, event.locals.now);
    return done(event, 'declined', shift);
  },

  cantMakeIt: async (event) => {
    const { shift, person } = await requireOwn(event);
    const { house, now } = event.locals;
    const outcome = await cover.want(house.db, shift, { person, by: person }, now);
    house.delivery.wake();
    return done(event, outcome, shift);
  },

  keep: async (event) => {
    const { shift, person } = await requireOwn(event);
    await cover.keep(event.locals.house.db, shift, person, event.locals.now);
    return done(event, 'kept', shift);
  },

  takeErrand: async (event) => {
    const { slug: hub } = await requireHub(event);
    const form = await readForm(event, TAKE_ERRAND);
    if (!form.ok) return form.failure;
    const { id, firstName, once } = form.value;
    const { house, now, viewer } = event.locals;
    if (viewer) return doneErrand(event, await errands.take(house.db, hub, id, viewer.id, now));
    if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
    const newcomer = { firstName, once, ...here(event) };
    const welcomed = await welcome(event, () =>
      newcomers.welcomeToErrand(house.db, { hub, id }, newcomer, now),
    );
    return 'outcome' in welcomed ? doneErrand(event, welcomed.outcome) : welcomed;
  },

  giveBackErrand: (event) =>
    errand(event, async ({ house }, hub, id, person) => {
      await errands.giveBack(house.db, hub, id, person);
      return 'given';
    }),

  finishErrand: (event) =>
    errand(event, async ({ house, now }, hub, id, person) => {
      await errands.finish(house.db, hub, id, person, now);
      return 'done';
    }),
};

/** The shift that a form names, for the person signed in. */
async function requireOwn(event: RequestEvent): Promise<{ shift: Shift; person: string }> {
  const hub = await requireHub(event);
  const viewer = requireViewer(event);
  const form = await readForm(event, SHIFT);
  if (!form.ok) redirect(303, `/${hub.slug}/rota`);
  return { shift: await rota.requireShift(event, hub.slug, form.value), person: viewer.id };
}

/** Enters a newcomer and signs their device in, unless very many come from there. */
async function welcome(event: RequestEvent, enter: () => Promise<newcomers.Welcomed>) {
  const { house, now } = event.locals;
  const bucket = `newcomers-from:${event.getClientAddress()}`;
  if (!(await attempts.allow(house.db, bucket, FROM_ONE_ADDRESS, now))) {
    return refuse(
      {},
      { form: 'Many people have answered from here just now. Please try again in ten minutes.' },
    );
  }
  const { outcome, session } = await enter();
  if (session) sessionCookie.set(event, session.secret, session.expiresAt);
  return { outcome };
}

type Deed = (locals: App.Locals, hub: string, id: string, person: string) => Promise<string>;

async function errand(event: RequestEvent, deed: Deed) {
  const hub = await requireHub(event);
  const viewer = requireViewer(event);
  const form = await readForm(event, ERRAND);
  if (!form.ok) return form.failure;
  return done(event, await deed(event.locals, hub.slug, form.value.id, viewer.id), null);
}

/** A job to be done by a day has nobody coming to anything. */
function doneErrand(event: RequestEvent, outcome: string): never {
  return done(event, outcome === 'taken' ? 'mine' : outcome, null);
}

/** Back to the page, which says what came of it and how things stand now. */
function done({ params }: RequestEvent, outcome: string, shift: Shift | null): never {
  const at = shift ? `&at=${rota.keyOf(shift)}` : '';
  redirect(303, `/${params.hub}/rota?done=${outcome}${at}#said`);
}
