/** How a place in a shift stands, as the picture of a rota shows it. */
export type CellState = 'filled' | 'asked' | 'amber' | 'empty';

export const CELL_WORDS: Record<CellState, string> = {
  filled: 'filled',
  asked: 'somebody is asked',
  amber: 'asked, no word yet',
  empty: 'still empty',
};

/** What came of taking a job, for whoever did. */
export const TAKEN_WORDS: Record<string, string> = {
  taken: 'Thank you! It is yours, and we put you down as coming.',
  mine: 'Thank you! It is yours. Say here when it is done.',
  learning: 'Thank you! You learn it beside somebody who knows how.',
  waiting: 'You are in line. If a place comes free it is yours, and we tell you.',
  declined: 'That is fine. Somebody else will.',
  asked: 'We ask others. It stays yours until somebody says yes, and then we tell you.',
  kept: 'Good. It is yours again, and we ask nobody else.',
  given: 'That is fine. Somebody else can take it on.',
  done: 'Thank you for doing it!',
};

/** The same for whoever said it for somebody. */
export const THEIR_WORDS: Record<string, string> = {
  ...TAKEN_WORDS,
  taken: 'Put down. They are expected at the meet-up too.',
  learning: 'Put down to learn it.',
  waiting: 'Put in line. If a place comes free it is theirs, and we tell them.',
  asked: 'Others are asked now. It stays theirs until somebody says yes.',
  kept: 'Good. Nobody else is asked.',
};

export const SORRY_WORDS: Record<string, string> = {
  full: 'Somebody was a little quicker. You can wait in line for it, if you like.',
  gone: 'Somebody was a little quicker. Thank you all the same!',
  over: 'That can no longer be done: it is over, or cancelled.',
  'meetup-full': 'The meet-up itself is full, so there is no place for you there.',
  'needs-showing': 'For this somebody has to show you how first. Ask a host: they will be glad.',
  'needs-key': 'For this you need a key. Ask a host.',
  'needs-first-aid': 'For this you need a first-aid certificate. Tell a host if you have one.',
  'nobody-to-learn-from': 'Nobody who knows how is there that day. Try another date.',
  'not-theirs': 'This job is not yours any more.',
};

export const PLEDGES: { value: string; turns: number; words: string }[] = [
  { value: 'weekly', turns: 12, words: 'Once a week' },
  { value: 'fortnightly', turns: 6, words: 'Twice a month' },
  { value: 'monthly', turns: 3, words: 'Once a month is plenty' },
  { value: 'quarterly', turns: 1, words: 'Once in three months' },
  { value: 'stuck', turns: 0, words: 'Only if you are stuck' },
];

export const LIKINGS: { value: string; words: string }[] = [
  { value: '3', words: 'My favourite' },
  { value: '2', words: 'Gladly' },
  { value: '1', words: 'If need be' },
  { value: '0', words: 'Rather not' },
];
