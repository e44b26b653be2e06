import type { Reader } from '#server/db/database.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { A4, createPage, GREEN, MM, QUIET } from './page.ts';

/** Two by five on A4, 90 by 54 mm each: the size of common badge holders, cut along the lines. */
const TAG = { width: 90 * MM, height: 54 * MM };
const ACROSS = 2;
const DOWN = 5;
const A_PAGE = ACROSS * DOWN;

/** Whose tags are printed: the first names of who is expected, by name. */
export async function names(db: Reader, meetup: Meetup): Promise<string[]> {
  return (await rsvps.expected(db, meetup.id)).map(({ firstName }) => firstName);
}

/** Name tags to cut out, filled up with blank ones to write on. */
export async function pdf(hubName: string, names: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const page = await createPage(A4, 'Name tags');
  const left = (A4.width - ACROSS * TAG.width) / 2;
  const top = (A4.height - DOWN * TAG.height) / 2;
  const all = Math.max(1, Math.ceil((names.length + 1) / A_PAGE)) * A_PAGE;
  for (let i = 0; i < all; i++) {
    if (i > 0 && i % A_PAGE === 0) page.next();
    const place = i % A_PAGE;
    const x = left + (place % ACROSS) * TAG.width;
    const y = top + Math.floor(place / ACROSS) * TAG.height;
    page.frame({ x, y, ...TAG }, { dashed: true });
    page.fill({ x, y, width: TAG.width, height: 6 * MM }, GREEN);
    const name = names[i] ?? '';
    const width = TAG.width - 8 * MM;
    const size = page.sizeFor(name, { width, height: 30 * MM }, { most: 44, least: 14 });
    const high = page.heightOf(name, width, { size, bold: true });
    const middle = y + (TAG.height - high) / 2;
    page.words(name, { x: x + 4 * MM, y: middle, width }, { size, bold: true, align: 'center' });
    const hub = { x: x + 4 * MM, y: y + TAG.height - 8 * MM, width };
    page.words(page.cut(hubName, { width, height: 20 }, { size: 11 }), hub, {
      size: 11,
      colour: QUIET,
      align: 'center',
    });
  }
  return page.finish();
}
