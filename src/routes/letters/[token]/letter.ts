import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as letters from '#server/outbox/letters.ts';
import * as opened from '#server/reminders/opened.ts';
import * as openedMeeting from '#server/reminders/opened-meeting.ts';
import type { JobVerb } from '#server/reminders/opened-job.ts';
import * as v from 'valibot';
import { readForm } from '../../door.ts';

type Event = Pick<RequestEvent, 'locals' | 'params'>;

const JOB = v.object({ shift: v.optional(v.pipe(v.string(), v.maxLength(60))) });

/** The id in a signed address; 404 for an address we did not make. */
export function requireLetterId({ locals, params }: Event): string {
  return (
    letters.readToken(locals.house.keys.signing, params.token ?? '') ?? error(404, 'There is nothing here')
  );
}

/** What a button does; then the page says how things stand now. */
export async function act(event: Event, verb: opened.Verb): Promise<never> {
  const { house, now } = event.locals;
  const outcome = await opened.act(house.db, requireLetterId(event), verb, now);
  // A place given up may have been offered to somebody.
  house.delivery.wake();
  redirect(303, `/letters/${event.params.token}?done=${outcome === 'done' ? verb : outcome}#said`);
}

/** The same for a job; with "swap" the form names the turn that is offered in exchange. */
export async function actOnJob(event: Event & Pick<RequestEvent, 'request'>, verb: JobVerb) {
  const id = requireLetterId(event);
  const form = await readForm(event, JOB);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const outcome = await opened.actOnJob(house.db, id, { verb, shift: form.value.shift }, now);
  house.delivery.wake();
  redirect(303, `/letters/${event.params.token}?done=${outcome}#said`);
}

/** The same for what somebody promised. */
export async function actOnPromise(event: Event, verb: openedMeeting.PromiseVerb): Promise<never> {
  const { house, now } = event.locals;
  const outcome = await openedMeeting.act(house.db, requireLetterId(event), verb, now);
  redirect(303, `/letters/${event.params.token}?done=${outcome}#said`);
}
