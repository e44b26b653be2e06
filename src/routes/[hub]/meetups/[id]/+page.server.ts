import { redirect } from '@sveltejs/kit';
import { callsItselfApple } from '#lib/home-screen.ts';
import type { Database } from '#server/db/database.ts';
import { jsonLd } from '#server/feeds/json-ld.ts';
import { newId } from '#server/ids.ts';
import * as details from '#server/meetups/details.ts';
import { earlierStart } from '#server/meetups/earlier-start.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import * as picture from '#server/paper/picture.ts';
import * as sessions from '#server/people/sessions.ts';
import { readForm, requireHub, requireViewer } from '../../../door.ts';
import { originOf } from '../../../feed-answer.ts';
import * as keptUntil from '../../../kept-until.ts';
import { shownAs } from '../../../picture-answer.ts';
import * as sessionCookie from '../../../session-cookie.ts';
import { pathOf, requireMeetup } from '../../meetup.ts';
import type { Actions, PageServerLoad } from './$types';
import { answer } from './answering.ts';
import { DETAILS } from './forms.ts';
import * as notice from './notice.ts';

export const load: PageServerLoad = async (event) => {
  const { house, now, viewer } = event.locals;
  const meetup = await requireMeetup(event);
  // A page kept ahead on the device has not been read yet.
  const isRead = !event.request.headers.has('natter-keeping');
  if (viewer && isRead) await noteSeen(house.db, meetup, viewer.id, now);
  const mine = viewer && (await notice.mine(house.db, meetup, viewer, now));
  const hub = await requireHub(event);
  const shown = shownAs(event, pathOf(meetup), picture.ofMeetup(hub, meetup));
  const wasLocal = await earlierStart(house.db, meetup);
  const asEvent = { origin: originOf(event), wasLocal, image: shown.picture };
  const seen = { ...shown, jsonLd: meetup.unlistedAt === null ? jsonLd(meetup, hub, asEvent) : null };
  const shownMeetup = await notice.of(house.db, meetup, { viewer, mine }, now);
  keptUntil.say(event, ...notice.ends(meetup, shownMeetup.place, mine));
  const apple = callsItselfApple(event.request.headers.get('user-agent') ?? '');
  return {
    once: newId(),
    mine,
    seen,
    apple,
    meetup: shownMeetup,
  };
};

/** Who looks at the page knows what we wrote about it. */
async function noteSeen(db: Database, { id, kept }: Meetup, person: string, now: number): Promise<void> {
  if (!kept || !(await letters.isOpenAbout(db, person, id))) return;
  await db.write((tx) => letters.markReachedAbout(tx, person, id, 'opened', now));
}

export const actions: Actions = {
  coming: (event) => answer(event, 'coming'),
  maybe: (event) => answer(event, 'maybe'),
  not: (event) => answer(event, 'not-this-time'),

  details: async (event) => {
    const { house, now } = event.locals;
    const viewer = requireViewer(event);
    const meetup = await requireMeetup(event);
    const form = await readForm(event, DETAILS);
    if (!form.ok) return form.failure;
    const { words, carer } = form.value;
    await details.say(house.db, meetup, { person: viewer.id, words: words ?? '', carer }, now);
    return redirect(303, `${pathOf(meetup)}#said`);
  },

  'not-me': async (event) => {
    const meetup = await requireMeetup(event);
    const secret = sessionCookie.read(event);
    if (secret) await sessions.end(event.locals.house.db, secret);
    sessionCookie.clear(event);
    return redirect(303, `${pathOf(meetup)}#answer`);
  },
};
