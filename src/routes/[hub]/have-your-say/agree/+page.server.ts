import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import { newId } from '#server/ids.ts';
import * as attempts from '#server/people/attempts.ts';
import * as roles from '#server/people/roles.ts';
import * as agreeNewcomers from '#server/voice/agree-newcomers.ts';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as agreeStatements from '#server/voice/agree-statements.ts';
import * as agreeTelling from '#server/voice/agree-telling.ts';
import * as agreeVotes from '#server/voice/agree-votes.ts';
import { readForm, refuse, requireHub, requireViewer } from '../../../door.ts';
import * as sessionCookie from '../../../session-cookie.ts';
import { here } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';
import { SUGGESTION, VOTING } from './forms.ts';
import { shownOf } from './shown.ts';

/** A hall full of people over one connection. */
const FROM_ONE_ADDRESS = { tries: 60, seconds: 600 };
const TOO_MANY = 'Many people have answered from here just now. Please try again in ten minutes.';
const CLOSED = 'This question is closed. Nothing new is counted.';
const NEEDS_YES = 'Tick the box to say yes. Otherwise nothing is kept';
const AT_A_TIME = 5;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, viewer } = event.locals;
  const question = await agreeQuestions.latest(house.db, hub.slug);
  const done = event.url.searchParams.get('done');
  const own = { once: newId(), firstName: viewer?.firstName ?? null, done };
  const keeps = roles.may(viewer, 'keep-agreeing', hub.slug);
  if (!question) return { ...own, keeps, question: null };
  const all = (await agreeStatements.ofQuestion(house.db, question.id)).filter(
    ({ standing }) => standing === 'in',
  );
  const mine = viewer ? await agreeVotes.ofPerson(house.db, question.id, viewer.id) : {};
  const kept = await agreeTelling.read(house.db, question.id);
  const answered = all.filter(({ id }) => Object.hasOwn(mine, id));
  const from = pageOf(event);
  const seen = { seed: viewer?.id ?? question.id, seen: mine, extremity: kept.extremity };
  return {
    ...own,
    keeps,
    question: {
      words: question.words,
      isOpen: question.closedAt === null,
      needsYes:
        question.tender === 'health' &&
        !(viewer && (await agreeVotes.hasConsented(house.db, question.id, viewer.id))),
    },
    statements:
      from === null
        ? await agreeVotes.nextStatements(house.db, question.id, seen)
        : answered.slice(from, from + AT_A_TIME),
    mine,
    answered: answered.length,
    asked: all.length,
    from,
    next: from !== null && from + AT_A_TIME < answered.length ? from + AT_A_TIME : null,
    told: shownOf(kept.told, all),
  };
};

export const actions: Actions = {
  vote: async (event) => {
    const hub = await requireHub(event);
    const form = await readForm(event, VOTING);
    if (!form.ok) return form.failure;
    const { house, now, viewer } = event.locals;
    const { firstName, consent: consented, once, votes } = form.value;
    if (Object.keys(votes).length === 0)
      return refuse(form.values, { form: 'Choose “Agree”, “Disagree” or “Pass” at least once' });
    const given = { hub: hub.slug, votes, consented };
    if (viewer && (!firstName || firstName === viewer.firstName))
      return finish(
        event,
        form.values,
        await agreeVotes.take(house.db, { ...given, person: viewer.id }, now),
      );
    if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
    const bucket = `agrees-from:${attempts.placeOf(event.getClientAddress())}`;
    if (!(await attempts.allow(house.db, bucket, FROM_ONE_ADDRESS, now)))
      return fail(429, { values: form.values, problems: { form: TOO_MANY } });
    const welcomed = await agreeNewcomers.welcome(house.db, given, { firstName, once, ...here(event) }, now);
    if ('session' in welcomed) sessionCookie.set(event, welcomed.session.secret, welcomed.session.expiresAt);
    return finish(event, form.values, welcomed.outcome);
  },

  takeBack: async (event) => {
    const hub = await requireHub(event);
    const viewer = requireViewer(event);
    const question = await agreeQuestions.latest(event.locals.house.db, hub.slug);
    if (question)
      await agreeVotes.takeBack(event.locals.house.db, { question: question.id, person: viewer.id });
    redirect(303, `/${hub.slug}/have-your-say/agree?done=taken-back#said`);
  },

  suggest: async (event) => {
    const hub = await requireHub(event);
    const viewer = requireViewer(event);
    const form = await readForm(event, SUGGESTION);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const question = await agreeQuestions.findOpen(house.db, hub.slug);
    if (!question) return refuse(form.values, { words: CLOSED });
    const isHost = roles.may(viewer, 'keep-agreeing', hub.slug);
    const statement = { question: question.id, words: form.value.words, by: viewer.id, isHost };
    const outcome = await house.db.write((tx) => agreeStatements.add(tx, statement, now));
    if (outcome === 'too-many') return refuse(form.values, { words: 'A host has to look at those first' });
    if (outcome === 'there-already') return refuse(form.values, { words: 'This one is there already' });
    redirect(303, `/${hub.slug}/have-your-say/agree?done=${outcome}#said`);
  },
};

/** Back to the page with the next ones, or the form again with what to do. */
function finish(event: RequestEvent, values: FormValues, outcome: agreeVotes.Voting) {
  if (outcome === 'closed') return refuse(values, { form: CLOSED });
  if (outcome === 'needs-consent') return refuse(values, { consent: NEEDS_YES });
  redirect(303, `/${event.params.hub}/have-your-say/agree?done=taken#said`);
}

/** Where in their own answers somebody looks; null when they are not looking at those. */
function pageOf({ url }: RequestEvent): number | null {
  const from = Number.parseInt(url.searchParams.get('mine') ?? '', 10);
  return Number.isNaN(from) ? null : Math.max(0, from);
}
