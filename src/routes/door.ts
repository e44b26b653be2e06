import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormProblems, FormValues } from '#lib/forms.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as roles from '#server/people/roles.ts';

type Event = Pick<RequestEvent, 'locals' | 'params' | 'url'>;

/** A meet-up with everybody's name to tick has hundreds; tens of thousands would hold up everybody. */
const MOST_FIELDS = 2_000;

/** The hub named in the address; 404 when there is none. Asked for once a request however many loads need it. */
export async function requireHub(event: Event): Promise<hubs.Hub> {
  const { locals, params } = event;
  locals.hub ??= hubs.find(locals.house.db, (params as { hub?: string }).hub ?? '');
  return (await locals.hub) ?? error(404, 'There is nothing here');
}

/** The person signed in; otherwise off to sign in, and back here afterwards. */
export function requireViewer({ locals, url }: Event): roles.Viewer {
  return locals.viewer ?? redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
}

/** The person signed in, when they may do this in this hub. What one may not see is not found. */
export function requireMay(event: Event, action: roles.Action, hub: string): roles.Viewer {
  const viewer = requireViewer(event);
  return roles.may(viewer, action, hub) ? viewer : error(404, 'There is nothing here');
}

type Read<T> = { ok: true; value: T; values: FormValues } | { ok: false; failure: ReturnType<typeof refuse> };

/** Reads a form against its schema. On refusal `failure` is a 422 with what was typed, without `secret` fields. */
export async function readForm<S extends v.GenericSchema>(
  { request }: Pick<RequestEvent, 'request'>,
  schema: S,
  secret: string[] = [],
): Promise<Read<v.InferOutput<S>>> {
  return checkForm(await readFields(request), schema, secret);
}

/** The same for a form that was read already, as one with a file is. */
export function checkForm<S extends v.GenericSchema>(
  fields: Fields,
  schema: S,
  secret: string[] = [],
): Read<v.InferOutput<S>> {
  const values = valuesOf(fields);
  const result = v.safeParse(schema, { ...blanks(schema), ...values });
  if (result.success) return { ok: true, value: result.output, values };
  return { ok: false, failure: refuse(without(values, secret), problemsOf(result.issues)) };
}

/** A 422 that keeps what was typed and says what to do about each field. */
export function refuse(values: FormValues, problems: FormProblems) {
  return fail(422, { values, problems });
}

/** A field that has to be there and was not sent at all is as good as empty: its own words say what to do. */
function blanks(schema: v.GenericSchema): FormValues {
  const entries = 'entries' in schema ? (schema.entries as v.ObjectEntries) : {};
  const needed = Object.keys(entries).filter((name) => entries[name]?.type !== 'optional');
  return Object.fromEntries(needed.map((name) => [name, '']));
}

type Fields = [name: string, value: FormDataEntryValue][];

/** True for a form with a file that is more than this door takes: nothing of it is here. */
export function isTooLarge({ headers }: Request): boolean {
  return headers.has('x-natter-too-large');
}

/** The form that was sent; 400 for a body that is none, 413 for more than any of our forms has. */
export async function readFields(request: Request): Promise<Fields> {
  if (isTooLarge(request)) error(413, 'This is more than we can take');
  const form = await request.formData().catch((problem: unknown) => {
    throw problem instanceof TypeError ? error(400, 'This form cannot be read') : problem;
  });
  const fields = [...form];
  if (fields.length > MOST_FIELDS) error(413, 'This form is too long');
  return fields;
}

function valuesOf(fields: Fields): FormValues {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of fields) {
    const text = typeof value === 'string' ? tidy(value) : '';
    const before = values.get(name);
    values.set(name, before === undefined ? text : [before, text].flat());
  }
  // Not a name of any field, and nothing that a page could be given back.
  values.delete('__proto__');
  return Object.fromEntries(values);
}

/** Control characters but for line ends, and those that turn the direction of writing. */
const UNSEEN = /[^\P{Cc}\n]|\p{Bidi_Control}/gu;

/** Typed text as we keep it: line ends alike, no invisible control characters, no spaces around. */
function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').trim();
}

function problemsOf(issues: readonly v.BaseIssue<unknown>[]): FormProblems {
  const problems: FormProblems = {};
  for (const issue of issues) {
    const field = String(issue.path?.[0]?.key ?? 'form');
    problems[field] ??= issue.message;
  }
  return problems;
}

function without(values: FormValues, secret: string[]): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name)));
}
