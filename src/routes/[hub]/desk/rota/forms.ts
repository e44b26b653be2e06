import * as v from 'valibot';

const id = v.pipe(
  v.string('Choose a place in the rota'),
  v.nonEmpty('Choose a place in the rota'),
  v.maxLength(60),
);
const place = v.pipe(v.string('Choose a place in the rota'), v.regex(/^\d{1,2}$/), v.transform(Number));

export const PUT = v.object({
  meetup: id,
  job: id,
  place,
  person: v.pipe(
    v.optional(v.string(), ''),
    v.maxLength(60),
    v.transform((text) => text || null),
  ),
});

export const LOCK = v.object({
  meetup: id,
  job: id,
  place,
  locked: v.picklist(['yes', 'no'], 'Choose yes or no'),
});
