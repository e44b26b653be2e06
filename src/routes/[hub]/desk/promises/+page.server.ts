import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { DAY } from '#server/clock.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as reached from '#server/outbox/reached.ts';
import * as promises from '#server/voice/promises.ts';
import * as promisesToRing from '#server/voice/promises-to-ring.ts';
import * as promising from '#server/voice/promising.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../door.ts';
import { once } from '../../../fields.ts';
import * as promiseDeeds from '../../../promise-deeds.ts';
import { HAND_ON, NEW_PROMISE, RUNG } from '../../../promise-fields.ts';
import { ownersIn } from './owners.ts';
import type { Actions, PageServerLoad } from './$types';

const SETTLED_LATELY = 90 * DAY;
const NOT_HERE = { owner: 'They are no longer here. Choose somebody else' };
const OVER = { byDay: 'That day is over. Choose one that is to come' };

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    done: event.url.searchParams.get('done'),
    promises: await promises.ofHub(house.db, hub.slug, now - SETTLED_LATELY),
    toRing: await promisesToRing.ofHub(house.db, hub.slug),
    owners: await ownersIn(event, hub.slug),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, v.object({ ...NEW_PROMISE, once }));
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { once: form_, ...promise } = form.value;
    if (promise.byDay < localOf(now, hub.zone).slice(0, 10)) return refuse(form.values, OVER);
    const given = { ...promise, hub: hub.slug, meetup: null, by };
    const key = takenForms.keyFor(`promise ${by}`, form_);
    const outcome = await house.db.write((tx) =>
      takenForms.once(
        tx,
        key,
        async () => ((await promising.make(tx, given, now)) === 'made' ? 'made' : null),
        now,
      ),
    );
    if (outcome === null) return refuse(form.values, NOT_HERE);
    house.delivery.wake();
    redirect(303, `${pageOf(hub.slug)}?done=made`);
  },

  handOn: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, HAND_ON);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const outcome = await promising.handOn(house.db, { hub: hub.slug, ...form.value, by }, now);
    if (outcome === 'not-here') return refuse(form.values, NOT_HERE);
    if (outcome === 'not-found') error(404, 'There is nothing here');
    house.delivery.wake();
    redirect(303, `${pageOf(hub.slug)}?done=handed-on`);
  },

  ring: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, RUNG);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { promise, letter } = form.value;
    if (!(await promises.find(house.db, hub.slug, promise))) error(404, 'There is nothing here');
    const rung = { subject: promise, letter, outcome: 'spoke', by } as const;
    if ((await reached.ring(house.db, rung, now)) === 'not-found') error(404, 'There is nothing here');
    redirect(303, `${pageOf(hub.slug)}?done=told`);
  },

  kept: async (event) => promiseDeeds.settle(event, await handOf(event), 'kept'),
  ended: async (event) => promiseDeeds.settle(event, await handOf(event), 'ended'),
  changed: async (event) => promiseDeeds.change(event, await handOf(event)),
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'keep-meetings', hub.slug).id };
}

async function handOf(event: RequestEvent): Promise<promiseDeeds.Hand> {
  const { hub, by } = await requireDesk(event);
  return { reach: { hub: hub.slug }, by, zone: hub.zone, page: pageOf(hub.slug) };
}

function pageOf(hub: string): string {
  return `/${hub}/desk/promises`;
}
