import type { Level, Tender } from '#lib/voice-words.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as people from '#server/people/people.ts';
import { levelOf, rankOf } from './readers.ts';

export type Said = 'self' | 'in-person' | 'rang' | 'slip';

/** What somebody said. Times are Unix seconds. */
export interface View {
  id: string;
  hub: string;
  words: string;
  level: Level;
  meetup: string | null;
  body: string | null;
  /** They let others see their first name with it. */
  named: boolean;
  tender: Tender | null;
  topic: string | null;
  saidAt: number;
  changedAt: number;
  withdrawnAt: number | null;
  /** Why a host took it off the pages; null while it stands there. */
  aside: string | null;
}

/** What somebody wants to say. `meetup` goes with the level 'meetup', `body` with 'body'. */
export interface NewView {
  hub: string;
  words: string;
  level: Level;
  meetup: string | null;
  body: string | null;
  named: boolean;
  tender: Tender | null;
  /** Their explicit yes that it is kept although it is tender. */
  consented: boolean;
}

/** The meet-up or body that a level has use for: a form may name others, which nobody has been shown. */
export function placesOf({
  level,
  meetup,
  body,
}: Pick<NewView, 'level' | 'meetup' | 'body'>): Pick<NewView, 'meetup' | 'body'> {
  return { meetup: level === 'meetup' ? meetup : null, body: level === 'body' ? body : null };
}

/** 'needs-consent': it is about health, and they have not said yes to its being kept. */
export type Saying =
  { outcome: 'said'; view: string } | { outcome: 'needs-consent' | 'no-meetup' | 'no-body' };

export const COLUMNS = `views.id, views.hub, views.words, views.level, views.meetup_id, views.body_id, views.named,
  views.tender, views.topic_id, views.said_at, views.changed_at, views.withdrawn_at, views.aside_at,
  views.aside_because`;

/** Somebody who is known here says something. The same form again is the same view. */
export function say(
  db: Database,
  view: NewView & { person: string; once: string },
  now: number,
): Promise<Saying> {
  const key = takenForms.keyFor(`view ${view.person}`, view.once);
  return db.write((tx) => sayWithin(tx, { ...view, said: 'self', by: null, saidBy: '' }, key, now));
}

/** As `say`, in the caller's transaction; `person` null for what "someone" said, `saidBy` their initials. */
export async function sayWithin(
  tx: Writer,
  view: NewView & { person: string | null; said: Said; by: string | null; saidBy: string },
  key: string | null,
  now: number,
): Promise<Saying> {
  const hindrance = await hindranceOf(tx, view);
  if (hindrance) return { outcome: hindrance };
  const id = await takenForms.once(tx, key, () => write(tx, view, now), now);
  if (view.person) await people.joinHub(tx, view.person, view.hub, now);
  return { outcome: 'said', view: id };
}

/** One of their own, withdrawn ones too. */
export async function findOwn(db: Reader, person: string, id: string): Promise<View | null> {
  const row = await db.one(`SELECT ${COLUMNS} FROM views WHERE id = :id AND person_id = :person`, {
    id,
    person,
  });
  return row && fromRow(row);
}

/** All that somebody said, the newest first. */
export async function ofPerson(db: Reader, person: string): Promise<View[]> {
  const rows = await db.all(
    `SELECT ${COLUMNS}
     FROM views
     WHERE person_id = :person
     ORDER BY said_at DESC, id`,
    { person },
  );
  return rows.map(fromRow);
}

/** Why a view cannot be taken as it is; null when it can. */
export async function hindranceOf(
  db: Reader,
  { hub, level, meetup, body, tender, consented }: Omit<NewView, 'words' | 'named'>,
): Promise<'needs-consent' | 'no-meetup' | 'no-body' | null> {
  if (tender === 'health' && !consented) return 'needs-consent';
  if (level === 'meetup' && !(await isOfHub(db, MEETUP_OF_HUB, { hub, id: meetup }))) return 'no-meetup';
  if (level === 'body' && !(await isOfHub(db, BODY_OF_HUB, { hub, id: body }))) return 'no-body';
  return null;
}

const MEETUP_OF_HUB = 'SELECT id FROM meetups WHERE id = :id AND hub = :hub';
const BODY_OF_HUB = 'SELECT id FROM bodies WHERE id = :id AND hub = :hub AND ended_at IS NULL';

async function isOfHub(db: Reader, sql: string, about: { hub: string; id: string | null }): Promise<boolean> {
  return about.id !== null && (await db.one(sql, about)) !== null;
}

async function write(
  tx: Writer,
  view: NewView & { person: string | null; said: Said; by: string | null; saidBy: string },
  now: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO views (id, hub, person_id, said_by, words, level, meetup_id, body_id, named, tender, consented_at, said,
       entered_by, said_at, changed_at)
     VALUES (:id, :hub, :person, :saidBy, :words, :level, :meetup, :body, :named, :tender, :consentedAt, :said, :by,
       :now, :now)`,
    {
      id,
      hub: view.hub,
      person: view.person,
      saidBy: view.saidBy,
      words: view.words,
      level: rankOf(view.level),
      ...placesOf(view),
      named: Number(view.named),
      tender: view.tender,
      consentedAt: view.consented ? now : null,
      said: view.said,
      by: view.by,
      now,
    },
  );
  return id;
}

export function fromRow(row: Row): View {
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    words: text(row, 'words'),
    level: levelOf(number(row, 'level')),
    meetup: textOrNull(row, 'meetup_id'),
    body: textOrNull(row, 'body_id'),
    named: flag(row, 'named'),
    tender: textOrNull(row, 'tender') as Tender | null,
    topic: textOrNull(row, 'topic_id'),
    saidAt: number(row, 'said_at'),
    changedAt: number(row, 'changed_at'),
    withdrawnAt: numberOrNull(row, 'withdrawn_at'),
    aside: numberOrNull(row, 'aside_at') === null ? null : text(row, 'aside_because'),
  };
}
