import * as v from 'valibot';
import { TENDER } from '#lib/voice-words.ts';
import { line, maybeLine, maybeLines, maybeTelephone, once } from '../../../fields.ts';
import { VIEW } from '../../have-your-say/forms.ts';

const TICK_SOME = 'Tick what belongs together';
const WHICH = 'Choose which one';
const id = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const maybeId = v.pipe(
  v.optional(v.string(), ''),
  v.maxLength(60),
  v.transform((text) => text || null),
);

/** One box ticked comes as a text, several as a list. */
const views = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())]), []),
  v.transform((some) => [some].flat().filter(Boolean)),
  v.check((some) => some.length > 0, TICK_SOME),
);

const name = line('Give it a name, in plain words', 120);
const words = maybeLines(1000);
const tender = v.pipe(
  v.optional(v.picklist(['', ...TENDER], 'Choose what it is about'), ''),
  v.transform((text) => text || null),
);

export const GATHER = v.object({ views, into: maybeId, name: maybeLine(120), words, tender, once });
export const NAME = v.object({ name, words });
export const SPLIT = v.object({ views, name, words, once });
export const JOIN = v.object({ into: id });
export const ASIDE = v.object({ view: id, because: line('Say why, in a few words', 200) });
const HOW_MANY = 'Enter how many hands you counted, from 0 to 1,000';
export const HANDS = v.object({
  meetup: v.pipe(v.string(WHICH), v.nonEmpty('Choose the meet-up'), v.maxLength(60)),
  hands: v.pipe(
    v.string(HOW_MANY),
    v.regex(/^\d{1,4}$/, HOW_MANY),
    v.transform(Number),
    v.maxValue(1000, HOW_MANY),
  ),
});

const HOW = v.picklist(['in-person', 'rang', 'slip'], 'Choose how they said it');
export const WHO = {
  person: maybeId,
  firstName: maybeLine(60),
  telephone: maybeTelephone,
  initials: maybeLine(40),
  said: HOW,
};

export const KEY_IN = v.object({ ...VIEW, ...WHO });
export const BEHIND = v.object({ ...WHO, once });

/** Who said it, from what the host filled in; the first of the three that stands there. */
export function sayerOf({
  person,
  firstName,
  telephone,
  initials,
}: {
  person: string | null;
  firstName: string | null;
  telephone: string | null;
  initials: string | null;
}) {
  if (person) return { person };
  return firstName ? { firstName, telephone } : { initials: initials ?? '' };
}
