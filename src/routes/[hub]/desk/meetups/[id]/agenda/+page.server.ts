import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { newId } from '#server/ids.ts';
import * as agendas from '#server/voice/agendas.ts';
import * as writingUp from '#server/voice/writing-up.ts';
import * as answers from '#server/voice/answers.ts';
import { localOf } from '#server/wall-clock.ts';
import { line, once } from '../../../../../fields.ts';
import { readForm, refuse } from '../../../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { requireMeeting } from './agenda.ts';

const WHICH = 'Choose which one';
const item = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(80));
const MOVE = v.object({ item, way: v.picklist(['up', 'down'], 'Choose up or down') });
const ITEM = v.object({ item });
const ADD = v.object({ words: line('Write what you want to talk about', 120), once });

export const load: PageServerLoad = async (event) => {
  const { hub, meetup, meeting } = await requireMeeting(event);
  const { house, now } = event.locals;
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    meetup: { id: meetup.id, title: meetup.title, startsLocal: meetup.startsLocal },
    told: event.url.searchParams.has('told'),
    ...(await agendas.of(house.db, meeting)),
  };
};

export const actions: Actions = {
  move: async (event) => {
    const { meeting } = await requireMeeting(event);
    const form = await readForm(event, MOVE);
    if (!form.ok) return form.failure;
    await agendas.move(event.locals.house.db, { ...meeting, ...form.value });
    return back(event, '#agenda');
  },

  leaveOut: (event) => leaveOut(event, true),
  bringBack: (event) => leaveOut(event, false),

  add: async (event) => {
    const { meeting, by } = await requireMeeting(event);
    const form = await readForm(event, ADD);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    if ((await agendas.add(house.db, { ...meeting, ...form.value, by }, now)) === 'too-many')
      return refuse(form.values, {
        words: 'That is more than one meet-up can hold. Take something off first',
      });
    return back(event, '#agenda');
  },

  remove: async (event) => {
    const { meeting } = await requireMeeting(event);
    const form = await readForm(event, ITEM);
    if (!form.ok) return form.failure;
    await agendas.remove(event.locals.house.db, { ...meeting, ...form.value });
    return back(event, '#agenda');
  },

  approve: (event) =>
    seenTo(event, (given) => writingUp.approve(event.locals.house.db, given, event.locals.now)),
  looked: (event) =>
    seenTo(event, (given) => writingUp.lookAgain(event.locals.house.db, given, event.locals.now)),

  told: async (event) => {
    const { hub, by } = await requireMeeting(event);
    const form = await readForm(event, ITEM);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const answer = form.value.item.replace(/^answer /, '');
    await answers.toldRoom(house.db, { hub: hub.slug, answer, by }, now);
    return back(event, '?told=yes#agenda');
  },
};

async function seenTo(event: RequestEvent, see: (given: SeenTo) => Promise<unknown>) {
  const { hub, by } = await requireMeeting(event);
  const form = await readForm(event, ITEM);
  if (!form.ok) return form.failure;
  const [, writeUp = '', turn] = form.value.item.split(' ');
  await see({ hub: hub.slug, writeUp, turn: Number(turn) || 0, by });
  return back(event, '#agenda');
}

interface SeenTo {
  hub: string;
  writeUp: string;
  turn: number;
  by: string;
}

async function leaveOut(event: RequestEvent, out: boolean) {
  const { meeting, by } = await requireMeeting(event);
  const form = await readForm(event, ITEM);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  await agendas.leaveOut(house.db, { ...meeting, ...form.value, out, by }, now);
  return back(event, '#agenda');
}

function back({ params }: RequestEvent, where: string): never {
  redirect(303, `/${params.hub}/desk/meetups/${params.id}/agenda${where}`);
}
