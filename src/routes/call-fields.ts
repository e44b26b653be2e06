import * as v from 'valibot';
import type { Contact } from '#server/rotas/call-wishes.ts';
import { maybeLine, maybeTelephone } from './fields.ts';

const DAY = 'Choose a day of the week';
const weekday = v.pipe(
  v.picklist(['0', '1', '2', '3', '4', '5', '6'], DAY),
  v.transform((text) => Number(text)),
);
const part = v.picklist(['morning', 'afternoon', 'evening'], 'Choose a time of day');

/** When somebody would like to be rung, and whom they would have asked when they do not answer. */
export const WISH = { weekday, part, contactName: maybeLine(80), contactTelephone: maybeTelephone };

/** The agreed contact; 'half' when the name or the number is missing. */
export function contactOf(form: {
  contactName: string | null;
  contactTelephone: string | null;
}): Contact | null | 'half' {
  const { contactName: name, contactTelephone: telephone } = form;
  if (name && telephone) return { name, telephone };
  return name || telephone ? 'half' : null;
}

export const HALF_A_CONTACT = {
  contactTelephone: 'Enter both a name and a number, or leave both empty',
};
