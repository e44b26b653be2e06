import type { Reader, Row, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { slugsFor } from './slugs.ts';

/** One neighbourhood's group and its page. `zone` is an IANA time zone. */
export interface Hub {
  slug: string;
  name: string;
  place: string;
  zone: string;
  about: string;
}

const COLUMNS = 'hubs.slug, hubs.name, hubs.place, hubs.zone, hubs.about';
const MOST_FOUND = 50;

export async function find(db: Reader, slug: string): Promise<Hub | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM hubs WHERE slug = :slug`, { slug });
  return row && fromRow(row);
}

export async function count(db: Reader): Promise<number> {
  const row = await db.one('SELECT count(*) AS hubs FROM hubs');
  return number(row!, 'hubs');
}

/** The first `most` hubs of this installation, by slug. */
export async function first(db: Reader, most: number): Promise<Hub[]> {
  const rows = await db.all(`SELECT ${COLUMNS} FROM hubs ORDER BY slug LIMIT :most`, { most });
  return rows.map(fromRow);
}

/** Hubs whose name or place holds every one of these words, by name; the first 50. No words find any hub. */
export async function search(db: Reader, words: string): Promise<Hub[]> {
  const patterns = words.split(/\s+/).filter(Boolean).slice(0, 8).map(likePattern);
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM hubs
     WHERE NOT EXISTS (
       SELECT 1
       FROM json_each(:patterns) AS pattern
       WHERE (hubs.name || ' ' || hubs.place) NOT LIKE pattern.value ESCAPE '\\'
     )
     ORDER BY hubs.name COLLATE NOCASE
     LIMIT :most`,
    { patterns: JSON.stringify(patterns), most: MOST_FOUND },
  );
  return rows.map(fromRow);
}

/** The hubs somebody belongs to, by name. */
export async function ofPerson(db: Reader, person: string): Promise<Hub[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM memberships
     JOIN hubs ON hubs.slug = memberships.hub
     WHERE memberships.person_id = :person
     ORDER BY hubs.name COLLATE NOCASE`,
    { person },
  );
  return rows.map(fromRow);
}

/** Adds a hub and returns its slug: its name, with a number where another has it already. */
export async function start(tx: Writer, hub: Omit<Hub, 'slug'>, now: number): Promise<string> {
  for (const slug of slugsFor(hub.name)) {
    const added = await tx.run(
      `INSERT INTO hubs (slug, name, place, zone, about, created_at)
       VALUES (:slug, :name, :place, :zone, :about, :now)
       ON CONFLICT DO NOTHING`,
      { slug, name: hub.name, place: hub.place, zone: hub.zone, about: hub.about, now },
    );
    if (added === 1) return slug;
  }
  throw new Error('every address made from this name is taken');
}

/** Changes what a hub says of itself. Its address and zone stay. */
export async function describe(
  tx: Writer,
  slug: string,
  { name, place, about }: Pick<Hub, 'name' | 'place' | 'about'>,
): Promise<void> {
  await tx.run('UPDATE hubs SET name = :name, place = :place, about = :about WHERE slug = :slug', {
    slug,
    name,
    place,
    about,
  });
}

function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

function fromRow(row: Row): Hub {
  return {
    slug: text(row, 'slug'),
    name: text(row, 'name'),
    place: text(row, 'place'),
    zone: text(row, 'zone'),
    about: text(row, 'about'),
  };
}
