import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as bodies from '#server/partners/bodies.ts';
import * as reached from '#server/outbox/reached.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as disclosureWords from '#server/voice/disclosure-words.ts';
import * as ladder from '#server/voice/ladder.ts';
import * as toRing from '#server/voice/to-ring.ts';
import { localOf } from '#server/wall-clock.ts';
import { NEEDS_WHY, problemOf } from '../../../../../answer-fields.ts';
import { readForm, refuse } from '../../../../../door.ts';
import { peopleOf, requireTopic } from '../../desk.ts';
import type { Actions, PageServerLoad } from './$types';
import { meetingsFor } from './carry.ts';
import { CHECKED, HAND_OVER, KEY_IN, LADDER, NOT_ASKED, NOT_CARRIED, PROPOSE, RING } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub, by, topic } = await requireTopic(event);
  const { house, now } = event.locals;
  const carry = await carries.goingOn(house.db, topic.id);
  const given = await answers.ofTopic(house.db, topic.id);
  const others = (await bodies.ofHub(house.db, hub.slug)).filter(({ endedAt }) => endedAt === null);
  return {
    topic,
    by,
    today: localOf(now, hub.zone),
    done: event.url.searchParams.get('done'),
    carry: carry && {
      ...carry,
      mayAskAgain: ladder.isDue(carry, now),
      objectUntil: carry.sentAt === null ? localOf(carry.objectionsUntil, hub.zone) : null,
    },
    objected: carry ? await carries.objectionsTo(house.db, carry.id) : [],
    reasons: carry ? await carries.reasonsFor(house.db, carry.id) : [],
    answers: given.map((one) => ({ ...one, on: localOf(one.givenAt, hub.zone).slice(0, 10) })),
    checks: await checks.countsOf(house.db, topic.id),
    meetings: carry ? [] : await meetingsFor(house.db, hub, now),
    toRing: (await toRing.ofTopic(house.db, topic.id)).map(
      ({ letter, firstName, telephone, inPersonThrough }) => ({
        letter,
        firstName,
        telephone,
        inPersonThrough,
      }),
    ),
    people: await peopleOf(event, hub.slug),
    bodies: others.map(({ id, name }) => ({ id, name })),
  };
};

export const actions: Actions = {
  propose: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, PROPOSE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const people = await peopleOf(event, hub.slug);
    const { words, goingWell, asked } = form.value;
    const telling = disclosureWords.findTelling(
      [words, goingWell, asked].join('\n'),
      people.map(({ firstName }) => firstName),
    );
    // A host strikes what may tell who somebody is, or says that it may stand: the second time it does.
    if (telling.length > 0 && form.values.letStand !== 'yes')
      return refuse({ ...form.values, letStand: 'yes' }, { words: strikeFirst(telling) });
    const plan = { ...form.value, hub: hub.slug, zone: hub.zone, topic: topic.id, by };
    const outcome = await carrying.propose(house.db, plan, now);
    if (outcome !== 'proposed') return refuse(form.values, NOT_CARRIED[outcome]);
    house.delivery.wake();
    return back(event, 'proposed');
  },

  callOff: async (event) => {
    const { by, topic } = await requireTopic(event);
    const { house, now } = event.locals;
    const outcome = await carrying.callOff(house.db, { topic: topic.id, by }, now);
    return back(event, outcome === 'called-off' ? 'off' : 'gone');
  },

  handOver: async (event) => {
    const { hub, topic } = await requireTopic(event);
    const form = await readForm(event, HAND_OVER);
    if (!form.ok) return form.failure;
    const given = { hub: hub.slug, topic: topic.id, carrier: form.value.carrier };
    const outcome = await carrying.handOver(event.locals.house.db, given);
    return outcome === 'handed-over' ? back(event, 'handed-over') : refuse(form.values, NOT_CARRIED[outcome]);
  },

  received: async (event) => {
    const { by, topic } = await requireTopic(event);
    const { house, now } = event.locals;
    const carry = (await carries.goingOn(house.db, topic.id))?.id ?? '';
    await carrying.receive(house.db, { carry, by }, now);
    return back(event, 'received');
  },

  ladder: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, LADDER);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const asked = await ladder.climb(
      house.db,
      { topic: topic.id, hub: hub.slug, rung: form.value.rung, by },
      now,
    );
    if (asked !== 'asked') return refuse(form.values, { rung: NOT_ASKED[asked] });
    house.delivery.wake();
    return back(event, 'asked');
  },

  answer: async (event) => {
    const { by, topic } = await requireTopic(event);
    const form = await readForm(event, KEY_IN);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    // The body may have passed it on while the host was typing what that body said.
    const open = await carries.goingOn(house.db, topic.id);
    const carry = open?.id === form.value.carry ? open.id : '';
    const problem = problemOf(await answering.give(house.db, { ...form.value, carry, by }, now));
    if (problem) return refuse(form.values, problem);
    house.delivery.wake();
    return back(event, 'answered');
  },

  ring: async (event) => {
    const { by, topic } = await requireTopic(event);
    const form = await readForm(event, RING);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await reached.ring(house.db, { subject: topic.id, by, ...form.value }, now);
    return back(event, 'rung');
  },

  begin: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const { house, now } = event.locals;
    await checks.begin(house.db, { hub: hub.slug, topic: topic.id, by, zone: hub.zone }, now);
    return back(event, 'begun');
  },

  check: async (event) => {
    const { by, topic } = await requireTopic(event);
    const form = await readForm(event, CHECKED);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { how: said, ...given } = form.value;
    const outcome = await checks.check(house.db, { ...given, topic: topic.id, said, by }, now);
    if (outcome === 'needs-because') return refuse(form.values, NEEDS_WHY);
    if (outcome === 'not-found')
      return refuse(form.values, { person: 'They do not stand behind it, or there is no answer yet' });
    house.delivery.wake();
    return back(event, 'checked');
  },
};

function strikeFirst(telling: disclosureWords.Found[]): string {
  const some = [...new Set(telling.map(({ text }) => text))].slice(0, 6).join(', ');
  return `This may tell who somebody is: ${some}. Take it out, or press again to let it stand`;
}

function back(event: RequestEvent, done: string): never {
  redirect(303, `/${event.params.hub}/desk/voice/${event.params.id}/carry?done=${done}`);
}
