import * as v from 'valibot';
import { LEVELS, TENDER } from '#lib/voice-words.ts';
import { line, once, tick } from '../../fields.ts';

const SAY = 'Write what you would like to say';
const MOST = 500;

/** One sentence, or a few. More than we take is given back, so that nothing is lost. */
export const words = v.pipe(
  v.string(SAY),
  v.check((text) => text.trim() !== '', SAY),
  v.check(
    (text) => text.length <= MOST,
    ({ input }) => `Use at most ${MOST} letters. There are ${input.length} now, so please take some out`,
  ),
);

const id = v.pipe(
  v.optional(v.string(), ''),
  v.maxLength(60),
  v.transform((text) => text || null),
);

export const WHO_MAY_SEE = {
  level: v.picklist(LEVELS, 'Choose who may see it'),
  meetup: id,
  body: id,
  named: tick,
};

export const VIEW = {
  words,
  ...WHO_MAY_SEE,
  tender: v.pipe(
    v.optional(v.picklist(['', ...TENDER], 'Choose what it is about'), ''),
    v.transform((text) => text || null),
  ),
  consent: tick,
  once,
};

const firstName = v.optional(line('Enter your first name', 60));

export const SAYING = v.object({ ...VIEW, firstName });
export const ME_TOO = v.object({ topic: id, firstName, was: tick, once });

const WHICH = 'Choose which one';
const needed = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
export const SAME = v.object({ view: needed, topic: needed });

/** What has to be put right, in words, by the field it belongs to. */
export const HINDRANCES = {
  'needs-consent': {
    consent: 'It is about health: tick here that we may keep it, or choose “None of these”',
  },
  'no-meetup': { meetup: 'Choose the meet-up whose people may see it' },
  'no-body': { body: 'Choose who it is for' },
};
