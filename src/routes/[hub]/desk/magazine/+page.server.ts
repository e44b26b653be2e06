import { redirect } from '@sveltejs/kit';
import { MONTHS } from '#lib/day-names.ts';
import * as magazines from '#server/hubs/magazines.ts';
import { countWords, monthOf, textOf } from '#server/paper/magazine.ts';
import * as roles from '#server/people/roles.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, requireHub, requireMay } from '../../../door.ts';
import { originOf } from '../../../feed-answer.ts';
import type { Actions, PageServerLoad } from './$types';
import { deadlineOf, MAGAZINE } from './forms.ts';

const LENGTHS = [60, 120];
const MONTHS_AHEAD = 5;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const viewer = requireMay(event, 'see-desk', hub.slug);
  const { house, now } = event.locals;
  const today = localOf(now, hub.zone).slice(0, 10);
  const magazine = await magazines.find(house.db, hub.slug);
  const deadline = magazine && magazines.nextDeadline(magazine.deadline, today);
  const choices = monthsFrom(today);
  const asked = event.url.searchParams.get('month') ?? '';
  // A magazine is for the month after its deadline.
  const month = choices.includes(asked) ? asked : magazines.monthAfter(deadline ?? today);
  const on = await monthOf(house.db, hub, month, originOf(event), now);
  return {
    today,
    magazine,
    deadline,
    mayChange: roles.may(viewer, 'keep-hub', hub.slug),
    saved: event.url.searchParams.has('saved'),
    months: choices.map((one) => ({ value: one, words: inWords(one), chosen: one === month })),
    month: inWords(month),
    texts: LENGTHS.map((most) => {
      const text = textOf(on, most);
      return { most, text, words: countWords(text) };
    }),
  };
};

export const actions = {
  save: async (event) => {
    const { slug } = await requireHub(event);
    requireMay(event, 'keep-hub', slug);
    const form = await readForm(event, MAGAZINE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { name, remindBefore } = form.value;
    const deadline = deadlineOf(form.value);
    await house.db.write((tx) =>
      magazines.keep(tx, { hub: slug, name, deadline, remindBefore: remindBefore ?? 7 }, now),
    );
    redirect(303, `${event.url.pathname}?saved=yes`);
  },

  forget: async (event) => {
    const { slug } = await requireHub(event);
    requireMay(event, 'keep-hub', slug);
    await event.locals.house.db.write((tx) => magazines.forget(tx, slug));
    redirect(303, event.url.pathname);
  },
} satisfies Actions;

function monthsFrom(today: string): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < MONTHS_AHEAD) months.push(magazines.monthAfter(months.at(-1)!));
  return months;
}

/** 'April 2027'. */
function inWords(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
