import { dayInWords } from '#lib/dates.ts';

/** Words of carrying, answering and checking that stand on buttons. */
export const CARRY_IT = 'Carry it';
export const TOLD_THE_ROOM = 'Told the room';
export const SEND_THE_ANSWER = 'Send the answer';
export const IT_HAPPENED = 'It happened';
export const NOT_REALLY = 'Not really';

export const ANSWER_KINDS = ['yes', 'partly', 'cannot', 'passed-on', 'not-yet'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

export const ANSWER_WORDS: Record<AnswerKind, string> = {
  yes: 'Yes',
  partly: 'Partly',
  cannot: 'Cannot, because …',
  'passed-on': 'Passed on to somebody else',
  'not-yet': 'No answer yet',
};

/** An answer in the words of who gave it: "Partly: one bench", "Cannot, because the road is not ours". */
export function answerInWords(answer: {
  kind: AnswerKind;
  words: string;
  because: string;
  passedTo: string | null;
  byDay: string | null;
}): string {
  const { kind, words, because, passedTo, byDay } = answer;
  const first = {
    yes: 'Yes.',
    partly: 'Partly.',
    cannot: `Cannot, because: ${because}`,
    'passed-on': `Passed on to ${passedTo ?? 'somebody else'}.`,
    'not-yet': 'No answer yet.',
  }[kind];
  const by = byDay ? `By ${dayInWords(byDay)}.` : '';
  // Many write the "Yes" themselves.
  const isSaid = new RegExp(`^${kind}\\b`, 'i').test(words);
  return [isSaid ? '' : first, words, by].filter(Boolean).join(' ');
}

export const VERDICTS = ['happened', 'partly', 'not-yet', 'not-really', 'waiting'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_WORDS: Record<Verdict, string> = {
  happened: IT_HAPPENED,
  partly: 'Partly',
  'not-yet': 'Not yet',
  'not-really': NOT_REALLY,
  waiting: 'Still waiting',
};

export const ROUTE_WORDS = {
  agenda: 'as an item on the agenda',
  speaking: "in the public's speaking time",
  'passed-on': 'passed on by another body',
  again: 'once more, because it has not really happened',
} as const;
