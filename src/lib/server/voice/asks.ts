import type { AskStanding, Stage } from '#lib/ask-words.ts';
import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import { localOf } from '#server/wall-clock.ts';

/** What makes an ask tender: health, which needs a yes of its own, or anything else that may hurt. */
export type Tender = 'health' | 'other';

/** What a body or the hosts ask all neighbours of a hub. Days are 'YYYY-MM-DD' where the hub is; instants Unix seconds. */
export interface Ask {
  id: string;
  hub: string;
  /** Null: the hosts ask. */
  body: { id: string; name: string } | null;
  name: string;
  stage: Stage;
  canChange: string;
  tender: Tender | null;
  /** The last day on which answers count. */
  closesOn: string;
  replyBy: string;
  sentAt: number | null;
  askedAt: number | null;
  withdrawnAt: number | null;
  toldAt: number | null;
  reply: string;
  repliedAt: number | null;
}

export interface NewAsk extends Pick<
  Ask,
  'hub' | 'name' | 'stage' | 'canChange' | 'tender' | 'closesOn' | 'replyBy'
> {
  body: string | null;
  by: string;
  once: string;
}

/** Paper has to go round, and to come back. */
export const OPEN_FOR = 7;

/** 'too-soon': nobody could answer in time. 'reply-first': the reply would come before the last answer. */
export type Making = { outcome: 'made'; ask: string } | { outcome: 'too-soon' | 'reply-first' | 'no-body' };

/** Begins an ask; nobody else sees it before it is sent. The same form again is the same ask. */
export function make(db: Database, ask: NewAsk, now: number): Promise<Making> {
  const { once, ...own } = ask;
  return db.write(async (tx): Promise<Making> => {
    const hub = await tx.one('SELECT zone FROM hubs WHERE slug = :hub', { hub: ask.hub });
    if (ask.closesOn < dayIn(now + OPEN_FOR * DAY, text(hub!, 'zone'))) return { outcome: 'too-soon' };
    if (ask.replyBy <= ask.closesOn) return { outcome: 'reply-first' };
    if (ask.body !== null && !(await isOfHub(tx, ask.hub, ask.body))) return { outcome: 'no-body' };
    const key = takenForms.keyFor(`ask ${ask.by}`, once);
    const made = await takenForms.once(tx, key, () => insert(tx, own, now), now);
    return { outcome: 'made', ask: made };
  });
}

async function insert(tx: Writer, ask: Omit<NewAsk, 'once'>, now: number): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO asks (id, hub, body_id, name, stage, can_change, tender, closes_on, reply_by, made_at, made_by)
     VALUES (:id, :hub, :body, :name, :stage, :canChange, :tender, :closesOn, :replyBy, :now, :by)`,
    { id, ...ask, now },
  );
  return id;
}

async function isOfHub(db: Reader, hub: string, body: string): Promise<boolean> {
  const known = 'SELECT id FROM bodies WHERE id = :body AND hub = :hub AND ended_at IS NULL';
  return (await db.one(known, { body, hub })) !== null;
}

/** One that whoever makes it may see; `body` narrows to those of one body. */
export async function find(
  db: Reader,
  hub: string,
  id: string,
  body: string | null = null,
): Promise<Ask | null> {
  const row = await db.one(
    `${SELECT} WHERE asks.id = :id AND asks.hub = :hub AND (:body IS NULL OR asks.body_id = :body)`,
    { id, hub, body },
  );
  return row && fromRow(row);
}

/** One that has been asked, as anybody may read it; taken back ones are not found. */
export async function findAsked(db: Reader, hub: string, id: string): Promise<Ask | null> {
  const ask = await find(db, hub, id);
  return ask && ask.askedAt !== null && ask.withdrawnAt === null ? ask : null;
}

/** All asks of a hub for whoever makes them, those of a body alone when it is named; the latest first. */
export async function ofHub(db: Reader, hub: string, body: string | null = null): Promise<Ask[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE asks.hub = :hub AND (:body IS NULL OR asks.body_id = :body)
     ORDER BY asks.made_at DESC, asks.id
     LIMIT 100`,
    { hub, body },
  );
  return rows.map(fromRow);
}

