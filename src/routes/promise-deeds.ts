import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as promising from '#server/voice/promising.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from './door.ts';
import { CHANGED, NEEDS_WHY, SETTLED } from './promise-fields.ts';

/** Who changes promises, which they may change, and the page that they do it on. */
export interface Hand {
  reach: promising.Reach;
  by: string;
  zone: string;
  page: string;
}

/** It is kept, or ends with a reason. */
export async function settle(event: RequestEvent, { reach, by, page }: Hand, how: 'kept' | 'ended') {
  const form = await readForm(event, SETTLED);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const because = how === 'ended' ? (form.value.because ?? '') : '';
  const given = { reach, by, promise: form.value.promise, how, because };
  const outcome = await promising.settle(house.db, given, now);
  if (outcome === 'needs-because') return refuse(form.values, NEEDS_WHY);
  if (outcome === 'not-found') error(404, 'There is nothing here');
  redirect(303, `${page}?done=${how}`);
}

/** Another day, with the reason. */
export async function change(event: RequestEvent, { reach, by, zone, page }: Hand) {
  const form = await readForm(event, CHANGED);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  if (form.value.byDay < localOf(now, zone).slice(0, 10))
    return refuse(form.values, { byDay: 'That day is over. Choose one that is to come' });
  const outcome = await promising.change(house.db, { reach, by, ...form.value }, now);
  if (outcome === 'not-found') error(404, 'There is nothing here');
  redirect(303, `${page}?done=changed`);
}
