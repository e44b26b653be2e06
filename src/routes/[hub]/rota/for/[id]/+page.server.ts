import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as goBetweens from '#server/people/go-betweens.ts';
import * as cover from '#server/rotas/cover.ts';
import * as promised from '#server/rotas/promised.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { readForm, requireHub, requireViewer } from '../../../../door.ts';
import { SHIFT, TAKE } from '../../forms.ts';
import * as rota from '../../rota.ts';
import * as wishing from '../../wishes/wishing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const whose = await requireWhose(event);
  const { hub, person, firstName } = whose;
  const { house, now } = event.locals;
  const { searchParams } = event.url;
  const mine = await promised.ofPerson(house.db, person, now);
  const open = rota.openFor(await rota.ahead(event, hub.slug), { person, mine }, now);
  return {
    once: newId(),
    person: { id: person, firstName },
    done: searchParams.get('done'),
    saved: searchParams.get('saved'),
    at: searchParams.get('at'),
    mine: mine.filter((one) => one.hub === hub.slug && one.cancelledAt === null),
    open: rota.shownOf(open, searchParams.get('at'), { all: searchParams.has('all') }, now),
    openInAll: open.length,
    ...(await wishing.read(event, whose)),
  };
};

export const actions: Actions = {
  take: async (event) => {
    const { hub, person, path, by } = await requireWhose(event);
    const form = await readForm(event, TAKE);
    if (!form.ok) return form.failure;
    const shift = await rota.requireShift(event, hub.slug, form.value);
    const { house, now } = event.locals;
    const learning = form.value.learning === 'yes';
    const taker: turns.Taker = { person, said: 'in-person', enteredBy: by, learning };
    return done(path, await cover.takeAny(house.db, shift, taker, now), shift);
  },

  wait: (event) =>
    answer(event, ({ house, now }, shift, person, by) =>
      turns.waitFor(house.db, shift, { person, said: 'in-person', enteredBy: by }, now),
    ),

  decline: (event) =>
    answer(event, async ({ house, now }, shift, person) => {
      await turns.decline(house.db, shift, person, now);
      return 'declined';
    }),

  cantMakeIt: (event) =>
    answer(event, async ({ house, now }, shift, person, by) => {
      const outcome = await cover.want(house.db, shift, { person, by }, now);
      house.delivery.wake();
      return outcome;
    }),

  keep: (event) =>
    answer(event, async ({ house, now }, shift, person) => {
      await cover.keep(house.db, shift, person, now);
      return 'kept';
    }),

  save: async (event) => wishing.save(event, await requireWhose(event)),
  stop: async (event) => wishing.stop(event, await requireWhose(event)),
  away: async (event) => wishing.addAway(event, await requireWhose(event)),
  back: async (event) => wishing.takeBackAway(event, await requireWhose(event)),
  wish: async (event) => wishing.wish(event, await requireWhose(event)),
  agree: async (event) => wishing.agree(event, await requireWhose(event)),
  end: async (event) => wishing.end(event, await requireWhose(event)),

  /** Whoever said things for them no longer does. */
  leave: async (event) => {
    const { hub, person, by } = await requireWhose(event);
    await goBetweens.end(event.locals.house.db, { hub: hub.slug, person, by });
    redirect(303, `/${hub.slug}/rota`);
  },
};

type Deed = (locals: App.Locals, shift: Shift, person: string, by: string) => Promise<string>;

async function answer(event: RequestEvent, deed: Deed) {
  const { hub, person, path, by } = await requireWhose(event);
  const form = await readForm(event, SHIFT);
  if (!form.ok) return form.failure;
  const shift = await rota.requireShift(event, hub.slug, form.value);
  return done(path, await deed(event.locals, shift, person, by), shift);
}

/** For whom the viewer may say things; anybody else is not found. */
async function requireWhose(event: RequestEvent): Promise<wishing.Whose & { by: string; firstName: string }> {
  const hub = await requireHub(event);
  const { id: by } = requireViewer(event);
  const pair = { hub: hub.slug, person: event.params.id ?? '', by };
  const found = await goBetweens.find(event.locals.house.db, pair);
  if (!found) error(404, 'There is nothing here');
  const path = `/${hub.slug}/rota/for/${found.id}`;
  return { hub, person: found.id, path, by, firstName: found.firstName };
}

/** Back to the page, which says what came of it and how things stand now. */
function done(path: string, outcome: string, shift: Shift): never {
  redirect(303, `${path}?done=${outcome}&at=${rota.keyOf(shift)}#said`);
}
