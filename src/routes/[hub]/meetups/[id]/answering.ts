import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as newcomers from '#server/meetups/newcomers.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as sentByDevice from '#server/meetups/sent.ts';
import * as attempts from '#server/people/attempts.ts';
import * as roles from '#server/people/roles.ts';
import { readForm, refuse } from '../../../door.ts';
import * as sessionCookie from '../../../session-cookie.ts';
import * as sentLater from '../../../sent-later.ts';
import { here } from '../../../signed-in.ts';
import { pathOf, requireMeetup } from '../../meetup.ts';
import { FOR_NEWCOMER, FOR_VIEWER } from './forms.ts';

/** A hall full of people who scan the same poster over one connection. */
const FROM_ONE_ADDRESS = { tries: 200, seconds: 600 };

interface Said {
  firstName?: string | undefined;
  party?: number | undefined;
  once: string;
  needLift?: boolean;
  giveLift?: boolean;
}

/** What each of the three buttons does, for somebody this device knows and for somebody new. */
export async function answer(event: RequestEvent, answer: rsvps.Answer) {
  const { house, viewer, now } = event.locals;
  const meetup = await requireMeetup(event);
  const form = await readForm(event, (viewer ? FOR_VIEWER : FOR_NEWCOMER)[answer]);
  if (!form.ok) return form.failure;
  const { firstName, party, once, ...lift } = form.value as Said;
  if (viewer && (!firstName || firstName === viewer.firstName)) {
    const belongs = roles.roleIn(viewer, meetup.hub) !== null;
    const given = { person: viewer.id, answer, party, said: 'self' as const, belongs };
    const sent = sentLater.read(event);
    const outcome = sent
      ? await sentByDevice.answer(house.db, meetup, { ...given, sent }, now)
      : await rsvps.answer(house.db, meetup, given, now);
    if (sent && sent.waited !== null) return answerLater(event, meetup, outcome, form.values);
    if (outcome === 'too-many') return tooMany(event, meetup, form.values);
    return onward(meetup, outcome, lift);
  }
  // Another name than the one this device belongs to: somebody else in the house filled in an older page.
  return welcome(event, meetup, { firstName: firstName!, party, once, answer, lift }, form.values);
}

/** Nobody looks at the page that follows, so the device is told what came of it. */
function answerLater(
  event: RequestEvent,
  meetup: Meetup,
  outcome: rsvps.Outcome | 'overtaken',
  values: FormValues,
) {
  if (outcome === 'closed') return sentLater.refuse(event, 'over', values);
  if (outcome === 'cancelled' || outcome === 'overtaken' || outcome === 'too-many') {
    return sentLater.refuse(event, outcome, values);
  }
  if (outcome === 'waiting') sentLater.tell(event, 'waiting');
  return redirect(303, pathOf(meetup));
}

async function welcome(
  event: RequestEvent,
  meetup: Meetup,
  { lift, ...newcomer }: Pick<newcomers.Newcomer, 'firstName' | 'party' | 'once' | 'answer'> & { lift: Lift },
  values: FormValues,
) {
  const { house, now } = event.locals;
  const bucket = `newcomers-from:${attempts.placeOf(event.getClientAddress())}`;
  if (!(await attempts.allow(house.db, bucket, FROM_ONE_ADDRESS, now))) {
    return fail(429, {
      values,
      problems: { form: 'Many people have answered from here just now. Please try again in ten minutes.' },
    });
  }
  const welcomed = await newcomers.welcome(house.db, meetup, { ...newcomer, ...here(event) }, now);
  if ('session' in welcomed) sessionCookie.set(event, welcomed.session.secret, welcomed.session.expiresAt);
  return welcomed.outcome === 'too-many'
    ? tooMany(event, meetup, values)
    : onward(meetup, welcomed.outcome, lift);
}

type Lift = Pick<Said, 'needLift' | 'giveLift'>;

/** Back to the meet-up; or on to the page about the lift, for whoever ticked it and has a place. */
function onward(meetup: Meetup, outcome: string, { needLift, giveLift }: Lift): never {
  if (outcome !== 'coming' || !(needLift || giveLift)) redirect(303, `${pathOf(meetup)}#said`);
  redirect(303, `/${meetup.hub}/lifts/${needLift ? 'ask' : 'offer'}?meetup=${meetup.id}`);
}

/** Nothing was lost: who had places still has them. */
async function tooMany(event: RequestEvent, meetup: Meetup, values: FormValues) {
  const { house, viewer } = event.locals;
  const limit = meetup.exactLimit ?? 0;
  const held = viewer && (await rsvps.of(house.db, meetup.id, viewer.id));
  if (Number(values.party) > limit || !held) {
    return refuse(values, { party: `There is room for ${limit} in all. Enter a smaller number` });
  }
  return refuse(values, { party: `No more places are free. You keep yours for ${held.party}` });
}
