import type { Database } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Fetched, Fetcher } from '#server/outbox/fetching.ts';
import * as calendars from './calendars.ts';
import * as keptDates from './kept-dates.ts';
import { LARGEST, read, type Reading, type Unreadable } from './reading.ts';

/** Why nothing could be shown of a calendar. */
export type Hindrance =
  Exclude<Fetched, { is: 'read' | 'unchanged' }>['is'] | Unreadable['is'] | 'too-many' | 'ours';

export type Added = { is: 'added'; id: string; reading: Reading } | { is: Hindrance };

interface Bringing {
  hub: Hub;
  owner: string;
  page: string | null;
  by: string;
}

/**
 * An address as somebody pasted it, made into one to ask: webcal and http become https, and what follows a '#' goes.
 * Null for what is none.
 */
export function addressOf(pasted: string): string | null {
  const text = pasted.trim().replace(/^(webcals?|http):\/\//i, 'https://');
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

/** Reads a calendar at an address once, for a host to look at before anybody else does. `own` is our own address. */
export async function fromAddress(
  db: Database,
  fetcher: Fetcher,
  { address, own, ...bringing }: Bringing & { address: string; own: string },
  now: number,
): Promise<Added> {
  if (new URL(address).host === new URL(own).host) return { is: 'ours' };
  const fetched = await fetcher.fetch(address, LARGEST);
  if (fetched.is === 'unchanged') return { is: 'trouble' };
  if (fetched.is !== 'read') return fetched;
  const { tag, changed, body } = fetched;
  return keep(db, { ...bringing, address, tag, changed }, await read(body, bringing.hub.zone, now), now);
}

/** The same with a file that somebody brought. `bytes` is used up. */
export async function fromFile(
  db: Database,
  { bytes, ...bringing }: Bringing & { bytes: Uint8Array },
  now: number,
): Promise<Added> {
  const reading = await read(bytes, bringing.hub.zone, now);
  return keep(db, { ...bringing, address: null, tag: null, changed: null }, reading, now);
}

async function keep(
  db: Database,
  {
    hub,
    owner,
    page,
    by,
    address,
    tag,
    changed,
  }: Bringing & { address: string | null; tag: string | null; changed: string | null },
  reading: Reading | Unreadable,
  now: number,
): Promise<Added> {
  if (reading.is !== 'calendar') return reading;
  const id = await db.write(async (tx) => {
    const made = await calendars.add(tx, { hub: hub.slug, owner, page, address, by }, now);
    if (made === null) return null;
    await keptDates.replace(tx, made, reading);
    await tx.run('UPDATE other_calendars SET tag = :tag, changed = :changed WHERE id = :made', {
      tag,
      changed,
      made,
    });
    return made;
  });
  return id === null ? { is: 'too-many' } : { is: 'added', id, reading };
}
