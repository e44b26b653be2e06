import * as v from 'valibot';
import type { Owner } from '#server/voice/promising.ts';
import { line, maybeLine, tick } from './fields.ts';

const WHICH = 'Choose which promise';
const DAY = 'Choose by which day';

export const promise = v.pipe(v.string(WHICH), v.nonEmpty(WHICH), v.maxLength(60));
const byDay = v.pipe(v.string(DAY), v.isoDate(DAY));

/** "person …" or "body …", as the list on the page has it. */
const WHO = 'Choose whose promise it is';
const owner = v.pipe(
  v.string(WHO),
  v.regex(/^(person|body) [\w-]{1,40}$/, WHO),
  v.transform((chosen): Owner => {
    const [kind, id] = chosen.split(' ') as ['person' | 'body', string];
    return kind === 'person' ? { person: id } : { body: id };
  }),
);

export const NEW_PROMISE = { what: line('Write what is promised', 200), owner, byDay, named: tick };
export const HAND_ON = v.object({ promise, owner });
export const CHANGED = v.object({ promise, byDay, because: line('Say why, for everybody to read', 200) });
export const SETTLED = v.object({ promise, because: maybeLine(200) });
export const RUNG = v.object({ promise, letter: promise });
export const ONE = v.object({ promise });

export const NEEDS_WHY = { because: 'Say why it ends, for everybody to read' };
