import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import { newId } from '#server/ids.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as tally from '#server/meetups/tally.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as gaps from '#server/rotas/gaps.ts';
import * as shifts from '#server/rotas/shifts.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import { waitedSeconds } from '../../../../waited.ts';
import { requireMeetup } from '../../../meetup.ts';
import type { Actions, PageServerLoad } from './$types';
import { add } from './adding.ts';
import * as desk from './desk.ts';
import { CAME, PERSON, TALLY } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { meetup } = await requireDesk(event);
  const added = event.url.searchParams.get('added');
  const { house, now } = event.locals;
  const empty = gaps.among(await shifts.ofMeetups(house.db, [meetup]));
  return {
    once: newId(),
    added,
    emptyJobs: empty.map(({ job }) => job.name),
    ...(await desk.of(house.db, meetup, now)),
  };
};

export const actions = {
  on: async (event) => {
    const { meetup, by } = await requireDesk(event);
    await stillOn.confirm(event.locals.house.db, meetup, by, event.locals.now);
    return back(meetup);
  },

  add: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const outcome = await add(event, meetup, by);
    return typeof outcome === 'string' ? back(meetup, `?added=${outcome}#add`) : outcome;
  },

  coming: (event) => answerFor(event, 'coming'),
  not: (event) => answerFor(event, 'not-this-time'),

  pass: async (event) => {
    const { meetup } = await requireDesk(event);
    const form = await readForm(event, PERSON);
    if (!form.ok) return form.failure;
    await waiting.pass(event.locals.house.db, meetup, form.value.person, event.locals.now);
    return back(meetup, '#waiting');
  },

  tally: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, TALLY);
    if (!form.ok) return form.failure;
    const { people, newFaces } = form.value;
    if (newFaces > people)
      return refuse(form.values, { newFaces: 'Enter at most as many new faces as people' });
    const counted = { people, newFaces, by };
    const outcome = await tally.record(event.locals.house.db, meetup, counted, event.locals.now);
    return outcome === 'recorded' ? back(meetup, '#tally') : tooLate(event, meetup, form.values);
  },

  came: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, CAME);
    if (!form.ok) return form.failure;
    const noted = { came: form.value.came, by };
    const outcome = await tally.noteWhoCame(event.locals.house.db, meetup, noted, event.locals.now);
    return outcome === 'noted' ? back(meetup, '#came') : tooLate(event, meetup, form.values);
  },
} satisfies Actions;

/** The page itself shows why; what was sent later by itself has nobody looking at it, and is told. */
function tooLate(event: RequestEvent, meetup: Meetup, values: FormValues) {
  return waitedSeconds(event) === null ? back(meetup, '') : fail(409, { values, problems: {} });
}

async function requireDesk(event: RequestEvent): Promise<{ meetup: Meetup; by: string }> {
  const { slug } = await requireHub(event);
  const viewer = requireMay(event, 'see-people', slug);
  return { meetup: await requireMeetup(event), by: viewer.id };
}

/** What somebody told a host, or a host heard on ringing them. */
async function answerFor(event: RequestEvent, answer: rsvps.Answer) {
  const { meetup, by } = await requireDesk(event);
  const form = await readForm(event, PERSON);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const { person } = form.value;
  if (!(await rsvps.of(house.db, meetup.id, person))) error(404, 'There is nothing here');
  await rsvps.answer(house.db, meetup, { person, answer, said: 'rang', enteredBy: by }, now);
  house.log('answer-entered', { meetup: meetup.id, by, said: 'rang', outcome: answer });
  return back(meetup);
}

function back({ hub, id }: Meetup, where = ''): never {
  redirect(303, `/${hub}/desk/meetups/${id}${where}`);
}
