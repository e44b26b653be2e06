import * as v from 'valibot';
import { ANSWER_KINDS, VERDICTS } from '#lib/answer-words.ts';
import type { FormProblems } from '#lib/forms.ts';
import type { Given } from '#server/voice/answering.ts';
import { maybeLine, maybeLines } from './fields.ts';

const id = v.pipe(
  v.optional(v.string(), ''),
  v.maxLength(60),
  v.transform((text) => text || null),
);
const DAY = 'Enter a day, like 3 September 2027, or leave it empty';
const maybeDay = v.pipe(
  v.optional(v.string(DAY), ''),
  v.check((text) => text === '' || /^\d{4}-\d\d-\d\d$/.test(text), DAY),
  v.transform((text) => text || null),
);
const SAY = 'Write the answer, in a sentence or two';

/** An answer, wherever it is given: at a desk, by a letter, or keyed in from paper. */
export const ANSWER = {
  kind: v.picklist(ANSWER_KINDS, 'Choose what the answer is'),
  words: v.pipe(v.string(SAY), v.nonEmpty(SAY), v.maxLength(2000, 'Use at most 2,000 letters')),
  because: maybeLines(1000),
  passedTo: id,
  byDay: maybeDay,
  sendAnyway: v.pipe(
    maybeLine(300),
    v.transform((text) => text ?? ''),
  ),
};

export const CHECK = {
  verdict: v.picklist(VERDICTS, 'Choose what has come of it'),
  words: maybeLines(300),
};

export const NEEDS_WHY = { words: 'Say in a few words why not. Those who decide read it' };

/** What has to be put right before an answer can go; null when it went. */
export function problemOf(given: Given): FormProblems | null {
  if (given.outcome === 'sent') return null;
  if (given.outcome === 'needs-because')
    return { because: 'Say why it cannot be done. Without a reason, it cannot be sent' };
  if (given.outcome === 'needs-body') return { passedTo: 'Choose who has it now' };
  if (given.outcome === 'past-day') return { byDay: 'Enter a day from today on, or leave it empty' };
  if (given.outcome === 'withdrawn')
    return { form: 'Those who said it have taken it back meanwhile. Your words are still below' };
  if (given.outcome !== 'not-plain') return { form: 'This has been answered already' };
  const { grade, hard, shortForms } = given.check;
  const parts = [
    `These words are hard to read: they need about ${Math.round(grade)} years at school, and 7 is the most`,
    hard.length > 0 && `Hard is: “${hard.slice(0, 3).join('” and “')}”`,
    shortForms.length > 0 && `Please say what these stand for: ${shortForms.join(', ')}`,
  ];
  return {
    words: parts.filter(Boolean).join('. '),
    sendAnyway: 'Put it more plainly, or say here why it goes as it is',
  };
}
