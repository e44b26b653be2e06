import * as roleGrants from '#server/people/role-grants.ts';
import * as opened from '#server/reminders/opened.ts';
import type { Actions, PageServerLoad } from './$types';
import { act, actOnJob, actOnPromise, requireLetterId } from './letter.ts';
import * as topic from './topic.ts';

export const load: PageServerLoad = async (event) => {
  const { house, now, viewer } = event.locals;
  const letter = await opened.open(house.db, requireLetterId(event), now);
  if (!letter) return { letter: null, hub: null, isMine: false, whomToAsk: null, done: null };
  const { person, ...shown } = letter;
  return {
    letter: shown,
    hub: letter.hub,
    // Their own browser, not a scanner that follows the links in a mail.
    isMine: viewer?.id === person,
    // Whoever helps to host has no desk: it has everybody's telephone number.
    whomToAsk: await roleGrants.whomToAsk(house.db, { hub: letter.hub.slug, person }),
    done: event.url.searchParams.get('done'),
  };
};

export const actions = {
  know: (event) => act(event, 'know'),
  coming: (event) => act(event, 'coming'),
  maybe: (event) => act(event, 'maybe'),
  not: (event) => act(event, 'not-this-time'),
  on: (event) => act(event, 'on'),
  callYes: (event) => act(event, 'call-yes'),
  callNo: (event) => act(event, 'call-no'),
  callCannot: (event) => act(event, 'call-cannot'),
  liftYes: (event) => act(event, 'lift-yes'),
  liftNo: (event) => act(event, 'lift-no'),
  stop: (event) => act(event, 'stop'),
  take: (event) => actOnJob(event, 'take'),
  decline: (event) => actOnJob(event, 'decline'),
  cantMakeIt: (event) => actOnJob(event, 'cant-make-it'),
  swap: (event) => actOnJob(event, 'swap'),
  swapYes: (event) => actOnJob(event, 'swap-yes'),
  swapNo: (event) => actOnJob(event, 'swap-no'),
  promiseKept: (event) => actOnPromise(event, 'kept'),
  promiseBack: (event) => actOnPromise(event, 'back'),
  object: topic.object,
  received: topic.receive,
  check: topic.check,
  answer: topic.answer,
} satisfies Actions;
