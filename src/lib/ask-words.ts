/** Words of what a body or the hosts ask, that stand on buttons and that people and tests look for. */
export const ASK_IT = 'Ask it';
export const SEND_MY_ANSWERS = 'Send my answers';

/** How far the matter has come that is asked about. */
export const STAGES = ['idea', 'options', 'decided'] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_WORDS: Record<Stage, string> = {
  idea: 'It is an idea. Nothing is decided.',
  options: 'There are some ways to do it. One will be chosen.',
  decided: 'It is decided. How it is done is still open.',
};

export const QUESTION_KINDS = ['agree', 'choice', 'words'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const QUESTION_KIND_WORDS: Record<QuestionKind, string> = {
  agree: 'A sentence: agree, disagree or pass',
  choice: 'A choice of one',
  words: 'A few words of their own',
};

/** Nobody answers more. */
export const MOST_QUESTIONS = 7;

/** How things stand with an ask. */
export const ASK_STANDINGS = ['draft', 'waiting', 'open', 'closed', 'told', 'lapsed', 'withdrawn'] as const;
export type AskStanding = (typeof ASK_STANDINGS)[number];

export const ASK_STANDING_WORDS: Record<AskStanding, string> = {
  draft: 'Not asked yet',
  waiting: 'Waits its turn',
  open: 'Being asked',
  closed: 'Being counted',
  told: 'Counted',
  lapsed: 'Its turn did not come in time',
  withdrawn: 'Taken back',
};

/** What may be improved in how something is asked. */
export const HINTS = ['leading', 'closed', 'trouble-first'] as const;
export type Hint = (typeof HINTS)[number];

export const HINT_WORDS: Record<Hint, string> = {
  leading: 'This tells people what to say. Ask it so that any answer is welcome.',
  closed: 'One can only say yes or no to this. Try “what”, “how” or “where”.',
  'trouble-first': 'Begin with what goes well. Ask about what is hard after that.',
};
