import { ROLE_WORDS, type PromiseRole, type PromiseStanding } from '#lib/promise-words.ts';
import type { Reader, Row } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { localOf } from '#server/wall-clock.ts';

/** Something that somebody said they would do. Days are 'YYYY-MM-DD' where the hub is. */
export interface Promised extends PromiseStanding {
  id: string;
  hub: string;
  hubName: string;
  /** The IANA zone of the hub. */
  zone: string;
  what: string;
  role: PromiseRole;
  /** For its hosts and for its owner; others are told `named` at most. */
  owner: { id: string; firstName: string } | null;
  body: { id: string; name: string } | null;
  /** The first name that everybody may read, or null. */
  named: string | null;
  madeOn: string;
  meetup: string | null;
  /** Nobody has it any more: whoever had it has left, or left the role it belongs to. */
  isLoose: boolean;
}

/** A promise of a hub, or null. */
export async function find(db: Reader, hub: string, id: string): Promise<Promised | null> {
  const row = await db.one(`${SELECT} WHERE promises.hub = :hub AND promises.id = :id`, { hub, id });
  return row && fromRow(row);
}

/** The promises of a hub that are open, by their day, and then those settled since an instant, the latest first. */
export async function ofHub(db: Reader, hub: string, settledSince: number): Promise<Promised[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE promises.hub = :hub AND (promises.settled_at IS NULL OR promises.settled_at >= :settledSince)
     ORDER BY promises.settled_at IS NOT NULL, promises.settled_at DESC, promises.by_day, promises.id
     LIMIT 200`,
    { hub, settledSince },
  );
  return rows.map(fromRow);
}

/** The open promises of somebody, in all hubs, by their day. */
export async function ofPerson(db: Reader, person: string): Promise<Promised[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE promises.person_id = :person AND promises.settled_at IS NULL
     ORDER BY promises.by_day, promises.id`,
    { person },
  );
  return rows.map(fromRow);
}

/** What was promised at a meet-up, in the order in which it was said. */
export async function madeAt(db: Reader, hub: string, meetup: string): Promise<Promised[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE promises.meetup_id = :meetup AND promises.hub = :hub
     ORDER BY promises.made_at, promises.id`,
    { hub, meetup },
  );
  return rows.map(fromRow);
}

/** The open promises of a hub that are to be kept by a day, or that nobody has any more, those first. */
export async function dueBy(db: Reader, hub: string, day: string): Promise<Promised[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE promises.hub = :hub AND promises.settled_at IS NULL AND (promises.by_day <= :day OR ${IS_LOOSE})
     ORDER BY is_loose DESC, promises.by_day, promises.id
     LIMIT 20`,
    { hub, day },
  );
  return rows.map(fromRow);
}

/** Whether a row of `promises` has lost its owner: they are erased, have left the hub or the role, or are no more. */
export const IS_LOOSE = `CASE promises.role
  WHEN 'body' THEN EXISTS (SELECT 1 FROM bodies WHERE bodies.id = promises.body_id AND bodies.ended_at IS NOT NULL)
  WHEN 'neighbour' THEN NOT EXISTS (
    SELECT 1
    FROM memberships
    WHERE memberships.person_id = promises.person_id AND memberships.hub = promises.hub)
  ELSE NOT EXISTS (
    SELECT 1
    FROM roles
    WHERE roles.person_id = promises.person_id AND roles.hub = promises.hub)
  END`;

const SELECT = `
  SELECT promises.id, promises.hub, hubs.name AS hub_name, hubs.zone, promises.what, promises.role, promises.person_id,
    people.first_name, promises.named, promises.body_id, bodies.name AS body, promises.by_day, promises.meetup_id,
    promises.made_at, promises.changed_because, promises.settled_at, promises.settled_how, promises.ended_because,
    ${IS_LOOSE} AS is_loose
  FROM promises
  JOIN hubs ON hubs.slug = promises.hub
  LEFT JOIN people ON people.id = promises.person_id
  LEFT JOIN bodies ON bodies.id = promises.body_id`;

function fromRow(row: Row): Promised {
  const zone = text(row, 'zone');
  const dayOf = (instant: number) => localOf(instant, zone).slice(0, 10);
  const [person, body, settledAt] = [
    textOrNull(row, 'person_id'),
    textOrNull(row, 'body_id'),
    numberOrNull(row, 'settled_at'),
  ];
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    hubName: text(row, 'hub_name'),
    zone,
    what: text(row, 'what'),
    role: text(row, 'role') as PromiseRole,
    owner: person === null ? null : { id: person, firstName: text(row, 'first_name') },
    body: body === null ? null : { id: body, name: text(row, 'body') },
    named: person !== null && flag(row, 'named') ? text(row, 'first_name') : null,
    byDay: text(row, 'by_day'),
    madeOn: dayOf(number(row, 'made_at')),
    meetup: textOrNull(row, 'meetup_id'),
    changedBecause: text(row, 'changed_because'),
    settledOn: settledAt === null ? null : dayOf(settledAt),
    settledHow: textOrNull(row, 'settled_how') as Promised['settledHow'],
    endedBecause: text(row, 'ended_because'),
    isLoose: settledAt === null && flag(row, 'is_loose'),
  };
}

/** As everybody may read it: by what they are, and by a first name only where they said yes to it. */
export function forEverybody({ id, what, role, body, named, ...promise }: Promised) {
  const { byDay, changedBecause, settledOn, settledHow, endedBecause, isLoose } = promise;
  const standing = { byDay, changedBecause, settledOn, settledHow, endedBecause };
  return { id, what, role, who: isLoose ? null : (body?.name ?? named), isLoose, ...standing };
}

/** Whose it is, in words that everybody may read: "A host", "Bert", "The county council". */
export function whose({ role, body, named, isLoose }: Promised): string {
  if (isLoose) return 'Nobody has it now';
  return body?.name ?? named ?? ROLE_WORDS[role as keyof typeof ROLE_WORDS];
}
