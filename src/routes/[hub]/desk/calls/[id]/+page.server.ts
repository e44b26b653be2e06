import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { dayOf } from '#server/meetups/days.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import { localOf } from '#server/wall-clock.ts';
import { contactOf, HALF_A_CONTACT, WISH } from '../../../../call-fields.ts';
import { readForm, refuse } from '../../../../door.ts';
import { ById, day } from '../../../calls/forms.ts';
import { peopleOf, requireDesk, requireWish, shown } from '../desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const WHO = 'Choose whom you ask';
const Ask = v.object({
  place: v.picklist(['caller', 'stand-in', 'visitor'], 'Choose what you ask for'),
  person: v.pipe(v.string(WHO), v.nonEmpty(WHO), v.maxLength(60)),
});
const Save = v.object(WISH);
const Pause = v.object({ backOn: day });
const REFUSED = {
  'not-they': 'Choose somebody who is not rung here, and does not ring or stand in already',
  'not-again': 'Please choose somebody else for this one',
  'not-here': WHO,
};

export const load: PageServerLoad = async (event) => {
  const { hub, by, wish } = await requireWish(event);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone);
  const [one] = await callBoard.gather(house.db, [wish], dayOf(today));
  const { said, heardBy, heardOn } = wish;
  const people = await peopleOf(event, hub.slug);
  return {
    today,
    saved: event.url.searchParams.get('saved'),
    call: { ...shown(one!, now), said, heardBy, heardOn },
    isMine: wish.lookedAfterBy?.id === by,
    people: people.filter(({ id }) => id !== wish.person.id),
  };
};

export const actions = {
  ask: async (event) => {
    const { by, wish } = await requireWish(event);
    const form = await readForm(event, Ask);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const asked = await house.db.write((tx) => callPairs.ask(tx, { wish, ...form.value, by }, now));
    if (asked !== 'asked') return refuse(form.values, { person: REFUSED[asked] });
    house.log('call-asked', { wish: wish.id, place: form.value.place, by });
    house.delivery.wake();
    return saved(event, 'asked');
  },
  yes: async (event) => {
    const { by } = await requireWish(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    const pair = await requirePair(event, form.value.id);
    await event.locals.house.db.write((tx) => callPairs.agree(tx, { id: pair.id, by }, event.locals.now));
    return saved(event, 'yes');
  },
  end: async (event) => {
    const { by } = await requireWish(event);
    const form = await readForm(event, ById);
    if (!form.ok) return form.failure;
    const pair = await requirePair(event, form.value.id);
    const { house, now } = event.locals;
    await house.db.write((tx) => callPairs.end(tx, { id: pair.id, because: 'host', by }, now));
    return saved(event, 'yes');
  },
  save: async (event) => {
    const { hub, wish } = await requireWish(event);
    const form = await readForm(event, Save);
    if (!form.ok) return form.failure;
    const contact = contactOf(form.value);
    if (contact === 'half') return refuse(form.values, HALF_A_CONTACT);
    const { house, now } = event.locals;
    const { weekday, part } = form.value;
    const changed = { id: wish.id, weekday, part, contact };
    await house.db.write((tx) => callWishing.change(tx, changed, dayOf(localOf(now, hub.zone))));
    return saved(event, 'yes');
  },
  pause: async (event) => {
    const { wish } = await requireWish(event);
    const form = await readForm(event, Pause);
    if (!form.ok) return form.failure;
    await event.locals.house.db.write((tx) => callWishing.pause(tx, wish.id, form.value.backOn));
    return saved(event, 'yes');
  },
  resume: async (event) => {
    const { wish } = await requireWish(event);
    await event.locals.house.db.write((tx) => callWishing.pause(tx, wish.id, null));
    return saved(event, 'yes');
  },
  lookAfter: async (event) => {
    const { by, wish } = await requireWish(event);
    await event.locals.house.db.write((tx) => callWishing.lookAfter(tx, wish.id, by));
    return saved(event, 'yes');
  },
  stop: async (event) => {
    const { hub, by } = await requireDesk(event);
    const { house, now } = event.locals;
    const { id } = event.params;
    if (!(await callWishes.isOf(house.db, id, { hub: hub.slug }))) error(404, 'There is nothing here');
    await house.db.write((tx) => callWishing.stop(tx, id, by, now));
    house.log('call-stopped', { hub: hub.slug, wish: id, by });
    redirect(303, `/${hub.slug}/desk/calls?said=stopped`);
  },
} satisfies Actions;

/** Somebody's part in this very call. */
async function requirePair(event: RequestEvent, id: string): Promise<callPairs.Pair> {
  const pair = await callPairs.find(event.locals.house.db, event.params.hub, id);
  return pair?.wish === event.params.id ? pair : error(404, 'There is nothing here');
}

function saved(event: RequestEvent, what: string): never {
  redirect(303, `${event.url.pathname}?saved=${what}`);
}
