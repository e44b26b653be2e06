import type { Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { sign } from '#server/secrets.ts';

/** Letters and figures that nobody takes for one another, and that spell no words. */
const LETTERS = '347CDFHJKMNPRTVWX';
const LENGTH = 5;

/**
 * The short code on the reply slips of a series, such as "KF3-7T". It tells which meet-up a slip belongs to and opens
 * nothing by itself. Computed, so that it is kept nowhere and stays the same on every slip printed.
 */
export function codeOf(series: string): string {
  // Only to spread the codes; that the key is known does no harm.
  let number = Buffer.from(sign('slip', series), 'base64url').readUIntBE(0, 6);
  let code = '';
  for (let i = 0; i < LENGTH; i++) {
    code += LETTERS[number % LETTERS.length];
    number = Math.floor(number / LETTERS.length);
  }
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** The series of a hub that a keyed-in code may mean, in any spelling; more than one only by a rare chance. */
export async function seriesOf(db: Reader, hub: string, typed: string): Promise<string[]> {
  const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const rows = await db.all('SELECT id FROM series WHERE hub = :hub ORDER BY id', { hub });
  return rows.map((row) => text(row, 'id')).filter((id) => plain(codeOf(id)) === plain(typed));
}
