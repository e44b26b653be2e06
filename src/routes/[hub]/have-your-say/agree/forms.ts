import * as v from 'valibot';
import { line, once, tick } from '../../../fields.ts';

const CHOICE = v.picklist(['agree', 'disagree', 'pass']);

/** Votes on whatever statements the page showed, each in a field of its own: `vote-` and the statement's id. */
export const VOTING = v.pipe(
  v.looseObject({
    firstName: v.optional(line('Enter your first name', 60)),
    consent: tick,
    once,
  }),
  v.transform(({ firstName, consent, once, ...rest }) => ({
    firstName,
    consent,
    once,
    votes: votesIn(rest),
  })),
);

export const SUGGESTION = v.object({
  words: line('Write one sentence that one can agree with, or not', 140),
});

function votesIn(fields: Record<string, unknown>) {
  const votes = Object.entries(fields).flatMap(([name, value]) => {
    const given = v.safeParse(CHOICE, value);
    return name.startsWith('vote-') && given.success ? [[name.slice(5), given.output] as const] : [];
  });
  return Object.fromEntries(votes);
}
