import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormValues } from '#lib/forms.ts';
import * as opened from '#server/reminders/opened.ts';
import type { TopicDeed } from '#server/reminders/opened-voice.ts';
import { ANSWER, CHECK, NEEDS_WHY, problemOf } from '../../answer-fields.ts';
import { readForm, refuse } from '../../door.ts';
import { maybeLines } from '../../fields.ts';
import { requireLetterId } from './letter.ts';

/** What the reader of a letter about a topic does, without an account. */
export async function object(event: RequestEvent) {
  const form = await readForm(event, v.object({ words: maybeLines(300) }));
  return form.ok ? act(event, { verb: 'object', words: form.value.words }, form.values) : form.failure;
}

export function receive(event: RequestEvent) {
  return act(event, { verb: 'receive' }, {});
}

export async function check(event: RequestEvent) {
  requireLetterId(event);
  const form = await readForm(event, v.object(CHECK));
  return form.ok ? act(event, { verb: 'check', ...form.value }, form.values) : form.failure;
}

export async function answer(event: RequestEvent) {
  requireLetterId(event);
  const form = await readForm(event, v.object(ANSWER));
  return form.ok ? act(event, { verb: 'answer', answer: form.value }, form.values) : form.failure;
}

async function act(event: RequestEvent, deed: TopicDeed, values: FormValues) {
  const { house, now } = event.locals;
  const given = await opened.actOnTopic(house.db, requireLetterId(event), deed, now);
  house.delivery.wake();
  const { outcome } = given;
  if (outcome === 'needs-because' && deed.verb === 'check') return refuse(values, NEEDS_WHY);
  // What was typed is given back with what to do; nothing of an answer is lost.
  const isOfAnswer = !['noted', 'received', 'checked', 'back', 'too-late', 'not-found'].includes(outcome);
  const problem = isOfAnswer ? problemOf(given as Parameters<typeof problemOf>[0]) : null;
  if (problem) return refuse(values, problem);
  redirect(303, `/letters/${event.params.token}?done=${outcome}#said`);
}
