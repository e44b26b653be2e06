import * as v from 'valibot';
import { isMailAddress } from '#server/outbox/mail-addresses.ts';
import { isZone } from '#server/wall-clock.ts';

/** A line that has to be there; `ask` says what to enter. */
export function line(ask: string, most: number) {
  return v.pipe(
    v.string(ask),
    v.transform(onOneLine),
    v.check(canBeSeen, ask),
    v.maxLength(most, `Use at most ${most} letters`),
  );
}

/** A line that may be left empty: then it is null. */
export function maybeLine(most: number) {
  return v.pipe(
    v.optional(v.string('Write one line here'), ''),
    v.transform(onOneLine),
    v.maxLength(most, `Use at most ${most} letters`),
    v.transform((text) => text || null),
  );
}

/** Words of several lines that may be left empty. */
export function maybeLines(most: number) {
  return v.pipe(
    v.optional(v.string('Write a few words here'), ''),
    v.maxLength(most, `Use at most ${most} letters`),
  );
}

export const firstName = line('Enter a first name', 60);

const MAIL = 'Enter an email address, like name@example.org';
export const mail = v.pipe(v.string(MAIL), v.trim(), v.toLowerCase(), v.check(isMailAddress, MAIL));

export const maybeMail = v.pipe(
  v.optional(v.string(MAIL), ''),
  v.trim(),
  v.toLowerCase(),
  v.check((text) => text === '' || isMailAddress(text), `${MAIL}, or leave it empty`),
  v.transform((text) => text || null),
);

export const maybeTelephone = v.pipe(
  v.optional(v.string('Enter one telephone number'), ''),
  v.transform(onOneLine),
  v.check(
    (text) => text === '' || /^\+?[\d\s().-]{5,30}$/.test(text),
    'Enter a telephone number in figures, like 01947 600123, or leave it empty',
  ),
  v.transform((text) => text || null),
);

export const zone = v.pipe(
  v.string('Choose a time zone'),
  v.check(isZone, 'Choose a time zone from the list'),
);

/** A box that is ticked or not. */
export const tick = v.pipe(
  v.optional(v.string('Tick this box or leave it empty'), ''),
  v.transform((text) => text === 'yes'),
);

/** The hidden value that makes a form sent twice one form. */
export const once = v.pipe(v.optional(v.string(), ''), v.maxLength(60));

/** True when there is more than spaces and characters without a shape: a name of those is a gap in every list. */
function canBeSeen(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cn}\u2800]/u.test(text);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
