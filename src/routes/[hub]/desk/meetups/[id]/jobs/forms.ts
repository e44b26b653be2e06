import * as v from 'valibot';

const id = (ask: string) => v.pipe(v.string(ask), v.nonEmpty(ask), v.maxLength(60));
const people = (ask: string) =>
  v.pipe(
    v.string(ask),
    v.check((text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 20, ask),
    v.transform(Number),
  );

export const JOB = v.object({ job: id('Choose a job') });
export const PERSON = v.object({ job: id('Choose a job'), person: id('Choose somebody') });
export const GIVE = v.object({
  ...PERSON.entries,
  said: v.picklist(['in-person', 'rang'], 'Choose how they told you'),
  learning: v.optional(v.literal('yes')),
});
export const NUMBERS = v.object({
  job: id('Choose a job'),
  fewest: people('Enter how many it needs, from 1 to 20'),
  most: people('Enter how many can do it, from 1 to 20'),
});
export const LEAVE_OUT = v.object({
  job: v.pipe(
    v.optional(v.union([v.string(), v.array(v.string())]), ''),
    v.transform((given) => [given].flat().filter(Boolean)),
    v.minLength(1, 'Tick at least one job'),
  ),
});
