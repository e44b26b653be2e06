import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { FormValues } from '#lib/forms.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as attempts from '#server/people/attempts.ts';
import * as choices from '#server/voice/choices.ts';
import type { Eyes } from '#server/voice/readers.ts';
import * as topics from '#server/voice/topics.ts';
import type { Topic } from '#server/voice/topics.ts';
import { requireHub } from '../../door.ts';

/** A hall full of people over one connection. */
const FROM_ONE_ADDRESS = { tries: 60, seconds: 600 };
const TOO_MANY = 'Many people have said something from here just now. Please try again in ten minutes.';

/** The eyes of whoever looks at pages that anybody may open: a host's see here what any neighbour sees. */
export function eyesOf({ locals }: Pick<RequestEvent, 'locals'>): Eyes {
  return { person: locals.viewer?.id ?? null, isHost: false };
}

/** Which meet-ups and bodies somebody may choose when they say who may see it. */
export async function choicesFor(event: RequestEvent, hub: Hub) {
  const { house, viewer, now } = event.locals;
  const all = await bodies.ofHub(house.db, hub.slug);
  return {
    meetups: viewer ? await choices.meetupsOf(house.db, hub.slug, viewer.id, now) : [],
    bodies: all.filter(({ endedAt }) => endedAt === null).map(({ id, name }) => ({ id, name })),
  };
}

/** The topic in the address, or one that a form names, as these eyes may read it. */
export async function requireTopic(
  event: RequestEvent,
  id: string | null,
): Promise<{ hub: Hub; topic: Topic }> {
  const hub = await requireHub(event);
  const topic = id && (await topics.find(event.locals.house.db, hub.slug, id, eyesOf(event)));
  return topic ? { hub, topic } : error(404, 'There is nothing here');
}

/** A 429 for more newcomers from one place than a hall holds; null when there is room. */
export async function refuseCrowd(event: RequestEvent, values: FormValues) {
  const { house, now } = event.locals;
  const bucket = `says-from:${attempts.placeOf(event.getClientAddress())}`;
  if (await attempts.allow(house.db, bucket, FROM_ONE_ADDRESS, now)) return null;
  return fail(429, { values, problems: { form: TOO_MANY } });
}
