import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { newId } from '#server/ids.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as said from '#server/voice/said.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import { localOf } from '#server/wall-clock.ts';
import { CHECK, NEEDS_WHY } from '../../../answer-fields.ts';
import { readForm, refuse, requireViewer } from '../../../door.ts';
import { maybeLines } from '../../../fields.ts';
import { meToo } from '../me-too.ts';
import { eyesOf, requireTopic } from '../say.ts';
import type { Actions, PageServerLoad } from './$types';

const OBJECTION = v.object({ objection: maybeLines(300) });

export const load: PageServerLoad = async (event) => {
  const { hub, topic } = await requireTopic(event, event.params.id);
  if (topic.id !== event.params.id) redirect(303, `/${hub.slug}/have-your-say/${topic.id}`);
  const { house, now, viewer } = event.locals;
  const steps = await topics.stepsOf(house.db, topic.id);
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    firstName: viewer?.firstName ?? null,
    done: event.url.searchParams.get('done'),
    topic,
    views: await said.inTopic(house.db, topic.id, eyesOf(event)),
    ...(await wayOf(event, hub.zone, topic)),
    steps: steps.map(({ step, at }) => ({ step, on: localOf(at, hub.zone).slice(0, 10) })),
  };
};

/** How far it has come on its way, and what was answered. Who carries it is for those behind it. */
async function wayOf({ locals }: RequestEvent, zone: string, topic: topics.Topic) {
  const { house, viewer } = locals;
  const carry = await carries.goingOn(house.db, topic.id);
  const given = await answers.ofTopic(house.db, topic.id);
  return {
    carry: carry && {
      ...cardOf(carry),
      carrier: topic.mine ? (carry.carrier?.firstName ?? null) : null,
      objectUntil: carry.sentAt === null ? localOf(carry.objectionsUntil, zone) : null,
      lateOn: carry.lateAt === null ? null : localOf(carry.lateAt, zone).slice(0, 10),
    },
    answers: given.map((one) => ({ ...one, on: localOf(one.givenAt, zone).slice(0, 10) })),
    mayCheck: topic.mine && given.some(({ kind }) => kind !== 'not-yet' && kind !== 'passed-on'),
    verdict: topic.mine && viewer ? await checks.of(house.db, topic.id, viewer.id) : null,
  };
}

/** What everybody may read of it who may read the topic. */
function cardOf(carry: carries.Carry) {
  const { body, meeting, route, words, goingWell, asked, isObjectedTo, receivedAt, answerBy } = carry;
  return { body: body.name, meeting, route, words, goingWell, asked, isObjectedTo, receivedAt, answerBy };
}

export const actions: Actions = {
  object: async (event) => {
    const viewer = requireViewer(event);
    const { hub, topic } = await requireTopic(event, event.params.id);
    const form = await readForm(event, OBJECTION);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const carry = (await carries.goingOn(house.db, topic.id))?.id ?? '';
    const given = { carry, person: viewer.id, words: form.value.objection };
    if ((await carrying.object(house.db, given, now)) === 'too-late')
      return refuse(form.values, { form: 'These words have gone, or you do not stand behind it' });
    return redirect(303, `/${hub.slug}/have-your-say/${topic.id}?done=objected#said`);
  },

  check: async (event) => {
    const viewer = requireViewer(event);
    const { hub, topic } = await requireTopic(event, event.params.id);
    const form = await readForm(event, v.object(CHECK));
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { ...form.value, topic: topic.id, person: viewer.id, said: 'self', by: null } as const;
    const outcome = await checks.check(house.db, given, now);
    if (outcome === 'needs-because') return refuse(form.values, NEEDS_WHY);
    if (outcome === 'not-found') return refuse(form.values, { form: 'Say “Me too” first, then check it' });
    house.delivery.wake();
    return redirect(303, `/${hub.slug}/have-your-say/${topic.id}?done=${outcome}#said`);
  },

  meToo: (event) => meToo(event, event.params.id),

  takeBack: (event) =>
    own(event, 'taken-back', ({ house, now }, topic, person) =>
      supports.takeBack(house.db, { topic, person }, now),
    ),

  mute: (event) =>
    own(event, 'muted', ({ house, now }, topic, person) =>
      supports.mute(house.db, { topic, person, muted: true }, now),
    ),

  hear: (event) =>
    own(event, 'heard', ({ house, now }, topic, person) =>
      supports.mute(house.db, { topic, person, muted: false }, now),
    ),
};

/** Does something in one's own name; afterwards the topic may be one that they no longer read. */
async function own(
  event: RequestEvent,
  done: string,
  what: (locals: App.Locals, topic: string, person: string) => Promise<void>,
): Promise<never> {
  const viewer = requireViewer(event);
  const { hub, topic } = await requireTopic(event, event.params.id ?? null);
  await what(event.locals, topic.id, viewer.id);
  const still = await topics.find(event.locals.house.db, hub.slug, topic.id, eyesOf(event));
  redirect(303, `/${hub.slug}/have-your-say${still ? `/${topic.id}` : ''}?done=${done}#said`);
}
