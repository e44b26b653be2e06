import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as newcomers from '#server/voice/newcomers.ts';
import * as supports from '#server/voice/supports.ts';
import { readForm, refuse } from '../../door.ts';
import * as sessionCookie from '../../session-cookie.ts';
import { here } from '../../signed-in.ts';
import { ME_TOO } from './forms.ts';
import { eyesOf, refuseCrowd, requireTopic } from './say.ts';

/** "Me too", for somebody this device knows and for somebody new; the topic is in the address or in the form. */
export async function meToo(event: RequestEvent, named: string | null) {
  const form = await readForm(event, ME_TOO);
  if (!form.ok) return form.failure;
  const { house, now, viewer } = event.locals;
  const { firstName, was, once } = form.value;
  const id = named ?? form.value.topic;
  if (!id) return refuse(form.values, { form: 'Choose what you stand behind' });
  const { hub, topic } = await requireTopic(event, id);
  const given = { hub: hub.slug, topic: topic.id, was };
  if (viewer && (!firstName || firstName === viewer.firstName)) {
    const own = { ...given, person: viewer.id, said: 'self' as const };
    await supports.support(house.db, own, eyesOf(event), now);
    return done(hub.slug, topic.id);
  }
  if (!firstName) return refuse(form.values, { firstName: 'Enter your first name' });
  const crowd = await refuseCrowd(event, form.values);
  if (crowd) return crowd;
  const welcomed = await newcomers.support(house.db, given, { firstName, once, ...here(event) }, now);
  if (welcomed.session) sessionCookie.set(event, welcomed.session.secret, welcomed.session.expiresAt);
  return done(hub.slug, topic.id);
}

function done(hub: string, topic: string): never {
  redirect(303, `/${hub}/have-your-say/${topic}?done=me-too#said`);
}
