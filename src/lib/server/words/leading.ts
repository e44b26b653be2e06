import type { Hint, QuestionKind } from '#lib/ask-words.ts';

/** A question as whoever writes it sees it. */
export interface Draft {
  kind: QuestionKind;
  words: string;
  /** What may be chosen; empty for the other kinds. */
  options: string[];
}

/** A clause begins: at the start, after a stop or a comma, or after a small word. */
const BEGINS = String.raw`(?:^|[.!?;,] |\b(?:so|and|but),? )`;
const HELPERS = '(?:do|does|did|is|are|was|were|would|should|could|ca|have|has|wo|must)';
const WHO = '(?:you|we|it|they|he|she|there|this|that|the|i)';

/** Openings and endings that say which answer is wanted. */
const LEADING = [
  new RegExp(String.raw`${BEGINS}${HELPERS}n't ${WHO}\b`),
  new RegExp(String.raw`${BEGINS}(?:do|would|could|should|are|can|have|will) (?:you|we|they) not\b`),
  new RegExp(String.raw`, ?(?:${HELPERS}n't ${WHO}|right|yes|no|agreed)\?$`),
  /\bdo you (?:also |too )?agree (?:that|with)\b/,
  /\b(?:surely|obviously|clearly|of course|needless to say|everyone knows|everybody knows|most people (?:say|think))\b/,
  /\bhow (?:much better|good|bad|terrible|awful|wonderful|great|dangerous|important) (?:is|are|was|were|would)\b/,
];

/** A question that begins so can be answered with yes or no alone. */
const CLOSED =
  /^(?:so,? |and |but )?(?:do|does|did|is|are|was|were|will|would|should|could|can|may|might|shall|must|have|has|had)(?:n't)?\b/;

const TROUBLE =
  /\b(?:problems?|troubles?|worst|worse|wrong|bad|badly|awful|terrible|complain\w*|complaints?|fail(?:s|ed|ing|ures?)?|lack(?:s|ing)?|hate|annoy\w*|dangerous|broken|hard(?:est)?|difficult\w*|dislike|miss(?:ing)?|worr(?:y|ies|ied)|against)\b/;

/** What may be improved in a question by itself: it leads, or it can be answered with yes or no alone. */
export function hintsFor({ kind, words, options }: Draft): Hint[] {
  const said = plain(words);
  const hints: Hint[] = [];
  if (LEADING.some((pattern) => pattern.test(said))) hints.push('leading');
  const isYesOrNo = kind === 'choice' && options.length > 0 && options.every(isYesNo);
  if (isYesOrNo || (kind === 'words' && CLOSED.test(said))) hints.push('closed');
  return hints;
}

/** The hints for each question of a list, in their order: the first should ask about what goes well. */
export function hintsForAll(questions: Draft[]): Hint[][] {
  return questions.map((question, at) => {
    const isTrouble = at === 0 && TROUBLE.test(plain(question.words));
    return [...hintsFor(question), ...(isTrouble ? (['trouble-first'] as const) : [])];
  });
}

function isYesNo(option: string): boolean {
  return /^(?:yes|no|maybe|not sure|don't know|i don't know)\b[.!]?$/.test(plain(option));
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').trim();
}
