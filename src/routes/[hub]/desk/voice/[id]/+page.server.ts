import { redirect, type RequestEvent } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as choices from '#server/voice/choices.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as joining from '#server/voice/joining.ts';
import * as keyedIn from '#server/voice/keyed-in.ts';
import * as said from '#server/voice/said.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../../door.ts';
import { noteReading, peopleOf, requireTopic } from '../desk.ts';
import { BEHIND, HANDS, JOIN, NAME, sayerOf, SPLIT } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hub, by, eyes, topic } = await requireTopic(event);
  if (topic.id !== event.params.id) redirect(303, `/${hub.slug}/desk/voice/${topic.id}`);
  const { house, now } = event.locals;
  const all = await topics.ofHub(house.db, hub.slug, eyes, { most: 100 });
  const views = await said.inTopic(house.db, topic.id, eyes);
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    done: event.url.searchParams.get('done'),
    topic,
    isPublic: await topics.isPublic(house.db, topic.id),
    views: await noteReading(event, by, views),
    others: all.filter(({ id }) => id !== topic.id).map(({ id, name }) => ({ id, name })),
    people: await peopleOf(event, hub.slug),
    meetups: await choices.meetupsIn(house.db, hub.slug, now),
  };
};

export const actions: Actions = {
  name: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, NAME);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await gathering.rename(house.db, { ...form.value, hub: hub.slug, topic: topic.id, by }, now);
    return back(event, topic.id, 'named');
  },

  join: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, JOIN);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { into } = form.value;
    const outcome = await joining.join(house.db, { hub: hub.slug, from: topic.id, into, by }, now);
    if (outcome === 'the-same') return refuse(form.values, { into: 'Choose another topic than this one' });
    if (outcome === 'on-its-way')
      return refuse(form.values, { into: 'This one is being carried. Put the other one to it instead' });
    if (outcome === 'already')
      return refuse(form.values, { into: 'One of the two has become one with another. Look again' });
    if (outcome === 'for-fewer')
      return refuse(form.values, {
        into: 'One was carried, and not all who read the other may read that. Leave them apart',
      });
    house.delivery.wake();
    return back(event, into, 'joined');
  },

  split: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, SPLIT);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { ...form.value, hub: hub.slug, zone: hub.zone, topic: topic.id, by };
    const outcome = await gathering.split(house.db, given, now);
    if (outcome.outcome !== 'gathered')
      return refuse(form.values, { views: 'These are no longer in this topic. Look again' });
    house.delivery.wake();
    return back(event, outcome.topic, 'split');
  },

  hands: async (event) => {
    const { hub, by, topic } = await requireTopic(event);
    const form = await readForm(event, HANDS);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const given = { ...form.value, hub: hub.slug, topic: topic.id, by };
    if ((await supports.countHands(house.db, given, now)) === 'not-found')
      return refuse(form.values, { meetup: 'Choose one of these meet-ups' });
    return back(event, topic.id, 'hands');
  },

  behind: async (event) => {
    const { hub, by, eyes, topic } = await requireTopic(event);
    const form = await readForm(event, BEHIND);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { said: how, once } = form.value;
    const given = { hub: hub.slug, topic: topic.id, who: sayerOf(form.value), said: how, by, once };
    if ((await keyedIn.support(house.db, given, eyes, now)) !== 'behind')
      return refuse(form.values, { person: 'Choose who stands behind it, or enter a first name' });
    return back(event, topic.id, 'behind');
  },
};

function back(event: RequestEvent, topic: string, done: string): never {
  redirect(303, `/${event.params.hub}/desk/voice/${topic}?done=${done}`);
}
