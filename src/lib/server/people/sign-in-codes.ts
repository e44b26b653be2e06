import { DAY, MINUTE } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { hash, matches, newCode } from '#server/secrets.ts';
import * as attempts from './attempts.ts';
import { tidyMail } from './people.ts';

/** How long a code is good for, seconds. */
export const GOOD_FOR = 10 * MINUTE;
const MOST_TRIES = 5;
/** After the right code somebody new still has to say their first name. */
const NAME_WITHIN = 30 * MINUTE;

/** A village hall is one place for everybody in it, and must not have to wait for long. */
const FROM_ONE_PLACE = { tries: 60, seconds: 15 * MINUTE };
/** One mail address has one person. By these, one place cannot lock them out at another. */
const FOR_ONE_MAIL = { tries: 6, seconds: 15 * MINUTE };
const FOR_ONE_MAIL_A_DAY = { tries: 20, seconds: DAY };
const FOR_ONE_MAIL_IN_ALL = { tries: 60, seconds: DAY };

export type Asked =
  { outcome: 'made'; code: string } | { outcome: 'too-many-from-here' | 'too-many-for-mail' };

export type Tried =
  { outcome: 'right'; mail: string; forPerson: string | null } | { outcome: 'wrong' | 'too-many' | 'over' };

/**
 * Makes a code of eight figures for this mail address in this browser (its secret), asked for from a network address.
 * The same happens whether or not the mail is known. A code the browser was given before is void.
 * `forPerson` is who is here already and wants this address to be theirs.
 */
export async function ask(
  db: Database,
  asking: { mail: string; browser: string; from: string; forPerson: string | null },
  now: number,
): Promise<Asked> {
  const mail = tidyMail(asking.mail);
  const place = attempts.placeOf(asking.from);
  if (!(await attempts.allow(db, `codes-from:${place}`, FROM_ONE_PLACE, now))) {
    return { outcome: 'too-many-from-here' };
  }
  const limits = [
    [`codes-for:${mail} from ${place}`, FOR_ONE_MAIL],
    [`codes-today-for:${mail} from ${place}`, FOR_ONE_MAIL_A_DAY],
    [`codes-in-all-for:${mail}`, FOR_ONE_MAIL_IN_ALL],
  ] as const;
  for (const [bucket, limit] of limits) {
    if (!(await attempts.allow(db, bucket, limit, now))) return { outcome: 'too-many-for-mail' };
  }
  const [id, code] = [newId(), newCode()];
  await db.write(async (tx) => {
    await forget(tx, asking.browser);
    await tx.run(
      `INSERT INTO sign_in_codes (id, mail, browser_hash, code_hash, for_person, made_at, expires_at)
       VALUES (:id, :mail, :browser, :code, :forPerson, :now, :expiresAt)`,
      {
        id,
        mail,
        browser: hash(asking.browser),
        code: salted(id, code),
        forPerson: asking.forPerson,
        now,
        expiresAt: now + GOOD_FOR,
      },
    );
  });
  return { outcome: 'made', code };
}

/** The mail address a code was sent to, for the browser that asked; null when that was too long ago. */
export async function sentTo(db: Reader, browser: string, now: number): Promise<string | null> {
  const row = await db.one(
    `SELECT mail
     FROM sign_in_codes
     WHERE browser_hash = :browser AND used_at IS NULL AND expires_at > :now`,
    { browser: hash(browser), now },
  );
  return row && text(row, 'mail');
}

/** Tries a code. 'over' when this browser has none that is still good, 'too-many' from the sixth try on. */
export async function attempt(
  tx: Writer,
  { code, browser }: { code: string; browser: string },
  now: number,
): Promise<Tried> {
  const row = await tx.one(
    `UPDATE sign_in_codes
     SET tries = tries + 1
     WHERE browser_hash = :browser AND used_at IS NULL AND expires_at > :now
     RETURNING id, mail, code_hash, for_person, tries`,
    { browser: hash(browser), now },
  );
  if (!row) return { outcome: 'over' };
  if (number(row, 'tries') > MOST_TRIES) return { outcome: 'too-many' };
  const id = text(row, 'id');
  if (!matches(salted(id, code), text(row, 'code_hash'))) return { outcome: 'wrong' };
  await tx.run('UPDATE sign_in_codes SET used_at = :now WHERE id = :id', { id, now });
  return { outcome: 'right', mail: text(row, 'mail'), forPerson: textOrNull(row, 'for_person') };
}

/** The mail address this browser has proved by a right code a moment ago, when nobody has it yet. */
export async function proved(db: Reader, browser: string, now: number): Promise<string | null> {
  const row = await db.one(
    `SELECT mail
     FROM sign_in_codes
     WHERE browser_hash = :browser AND used_at > :since`,
    { browser: hash(browser), since: now - NAME_WITHIN },
  );
  return row && text(row, 'mail');
}

/** Voids what this browser asked for. */
export async function forget(tx: Writer, browser: string): Promise<void> {
  await tx.run('DELETE FROM sign_in_codes WHERE browser_hash = :browser', { browser: hash(browser) });
}

/** Throws away codes that can no longer be of use. */
export async function clearEnded(tx: Writer, now: number): Promise<void> {
  await tx.run('DELETE FROM sign_in_codes WHERE expires_at <= :before', { before: now - NAME_WITHIN });
}

function salted(id: string, code: string): string {
  return hash(`${id} ${code}`);
}
