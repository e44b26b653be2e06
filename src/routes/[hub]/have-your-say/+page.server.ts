import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as sessions from '#server/people/sessions.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as newcomers from '#server/voice/newcomers.ts';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as asks from '#server/voice/asks.ts';
import * as said from '#server/voice/said.ts';
import * as similar from '#server/voice/similar.ts';
import * as topics from '#server/voice/topics.ts';
import * as views from '#server/voice/views.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse, requireHub, requireViewer } from '../../door.ts';
import * as sessionCookie from '../../session-cookie.ts';
import { here } from '../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { HINDRANCES, SAME, SAYING } from './forms.ts';
import { meToo } from './me-too.ts';
import { choicesFor, eyesOf, refuseCrowd, requireTopic } from './say.ts';

const A_PAGE = 10;
const FURTHEST = 100_000;

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  const { house, now, viewer } = event.locals;
  const eyes = eyesOf(event);
  const asked = Number.parseInt(event.url.searchParams.get('from') ?? '0', 10) || 0;
  const from = Math.min(Math.max(0, asked), FURTHEST);
  const found = await topics.ofHub(house.db, hub.slug, eyes, { from, most: A_PAGE + 1 });
  const fresh = await said.toGather(house.db, hub.slug, eyes, { most: A_PAGE, tender: false });
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    firstName: viewer?.firstName ?? null,
    done: event.url.searchParams.get('done'),
    at: event.url.searchParams.get('at'),
    ...(await choicesFor(event, hub)),
    question: (await agreeQuestions.findOpen(house.db, hub.slug))?.words ?? null,
    asks: await asks.openFor(house.db, [hub.slug], viewer?.id ?? null, now),
    justSaid: await justSaid(event, hub.slug),
    topics: found.slice(0, A_PAGE),
    fresh: from === 0 ? fresh.filter(({ mine }) => !mine) : [],
    from,
    next: found.length > A_PAGE ? from + A_PAGE : null,
  };
};

/** What somebody has said a moment ago, and what seems to say the same. */
async function justSaid(event: RequestEvent, hub: string) {
  const { house, viewer } = event.locals;
  const id = event.url.searchParams.get('said');
  const view = id && viewer ? await views.findOwn(house.db, viewer.id, id) : null;
  if (!view || view.hub !== hub || view.withdrawnAt !== null) return null;
  const { words, level, named, topic, body } = view;
  const like = topic || level === 'me' ? [] : await similar.like(house.db, hub, words, eyesOf(event));
  return { id: view.id, words, level, named, topic, body, meetup: view.meetup, like };
}

export const actions: Actions = {
  say: async (event) => {
    const hub = await requireHub(event);
    const form = await readForm(event, SAYING);
    if (!form.ok) return form.failure;
    const { house, now, viewer } = event.locals;
    const { firstName, consent, once, ...own } = form.value;
    const view = { ...own, hub: hub.slug, consented: consent };
    if (viewer && (!firstName || firstName === viewer.firstName)) {
      const outcome = await views.say(house.db, { ...view, person: viewer.id, once }, now);
      return outcome.outcome === 'said'
        ? thank(event, hub.slug, outcome.view)
        : refuse(form.values, HINDRANCES[outcome.outcome]);
    }
    if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
    const crowd = await refuseCrowd(event, form.values);
    if (crowd) return crowd;
    const welcomed = await newcomers.say(house.db, view, { firstName, once, ...here(event) }, now);
    if (welcomed.outcome !== 'said') return refuse(form.values, HINDRANCES[welcomed.outcome]);
    const { secret, expiresAt } = welcomed.session!;
    sessionCookie.set(event, secret, expiresAt);
    return thank(event, hub.slug, welcomed.view);
  },

  meToo: (event) => meToo(event, null),

  'not-me': async (event) => {
    const hub = await requireHub(event);
    const secret = sessionCookie.read(event);
    if (secret) await sessions.end(event.locals.house.db, secret);
    sessionCookie.clear(event);
    redirect(303, `/${hub.slug}/have-your-say`);
  },

  same: async (event) => {
    const hub = await requireHub(event);
    const viewer = requireViewer(event);
    const form = await readForm(event, SAME);
    if (!form.ok) return form.failure;
    const { topic } = await requireTopic(event, form.value.topic);
    const own = { person: viewer.id, view: form.value.view ?? '', topic: topic.id };
    if ((await gathering.joinOwn(event.locals.house.db, own)) === 'for-fewer')
      redirect(303, `/${hub.slug}/have-your-say?done=apart#said`);
    redirect(303, `/${hub.slug}/have-your-say/${topic.id}?done=same#said`);
  },
};

/** Nothing that was said is in a log. */
function thank({ locals }: RequestEvent, hub: string, view: string): never {
  locals.house.log('view-said', { hub, view });
  redirect(303, `/${hub}/have-your-say?said=${view}#said`);
}
