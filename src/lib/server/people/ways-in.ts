import type { Writer } from '#server/db/database.ts';
import * as sessionRows from './session-rows.ts';

/** Ends every way into what is a person's: their sessions and devices, passkeys, cards and calendar addresses. */
export async function closeAll(tx: Writer, person: string): Promise<void> {
  await sessionRows.removeAll(tx, person);
  await tx.run('DELETE FROM passkeys WHERE person_id = :person', { person });
  await tx.run('DELETE FROM sign_in_cards WHERE person_id = :person', { person });
  await tx.run('DELETE FROM own_calendars WHERE person_id = :person', { person });
}