/** What is or was asked in a hub, as anybody may read it, the latest first. */
export async function askedIn(db: Reader, hub: string): Promise<Ask[]> {
  const rows = await db.all(
    `${SELECT}
     WHERE asks.hub = :hub AND asks.asked_at IS NOT NULL AND asks.withdrawn_at IS NULL
     ORDER BY asks.asked_at DESC, asks.id
     LIMIT 100`,
    { hub },
  );
  return rows.map(fromRow);
}

/** What is asked in these hubs and is still open, with whether this person has answered; what closes first comes first. */
export async function openFor(
  db: Reader,
  hubs: string[],
  person: string | null,
  now: number,
): Promise<(Pick<Ask, 'id' | 'hub' | 'name' | 'closesOn'> & { body: string | null; answered: boolean })[]> {
  const rows = await db.all(OPEN, { hubs: JSON.stringify(hubs), person });
  return rows
    .filter((row) => text(row, 'closes_on') >= dayIn(now, text(row, 'zone')))
    .map((row) => ({
      id: text(row, 'id'),
      hub: text(row, 'hub'),
      name: text(row, 'name'),
      closesOn: text(row, 'closes_on'),
      body: textOrNull(row, 'body'),
      answered: number(row, 'answered') === 1,
    }));
}

const OPEN = `
  SELECT asks.id, asks.hub, asks.name, asks.closes_on, hubs.zone, bodies.name AS body,
    EXISTS (
      SELECT 1 FROM ask_sheets WHERE ask_sheets.ask_id = asks.id AND ask_sheets.person_id = :person) AS answered
  FROM json_each(:hubs)
  JOIN hubs ON hubs.slug = json_each.value
  JOIN asks ON asks.hub = hubs.slug
  LEFT JOIN bodies ON bodies.id = asks.body_id
  WHERE asks.asked_at IS NOT NULL AND asks.told_at IS NULL AND asks.withdrawn_at IS NULL
  ORDER BY asks.closes_on, asks.id`;

/** How things stand with it on a day where its hub is. */
export function standingOf(ask: Ask, today: string): AskStanding {
  if (ask.withdrawnAt !== null) return 'withdrawn';
  if (ask.sentAt === null) return 'draft';
  if (ask.askedAt === null) return ask.closesOn > today ? 'waiting' : 'lapsed';
  if (ask.toldAt !== null) return 'told';
  return ask.closesOn >= today ? 'open' : 'closed';
}

/** The day where a hub is, 'YYYY-MM-DD'. */
export function dayIn(now: number, zone: string): string {
  return localOf(now, zone).slice(0, 10);
}

const SELECT = `
  SELECT asks.id, asks.hub, asks.body_id, bodies.name AS body, asks.name, asks.stage, asks.can_change, asks.tender,
    asks.closes_on, asks.reply_by, asks.sent_at, asks.asked_at, asks.withdrawn_at, asks.told_at, asks.reply,
    asks.replied_at
  FROM asks
  LEFT JOIN bodies ON bodies.id = asks.body_id`;

function fromRow(row: Row): Ask {
  const body = textOrNull(row, 'body_id');
  return {
    id: text(row, 'id'),
    hub: text(row, 'hub'),
    body: body === null ? null : { id: body, name: text(row, 'body') },
    name: text(row, 'name'),
    stage: text(row, 'stage') as Stage,
    canChange: text(row, 'can_change'),
    tender: textOrNull(row, 'tender') as Tender | null,
    closesOn: text(row, 'closes_on'),
    replyBy: text(row, 'reply_by'),
    sentAt: numberOrNull(row, 'sent_at'),
    askedAt: numberOrNull(row, 'asked_at'),
    withdrawnAt: numberOrNull(row, 'withdrawn_at'),
    toldAt: numberOrNull(row, 'told_at'),
    reply: text(row, 'reply'),
    repliedAt: numberOrNull(row, 'replied_at'),
  };
}
