/** Words of "Have your say" that stand on buttons, and that people and tests look for. */
export const SAY_IT = 'Say it';
export const ME_TOO = 'Me too';

/** Who may see what somebody said, from the narrowest on; each takes in all before it. */
export const LEVELS = ['me', 'host', 'meetup', 'body', 'everyone'] as const;
export type Level = (typeof LEVELS)[number];

/** The seven states of something said. */
export const STATES = [
  'said',
  'gathered',
  'carried',
  'received',
  'answered',
  'happening',
  'checked',
] as const;
export type State = (typeof STATES)[number];

/** What makes a matter tender: then it is kept apart. */
export const TENDER = ['health', 'care', 'money', 'crime', 'faith', 'other'] as const;
export type Tender = (typeof TENDER)[number];

export const LEVEL_WORDS: Record<Level, string> = {
  me: 'Only me',
  host: 'The hosts',
  meetup: 'Those who come to one meet-up, and the hosts',
  body: 'One council or body, too, when it is taken there',
  everyone: 'Everyone',
};

export const STATE_WORDS: Record<State, string> = {
  said: 'Said',
  gathered: 'Gathered',
  carried: 'Carried',
  received: 'Received',
  answered: 'Answered',
  happening: 'Happening',
  checked: 'Checked',
};

/** What each state means, in a sentence. */
export const STATE_MEANS: Record<State, string> = {
  said: 'A host reads it, and puts it with others that say the same.',
  gathered: 'All who say the same stand together. Next, somebody takes it to those who decide.',
  carried: 'Somebody takes it to a meeting of those who decide.',
  received: 'Those who decide have it, and owe an answer.',
  answered: 'There is an answer.',
  happening: 'Something is being done.',
  checked: 'You have said whether it really happened.',
};

export const TENDER_WORDS: Record<Tender, string> = {
  health: 'Health',
  care: 'Care',
  money: 'Money',
  crime: 'Crime',
  faith: 'Faith',
  other: 'Something else that is tender',
};

/**
 * "1 neighbour stands behind it", "7 neighbours stand behind it"; of a rounded number "About 10 neighbours stand behind
 * it", and "A few neighbours …".
 */
export function behindInWords({
  behind,
  isRounded = false,
}: {
  behind: number | 'a few' | null;
  isRounded?: boolean;
}): string {
  if (behind === null) return 'How many stand behind it is not told yet';
  if (behind === 0) return 'Nobody stands behind it any more';
  if (behind === 1) return '1 neighbour stands behind it';
  const some = isRounded ? roughly(behind) : String(behind);
  return `${some.charAt(0).toUpperCase()}${some.slice(1)} neighbours stand behind it`;
}

/** A number that was released, which is never exact: "about 10", "a few". */
export function roughly(shown: number | string): string {
  return /^[1-9]/.test(String(shown)) ? `about ${shown}` : String(shown);
}
