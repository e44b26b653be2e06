import * as v from 'valibot';
import { firstName, maybeLine, maybeMail, maybeTelephone, once } from '../../../fields.ts';

export const MAIL_KNOWN =
  'Somebody has this address already. Leave it empty, and ask them to add it themselves under "How to reach me"';

const PERSON = { firstName, telephone: maybeTelephone, mail: maybeMail, inPersonThrough: maybeLine(120) };

export const Person = v.object(PERSON);
export const NewPerson = v.object({ ...PERSON, once });
