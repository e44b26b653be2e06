import * as v from 'valibot';
import { QUESTION_KINDS, STAGES } from '#lib/ask-words.ts';
import type { FormProblems } from '#lib/forms.ts';
import type { Replying } from '#server/voice/ask-replying.ts';
import { problemOf } from '../answer-fields.ts';
import { line, maybeLine, maybeLines, once, tick } from '../fields.ts';
import { WHO } from './desk/voice/forms.ts';

const day = (ask: string) => v.pipe(v.string(ask), v.nonEmpty(ask), v.isoDate(ask));
const maybeId = v.pipe(
  v.optional(v.string(), ''),
  v.maxLength(60),
  v.transform((text) => text || null),
);

const DAYS = {
  closesOn: day('Enter the last day on which people can answer'),
  replyBy: day('Enter the day by which a reply comes'),
};

export const BEGIN = v.object({
  body: maybeId,
  name: line('Say what it is about, in a few words', 120),
  stage: v.picklist(STAGES, 'Choose how far it has come'),
  canChange: line('Say what can still change. If nothing can, it is not a question', 500),
  ...DAYS,
  tender: v.pipe(
    v.picklist(['no', 'health', 'other'], 'Choose one of these'),
    v.transform((kind) => (kind === 'no' ? null : kind)),
  ),
  once,
});

export const MOVE = v.object(DAYS);

export const QUESTION = v.object({
  kind: v.picklist(QUESTION_KINDS, 'Choose how people answer'),
  question: line('Write the question', 200),
  options: v.pipe(
    maybeLines(600),
    v.transform((text) =>
      text
        .split('\n')
        .map((one) => one.replace(/\s+/g, ' ').trim())
        .filter(Boolean),
    ),
    v.check((options) => options.every((one) => one.length <= 80), 'Use at most 80 letters in a line'),
  ),
});

const WHICH = 'Choose which one';
export const ONE = v.object({ question: v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60)) });

const HOW_MANY = 'Enter a number from 1 to 10';
export const HOW_OFTEN = v.object({
  aMonth: v.pipe(
    v.string(HOW_MANY),
    v.regex(/^\d{1,2}$/, HOW_MANY),
    v.transform(Number),
    v.minValue(1, HOW_MANY),
    v.maxValue(10, HOW_MANY),
  ),
});

/** Answers to whatever questions the page showed, each in a field of its own: `answer-` and the question's id. */
export const ANSWERING = v.pipe(
  v.looseObject({
    firstName: v.optional(maybeLine(60)),
    consent: tick,
    wordsForBody: tick,
    once,
  }),
  v.transform(({ firstName, consent, wordsForBody, once, ...rest }) => ({
    firstName,
    consented: consent,
    wordsForBody,
    once,
    answers: answersIn(rest),
  })),
);

/** The same keyed in by a host, with who said it. */
export const KEY_IN = v.pipe(
  v.looseObject({ ...WHO, consent: tick, wordsForBody: tick, once }),
  v.transform(({ person, firstName, telephone, initials, said, consent, wordsForBody, once, ...rest }) => ({
    who: { person, firstName, telephone, initials },
    said,
    consented: consent,
    wordsForBody,
    once,
    answers: answersIn(rest),
  })),
);

const REPLY_WORDS = 'Write the reply, in a few plain sentences';
export const REPLY = v.object({
  reply: v.pipe(
    v.string(REPLY_WORDS),
    v.nonEmpty(REPLY_WORDS),
    v.maxLength(2000, 'Use at most 2,000 letters'),
  ),
  sendAnyway: v.pipe(
    maybeLine(300),
    v.transform((text) => text ?? ''),
  ),
});

/** What has to be put right before a reply can go; null when it went. */
export function replyProblemOf(given: Replying): FormProblems | null {
  if (given.outcome === 'sent') return null;
  if (given.outcome === 'not-yet') return { form: 'Wait until it is counted' };
  if (given.outcome !== 'not-plain') return { form: 'There is a reply already' };
  const { words, sendAnyway } = problemOf(given)!;
  return { reply: words!, sendAnyway: sendAnyway! };
}

/** Why an ask cannot begin like that, by the field it belongs to. */
export const NOT_MADE: Record<'too-soon' | 'reply-first' | 'no-body', FormProblems> = {
  'too-soon': { closesOn: 'People need a week at least, on paper too. Enter a later day' },
  'reply-first': { replyBy: 'The reply comes after the last answer. Enter a later day' },
  'no-body': { body: 'Choose a body that goes on, or the hosts' },
};

/** Why a question cannot be added like that. */
export const NOT_ADDED: Record<string, FormProblems> = {
  sent: { form: 'It is on its way already, so nothing in it changes any more' },
  seven: { question: 'There are seven already, and nobody answers more. Take one out first' },
  'needs-options': { options: 'Write two things to choose from at least, each on a line of its own' },
  'too-many-options': { options: 'Five to choose from are enough. Take some out' },
  'there-already': { question: 'This one is there already' },
};

/** Why answers cannot be taken. */
export const NOT_TAKEN: Record<string, FormProblems> = {
  closed: { form: 'The last day to answer is over. Nothing new is counted' },
  nothing: { form: 'Answer one question at least' },
  'needs-consent': { consent: 'It is about health: tick here to say yes. Otherwise nothing is kept' },
  'said-self': { person: 'They have answered themselves already. They can change it on their own page' },
};

function answersIn(fields: Record<string, unknown>) {
  const answers = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith('answer-') && typeof value === 'string' ? [[name.slice(7), value] as const] : [],
  );
  return Object.fromEntries(answers);
}
