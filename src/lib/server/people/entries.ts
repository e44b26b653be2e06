import type { Database, Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from './people.ts';
import * as roleGrants from './role-grants.ts';

/** What a host knows of somebody. */
export interface Entry {
  firstName: string;
  telephone: string | null;
  mail: string | null;
  inPersonThrough: string | null;
}

/** 'mail-known': somebody has that address already, whoever it is. */
export type Entered = { outcome: 'entered'; person: string } | { outcome: 'mail-known' };

/** A host enters somebody in person. `form` is the key of the form: sending it again enters nobody twice. */
export function enter(
  db: Database,
  entered: Entry & { hub: string; by: string; form: string | null },
  now: number,
): Promise<Entered> {
  return db.write(async (tx) => {
    const person = await takenForms.once(tx, entered.form, () => enterOnce(tx, entered, now), now);
    return person ? { outcome: 'entered', person } : { outcome: 'mail-known' };
  });
}

/**
 * A host puts right what is known of somebody in their hub. The mail address stays as it is for whoever signs in
 * with it or holds a role: changing it would be a way into what is theirs.
 */
export function correct(
  db: Database,
  corrected: Entry & { hub: string; person: string },
): Promise<'corrected' | 'mail-known' | 'not-here'> {
  return db.write(async (tx) => {
    const person = await people.findInHub(tx, corrected.hub, corrected.person);
    if (!person) return 'not-here';
    const free = await mailIsOpen(tx, person);
    const mail = free && corrected.mail ? people.tidyMail(corrected.mail) : null;
    const has = mail ? await people.findByMail(tx, mail) : null;
    if (has && has.id !== person.id) return 'mail-known';
    await tx.run(
      `UPDATE people
       SET first_name = :firstName, telephone = :telephone, in_person_through = :inPersonThrough,
         mail_failed_at = CASE WHEN :free = 1 AND mail IS NOT :mail THEN NULL ELSE mail_failed_at END,
         mail = CASE WHEN :free = 1 THEN :mail ELSE mail END
       WHERE id = :id`,
      {
        id: person.id,
        firstName: corrected.firstName,
        telephone: corrected.telephone,
        inPersonThrough: corrected.inPersonThrough,
        free: Number(free),
        mail,
      },
    );
    return 'corrected';
  });
}

/** Whether a host may write this person's mail address. */
export async function mailIsOpen(db: Pick<Writer, 'all' | 'one'>, person: people.Person): Promise<boolean> {
  return person.mailProvedAt === null && !(await roleGrants.hasAny(db, person.id));
}

async function enterOnce(
  tx: Writer,
  entered: Entry & { hub: string; by: string },
  now: number,
): Promise<string | null> {
  if (entered.mail && (await people.findByMail(tx, entered.mail))) return null;
  const id = await people.enter(tx, { ...entered, enteredBy: entered.by }, now);
  await people.joinHub(tx, id, entered.hub, now);
  return id;
}
