import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as goBetweens from '#server/people/go-betweens.ts';
import { readForm, refuse } from '../../../door.ts';
import { BY } from './forms.ts';
import type { Whose } from './wishing.ts';

/** Who may say things for them: for the person, and for a host. */
export function list({ locals }: Pick<RequestEvent, 'locals'>, { hub, person }: Whose) {
  return goBetweens.ofPerson(locals.house.db, hub.slug, person);
}

/** Lets somebody else take jobs and say wishes for them. */
export async function allow(event: RequestEvent, { hub, person, path, by: enteredBy }: Whose) {
  const form = await readForm(event, BY);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const pair = { hub: hub.slug, person, by: form.value.by, enteredBy };
  const told = enteredBy === null ? 'self' : form.value.said;
  const outcome = await goBetweens.allow(house.db, { ...pair, said: told }, now);
  if (outcome === 'not-there') return refuse(form.values, { by: 'Choose somebody from the list' });
  return redirect(303, `${path}?saved=allowed#sayers`);
}

export async function disallow(event: RequestEvent, { hub, person, path }: Whose) {
  const form = await readForm(event, BY);
  if (!form.ok) return form.failure;
  await goBetweens.end(event.locals.house.db, { hub: hub.slug, person, by: form.value.by });
  return redirect(303, `${path}?saved=ended#sayers`);
}
