import type { Hindrance } from '#server/elsewhere/adding.ts';
import { MOST } from '#server/elsewhere/calendars.ts';

const WORDS: Record<Hindrance, string> = {
  'not-allowed':
    'We may not ask this address. It has to begin with https:// and hold a name, and no password',
  inward: 'This address leads into a private network. We may only ask on the open internet',
  'too-large': 'This calendar is too large. We read at most 1 MB',
  'not-there': 'There is nothing at this address. Please look at it again',
  'not-for-us': 'This calendar is not open to everybody. Ask its owner for a public address',
  'no-answer': 'There was no answer. Please try again later, or look at the address again',
  trouble: 'We asked, but what came back made no sense. Please try again later',
  'not-a-calendar': 'This is not a calendar. The address of a calendar often ends in .ics',
  'cut-short': 'This calendar breaks off in the middle. Please try again',
  'too-many-lines': 'This calendar is too long. We read at most 40,000 lines',
  'too-deep': 'This is not a calendar that we can read',
  'too-many': `There are ${MOST} other calendars here already. Take one out first`,
  ours: 'This is our own calendar. What is in it is shown already',
};

/** Why a calendar could not be shown, and what to do about it. */
export function hindranceInWords(is: Hindrance): string {
  return WORDS[is];
}

/** The same in short, for one that was read before. */
export function failureInWords(because: string): string {
  const short: Record<string, string> = {
    'not-there': 'nothing was there',
    'not-for-us': 'it is not open to everybody any more',
    'no-answer': 'there was no answer',
    'too-large': 'it is too large now',
    'not-a-calendar': 'what came was no calendar',
  };
  return short[because] ?? 'what came made no sense';
}
