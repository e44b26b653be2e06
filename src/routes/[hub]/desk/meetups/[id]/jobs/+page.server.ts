import { error, type RequestEvent } from '@sveltejs/kit';
import * as people from '#server/people/people.ts';
import * as cover from '#server/rotas/cover.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as oneDate from '#server/rotas/one-date.ts';
import * as proposals from '#server/rotas/proposals.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { readForm, refuse } from '../../../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { back, read, requireDesk, requireShift } from './desk.ts';
import { GIVE, JOB, LEAVE_OUT, NUMBERS, PERSON } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireDesk(event);
  const { searchParams } = event.url;
  return { done: searchParams.get('done'), at: searchParams.get('job'), ...(await read(event, meetup)) };
};

export const actions: Actions = {
  give: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, GIVE);
    if (!form.ok) return form.failure;
    const { job, person, said, learning } = form.value;
    const shift = await requireShift(event, meetup, job);
    const { house, now } = event.locals;
    if (!(await people.findInHub(house.db, meetup.hub, person))) error(404, 'There is nothing here');
    const taker: turns.Taker = { person, said, enteredBy: by, learning: learning === 'yes' };
    const outcome = await cover.takeAny(house.db, shift, taker, now);
    house.log('job-entered', { meetup: meetup.id, job, by, outcome });
    return back(meetup, outcome, job);
  },

  release: async (event) => {
    const { meetup, shift, person } = await requireTurn(event);
    await turns.release(event.locals.house.db, shift, person, event.locals.now);
    return back(meetup, 'released', shift.job.id);
  },

  cantMakeIt: async (event) => {
    const { meetup, by, shift, person } = await requireTurn(event);
    const { house, now } = event.locals;
    const outcome = await cover.want(house.db, shift, { person, by }, now);
    house.delivery.wake();
    return back(meetup, outcome, shift.job.id);
  },

  keep: async (event) => {
    const { meetup, shift, person } = await requireTurn(event);
    await cover.keep(event.locals.house.db, shift, person, event.locals.now);
    return back(meetup, 'kept', shift.job.id);
  },

  mend: async (event) => {
    const { meetup } = await requireDesk(event);
    const form = await readForm(event, JOB);
    if (!form.ok) return form.failure;
    const shift = await requireShift(event, meetup, form.value.job);
    const { house, now } = event.locals;
    const asked = await proposals.askToMend(house.db, shift, now);
    house.delivery.wake();
    return back(meetup, asked > 0 ? 'mending' : 'not-theirs', shift.job.id);
  },

  numbers: async (event) => {
    const { meetup } = await requireDesk(event);
    const form = await readForm(event, NUMBERS);
    if (!form.ok) return form.failure;
    const { job, fewest, most } = form.value;
    if (most < fewest) return refuse(form.values, { most: 'Enter at least as many as it needs' });
    const shift = await requireShift(event, meetup, job);
    await oneDate.setNumbers(event.locals.house.db, shift, { fewest, most }, event.locals.now);
    return back(meetup, 'numbers', job);
  },

  addJob: async (event) => {
    const { hub, meetup } = await requireDesk(event);
    const form = await readForm(event, JOB);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const job = await jobs.find(house.db, hub.slug, form.value.job);
    if (!job) return refuse(form.values, { job: 'Choose a job from the list' });
    await oneDate.add(house.db, meetup, job, now);
    return back(meetup, 'added', job.id);
  },

  leaveOut: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, LEAVE_OUT);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const all = await shifts.ofMeetups(house.db, [meetup]);
    const chosen = all.filter(({ job }) => form.value.job.includes(job.id));
    await oneDate.leaveOut(house.db, chosen, by, now);
    house.delivery.wake();
    return back(meetup, 'left-out');
  },
};

async function requireTurn(event: RequestEvent) {
  const { meetup, by } = await requireDesk(event);
  const form = await readForm(event, PERSON);
  if (!form.ok) return back(meetup, 'not-theirs');
  const shift = await requireShift(event, meetup, form.value.job);
  return { meetup, by, shift, person: form.value.person };
}
