import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as people from '#server/people/people.ts';

/** Whose promise it is: somebody of the hub, or one of its bodies. */
export type Owner = { person: string } | { body: string };

export interface NewPromise {
  hub: string;
  what: string;
  owner: Owner;
  /** Their first name may stand beside it for everybody. */
  named: boolean;
  byDay: string;
  /** The meet-up it was made at. */
  meetup: string | null;
  by: string;
}

/** Whose promises may be changed: all of a hub, by its hosts, or one's own. */
export type Reach = { hub: string } | { person: string };

const TOLD_WITHIN = 21 * DAY;

/** Writes a promise down, in the caller's transaction, and tells whoever made it. 'not-here': not of this hub. */
export async function make(tx: Writer, promise: NewPromise, now: number): Promise<'made' | 'not-here'> {
  const held = await heldBy(tx, promise.hub, promise.owner);
  if (!held) return 'not-here';
  const { hub, what, named, byDay, meetup, by } = promise;
  const id = newId();
  await tx.run(
    `INSERT INTO promises (id, hub, what, role, person_id, body_id, named, by_day, meetup_id, made_at, made_by, owned_at)
     VALUES (:id, :hub, :what, :role, :person, :body, :named, :byDay, :meetup, :now, :by, :now)`,
    { id, hub, what, ...held, named: Number(named), byDay, meetup, by, now },
  );
  await tell(tx, { id, hub, owner: promise.owner, by }, now);
  return 'made';
}

/** A host gives it to somebody else, who is told. 'not-found' for what is settled, too. */
export function handOn(
  db: Database,
  { hub, promise, owner, by }: { hub: string; promise: string; owner: Owner; by: string },
  now: number,
): Promise<'handed-on' | 'not-here' | 'not-found'> {
  return db.write(async (tx) => {
    const held = await heldBy(tx, hub, owner);
    if (!held) return 'not-here';
    const handed = await tx.run(
      `UPDATE promises
       SET role = :role, person_id = :person, body_id = :body, named = 0, owned_at = :now
       WHERE id = :promise AND hub = :hub AND settled_at IS NULL`,
      { promise, hub, ...held, now },
    );
    if (handed === 0) return 'not-found';
    await note(tx, { promise, step: 'handed-on', by }, now);
    await tell(tx, { id: promise, hub, owner, by }, now);
    return 'handed-on';
  });
}

/** Its owner hands it back: it is nobody's until a host hands it on. What a body promised only its hosts change. */
export function handBack(
  db: Database,
  { person, promise }: { person: string; promise: string },
  now: number,
): Promise<'handed-back' | 'not-found'> {
  return db.write(async (tx) => {
    const back = await tx.run(
      `UPDATE promises
       SET person_id = NULL, named = 0, owned_at = :now
       WHERE id = :promise AND person_id = :person AND settled_at IS NULL`,
      { promise, person, now },
    );
    if (back === 0) return 'not-found';
    await note(tx, { promise, step: 'handed-back', by: null }, now);
    return 'handed-back';
  });
}

/** Another day holds from now on, and everybody reads why. */
export function change(
  db: Database,
  { reach, promise, byDay, because, by }: Settling & { byDay: string; because: string },
  now: number,
): Promise<'changed' | 'not-found'> {
  return db.write(async (tx) => {
    const before = await open(tx, reach, promise);
    if (before === null) return 'not-found';
    await tx.run('UPDATE promises SET by_day = :byDay, changed_because = :because WHERE id = :promise', {
      promise,
      byDay,
      because,
    });
    await note(tx, { promise, step: 'changed', words: because, before, by }, now);
    return 'changed';
  });
}

/** It is kept, or it ends and everybody reads why: 'needs-because' without a reason. */
export function settle(
  db: Database,
  { reach, promise, how, because, by }: Settling & { how: 'kept' | 'ended'; because: string },
  now: number,
): Promise<'settled' | 'needs-because' | 'not-found'> {
  return db.write(async (tx) => {
    if ((await open(tx, reach, promise)) === null) return 'not-found';
    if (how === 'ended' && because.trim() === '') return 'needs-because';
    await tx.run(
      `UPDATE promises
       SET settled_at = :now, settled_by = :by, settled_how = :how,
         ended_because = CASE :how WHEN 'ended' THEN :because ELSE '' END
       WHERE id = :promise`,
      { promise, how, because, by, now },
    );
    await note(tx, { promise, step: how, words: because, by }, now);
    return 'settled';
  });
}

interface Settling {
  reach: Reach;
  promise: string;
  by: string;
}

/** The day by which an open promise within reach is to be kept; null when there is none. */
async function open(tx: Reader, reach: Reach, promise: string): Promise<string | null> {
  const [mine, whose] = 'hub' in reach ? ['hub', reach.hub] : ['person_id', reach.person];
  const row = await tx.one(
    `SELECT by_day FROM promises WHERE id = :promise AND ${mine} = :whose AND settled_at IS NULL`,
    { promise, whose: whose! },
  );
  return row && text(row, 'by_day');
}

/** The role in which somebody promises, as the table holds it; null when they are not of this hub. */
async function heldBy(tx: Reader, hub: string, owner: Owner) {
  if ('body' in owner) {
    const known = 'SELECT id FROM bodies WHERE id = :body AND hub = :hub AND ended_at IS NULL';
    return (
      (await tx.one(known, { hub, body: owner.body })) && { role: 'body', person: null, body: owner.body }
    );
  }
  const { person } = owner;
  if (!(await people.findInHub(tx, hub, person))) return null;
  const row = await tx.one('SELECT role FROM roles WHERE person_id = :person AND hub = :hub', {
    hub,
    person,
  });
  return { role: row ? text(row, 'role') : 'neighbour', person, body: null };
}

async function note(
  tx: Writer,
  given: { promise: string; step: string; words?: string; before?: string; by: string | null },
  now: number,
): Promise<void> {
  const { promise, step, words = '', before = null, by } = given;
  await tx.run(
    `INSERT INTO promise_steps (id, promise_id, step, words, before_day, made_at, made_by)
     VALUES (:id, :promise, :step, :words, :before, :now, :by)`,
    { id: newId(), promise, step, words, before, by, now },
  );
}

/** Whoever did not write it down themselves is told that it is theirs now. */
async function tell(
  tx: Writer,
  { id, hub, owner, by }: { id: string; hub: string; owner: Owner; by: string },
  now: number,
): Promise<void> {
  const who = 'body' in owner ? (await bodyPeople.of(tx, owner.body)).map((one) => one.id) : [owner.person];
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'promise-yours', subject: id, occasion: String(now), ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, who.filter((person) => person !== by).map(of), now);
}
