import { redirect } from '@sveltejs/kit';
import { newId } from '#server/ids.ts';
import * as answers from '#server/voice/answers.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as said from '#server/voice/said.ts';
import * as topics from '#server/voice/topics.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { noteReading, requireDesk } from './desk.ts';
import { ASIDE, GATHER } from './forms.ts';

const MOST = 50;
const NOT_GATHERED = {
  none: { views: 'These have been gathered or taken back. Look again' },
  'not-found': { into: 'This topic has become one with another. Choose again' },
  'for-fewer': { into: 'This was carried, and not all may read it. Give these a new one' },
};

export const load: PageServerLoad = async (event) => {
  const { hub, by, eyes } = await requireDesk(event);
  const { house, now } = event.locals;
  // What is tender is read only by a host who asks for it.
  const tender = event.url.searchParams.has('tender');
  const views = await said.toGather(house.db, hub.slug, eyes, { most: MOST, tender });
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    tender,
    done: event.url.searchParams.get('done'),
    views: (await noteReading(event, by, views)).map((view) => ({
      ...view,
      saidOn: localOf(view.saidAt, hub.zone).slice(0, 10),
    })),
    toReadOut: (await answers.toReadOut(house.db, hub.slug)).length,
    topics: await topics.ofHub(house.db, hub.slug, eyes, { most: 100 }),
  };
};

export const actions: Actions = {
  gather: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, GATHER);
    if (!form.ok) return form.failure;
    const { name, into } = form.value;
    if (!into && !name)
      return refuse(form.values, { name: 'Give it a name, in plain words, or choose a topic above' });
    const given = { ...form.value, name: name ?? '', hub: hub.slug, zone: hub.zone, by };
    const gathered = await gathering.gather(event.locals.house.db, given, event.locals.now);
    if (gathered.outcome !== 'gathered') return refuse(form.values, NOT_GATHERED[gathered.outcome]);
    redirect(303, `/${hub.slug}/desk/voice/${gathered.topic}?done=gathered`);
  },

  aside: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, ASIDE);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await gathering.putAside(house.db, { hub: hub.slug, by, ...form.value }, now);
    redirect(303, `/${hub.slug}/desk/voice?done=aside`);
  },
};
