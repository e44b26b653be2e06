import * as v from 'valibot';
import { ANSWER, CHECK } from '../../../../../answer-fields.ts';
import { RUNGS } from '#server/voice/ladder.ts';
import { line, maybeLines } from '../../../../../fields.ts';

const WHICH = 'Choose which one';
const id = (ask: string) => v.pipe(v.string(ask), v.nonEmpty(ask), v.maxLength(60));
const WORDS = 'Write the words that are to be read out';

export const PROPOSE = v.object({
  meeting: id('Choose a meeting'),
  route: v.picklist(['agenda', 'speaking'], 'Choose how it goes there'),
  carrier: id('Choose who carries it'),
  words: v.pipe(v.string(WORDS), v.nonEmpty(WORDS), v.maxLength(1000, 'Use at most 1,000 letters')),
  goingWell: maybeLines(500),
  asked: line('Write what is asked, in one sentence', 500),
});
export const HAND_OVER = v.object({ carrier: id('Choose who carries it') });
export const KEY_IN = v.object({
  ...ANSWER,
  how: v.picklist(['paper', 'minutes'], 'Choose where it stands'),
  carry: id(WHICH),
});
export const CHECKED = v.object({
  ...CHECK,
  person: id(WHICH),
  how: v.picklist(['in-person', 'rang', 'slip'], 'Choose how they said it'),
});
export const RING = v.object({ letter: id(WHICH), outcome: v.picklist(['spoke', 'no-answer'], WHICH) });
export const LADDER = v.object({ rung: v.picklist(RUNGS, WHICH) });

/** Why nobody is asked again. */
export const NOT_ASKED = {
  'asked-before': 'You have asked in this way already. Choose another',
  nobody: 'There is nobody whom this would reach. Choose another',
  'not-due': 'It is too soon to ask again',
};

/** Why it cannot be carried like that, by the field it belongs to. */
export const NOT_CARRIED = {
  'nobody-yet': {
    meeting: 'Nobody behind it lets them see it yet. Ask those behind it first',
  },
  past: { meeting: 'That meeting is over. Choose another' },
  'too-soon': { meeting: 'All have two days to object first. Choose a later one' },
  already: { form: 'It is on its way already' },
  'no-carrier': { carrier: 'Choose somebody of this hub' },
  'no-meeting': { meeting: 'Choose one of these meetings' },
};
