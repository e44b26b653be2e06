import * as v from 'valibot';

type What =
  | { kind: 'shown-how'; job: string; venue: null }
  | { kind: 'key'; job: null; venue: string }
  | { kind: 'first-aid'; job: null; venue: null };

const DAY = /^\d{4}-\d\d-\d\d$/;
const WHAT = 'Choose what you checked';
const maybeDay = v.pipe(
  v.optional(v.string(), ''),
  v.check((text) => text === '' || DAY.test(text), 'Enter a day, or leave it empty'),
  v.transform((text) => text || null),
);

export const CHECK = v.object({
  /** 'first-aid', 'job <id>' or 'key <id>'. */
  what: v.pipe(v.string(WHAT), v.regex(/^(first-aid|(job|key) [\w-]{1,40})$/, WHAT), v.transform(whatOf)),
  checkedOn: maybeDay,
  goodUntil: maybeDay,
});

function whatOf(text: string): What {
  const [kind, id = ''] = text.split(' ');
  if (kind === 'job') return { kind: 'shown-how', job: id, venue: null };
  else if (kind === 'key') return { kind: 'key', job: null, venue: id };
  else return { kind: 'first-aid', job: null, venue: null };
}
