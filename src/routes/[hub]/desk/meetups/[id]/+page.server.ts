import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import type { Why } from '#lib/worker/words.ts';
import { newId } from '#server/ids.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as sentByDevice from '#server/meetups/sent.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as tally from '#server/meetups/tally.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as gaps from '#server/rotas/gaps.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as answers from '#server/voice/answers.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../../door.ts';
import * as keptUntil from '../../../../kept-until.ts';
import * as sentLater from '../../../../sent-later.ts';
import { requireMeetup } from '../../../meetup.ts';
import type { Actions, PageServerLoad } from './$types';
import { add } from './adding.ts';
import * as desk from './desk.ts';
import { CAME, PERSON, TALLY } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { meetup, by } = await requireDesk(event);
  const added = event.url.searchParams.get('added');
  const { house, now } = event.locals;
  const empty = gaps.among(await shifts.ofMeetups(house.db, [meetup]));
  const { wordsEnd, ...page } = await desk.of(house.db, meetup, by, now);
  keptUntil.say(event, wordsEnd);
  return {
    once: newId(),
    added,
    emptyJobs: empty.map(({ job }) => job.name),
    toReadOut: (await answers.toReadOut(house.db, meetup.hub)).map(({ id, name }) => ({ id, name })),
    ...page,
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
    const { house, now } = event.locals;
    const counted = { people, newFaces, by };
    const sent = sentLater.read(event);
    const outcome = sent
      ? await sentByDevice.count(house.db, meetup, { ...counted, sent }, now)
      : await tally.record(house.db, meetup, counted, now);
    return afterNoting(event, meetup, { outcome, where: '#tally', values: form.values });
  },

  came: async (event) => {
    const { meetup, by } = await requireDesk(event);
    const form = await readForm(event, CAME);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const noted = { came: form.value.came, by };
    const sent = sentLater.read(event);
    const outcome = sent
      ? await sentByDevice.noteWhoCame(house.db, meetup, { ...noted, sent }, now)
      : await tally.noteWhoCame(house.db, meetup, noted, now);
    return afterNoting(event, meetup, { outcome, where: '#came', values: form.values });
  },
} satisfies Actions;

const REFUSED: Record<string, Why> = {
  cancelled: 'cancelled',
  overtaken: 'noted-since',
  'too-early': 'too-early',
  'too-late': 'over',
};

/** The page itself shows what came of it; what was sent later by itself has nobody looking at it. */
function afterNoting(
  event: RequestEvent,
  meetup: Meetup,
  { outcome, where, values }: { outcome: string; where: string; values: FormValues },
) {
  const why = REFUSED[outcome];
  const isLate = sentLater.read(event)?.waited != null;
  return why && isLate ? sentLater.refuse(event, why, values) : back(meetup, why ? '' : where);
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
