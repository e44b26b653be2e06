import type { Writer } from '#server/db/database.ts';
import { tidyMail, type Person } from './people.ts';

/** What a person says of themselves and of how to reach them; their mail address needs a code first. */
export type Reach = Pick<Person, 'firstName' | 'telephone' | 'telephonePublic' | 'inPersonThrough'>;

export async function change(tx: Writer, person: string, reach: Reach): Promise<void> {
  await tx.run(
    `UPDATE people
     SET first_name = :firstName, telephone = :telephone, telephone_public = :telephonePublic,
       in_person_through = :inPersonThrough
     WHERE id = :person`,
    { person, ...reach, telephonePublic: Number(reach.telephonePublic) },
  );
}

/** Takes a mail address away again; letters go other ways then. */
export async function forgetMail(tx: Writer, person: string): Promise<void> {
  await tx.run(
    'UPDATE people SET mail = NULL, mail_proved_at = NULL, mail_failed_at = NULL WHERE id = :person',
    { person },
  );
}

/** Notes that a mail address is this person's: they have read a code that was sent to it. */
export async function proveMail(tx: Writer, person: string, mail: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE people
     SET mail = :mail, mail_proved_at = :now, mail_failed_at = NULL
     WHERE id = :person`,
    { person, mail: tidyMail(mail), now },
  );
}
