import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as letters from '#server/outbox/letters.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import { localOf } from '#server/wall-clock.ts';
import { BODY_MAY_READ } from './carries.ts';
import * as topics from './topics.ts';

/** Without a receipt after so long, the carrier is asked to try another way. */
export const RECEIPT = 5 * DAY;
const TOLD_WITHIN = 21 * DAY;
const LOOK_AGAIN = 14 * DAY;

interface Due {
  carry: string;
  topic: string;
  hub: string;
  zone: string;
  body: string;
  carrier: string | null;
  meetsOn: string | null;
  answerBy: string;
}

/**
 * What has its hour on the way to a body: words that everybody could object to go; a carrier without a receipt is asked
 * to try again; and where no answer came by the agreed day, that is a dated state that everybody sees. Nothing ends
 * by itself. Returns how many things that were.
 */
export async function goOn(db: Database, now: number): Promise<number> {
  const [going, waiting, late] = [await toGo(db, now), await unreceived(db, now), await unanswered(db, now)];
  for (const due of going) await db.write((tx) => send(tx, due, now));
  for (const due of waiting) await db.write((tx) => prompt(tx, due, now));
  for (const due of late) await db.write((tx) => noteLate(tx, due, now));
  return going.length + waiting.length + late.length;
}

/** Hands a carry to the people of its body, in the caller's transaction. */
export async function tellBody(
  tx: Writer,
  { carry, hub, body, topic }: Pick<Due, 'carry' | 'hub' | 'body' | 'topic'>,
  now: number,
): Promise<void> {
  const of = ({ id }: bodyPeople.BodyPerson): letters.NewLetter => ({
    ...{ person: id, hub, kind: 'voice-for-body', subject: topic, occasion: carry, ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, (await bodyPeople.of(tx, body)).map(of), now);
}

async function send(tx: Writer, due: Due, now: number): Promise<void> {
  const sent = await tx.run('UPDATE carries SET sent_at = :now WHERE id = :carry AND sent_at IS NULL', {
    carry: due.carry,
    now,
  });
  if (sent === 0) return;
  const nextOn = due.meetsOn ?? due.answerBy;
  await topics.move(tx, { topic: due.topic, step: 'carried', state: 'carried', nextOn, by: null }, now);
  await tellBody(tx, due, now);
}

async function prompt(tx: Writer, due: Due, now: number): Promise<void> {
  await tx.run('UPDATE carries SET prompted_at = :now WHERE id = :carry', { carry: due.carry, now });
  if (due.carrier === null) return;
  await letters.write(
    tx,
    {
      ...{
        person: due.carrier,
        hub: due.hub,
        kind: 'voice-receipt',
        subject: due.topic,
        occasion: due.carry,
      },
      ...{ ways: 'ladder', dueAt: now, useBy: now + TOLD_WITHIN },
    },
    now,
  );
}

async function noteLate(tx: Writer, due: Due, now: number): Promise<void> {
  await tx.run('UPDATE carries SET late_at = :now WHERE id = :carry', { carry: due.carry, now });
  const nextOn = localOf(now + LOOK_AGAIN, due.zone).slice(0, 10);
  await topics.move(tx, { topic: due.topic, step: 'no-answer', nextOn, by: null }, now);
}

function toGo(db: Reader, now: number): Promise<Due[]> {
  // Whoever lowered theirs meanwhile may have left nobody whom this body may read.
  const which = `carries.sent_at IS NULL AND carries.objections_until <= :now AND ${BODY_MAY_READ}`;
  return dueOf(db, which, { now });
}

function unreceived(db: Reader, now: number): Promise<Due[]> {
  const which = 'carries.sent_at <= :before AND carries.received_at IS NULL AND carries.prompted_at IS NULL';
  return dueOf(db, which, { before: now - RECEIPT });
}

async function unanswered(db: Reader, now: number): Promise<Due[]> {
  const open = await dueOf(db, 'carries.sent_at IS NOT NULL AND carries.late_at IS NULL', {});
  return open.filter(({ answerBy, zone }) => localOf(now, zone).slice(0, 10) > answerBy);
}

async function dueOf(db: Reader, which: string, args: Record<string, number>): Promise<Due[]> {
  const rows = await db.all(
    `SELECT carries.id, carries.topic_id, topics.hub, hubs.zone, carries.body_id, carries.carrier_id,
       body_meetings.starts_local, carries.answer_by
     FROM carries
     JOIN topics ON topics.id = carries.topic_id
     JOIN hubs ON hubs.slug = topics.hub
     LEFT JOIN body_meetings ON body_meetings.id = carries.meeting_id
     WHERE carries.ended_at IS NULL AND ${which}
     ORDER BY carries.proposed_at
     LIMIT 200`,
    args,
  );
  return rows.map((row) => ({
    carry: text(row, 'id'),
    topic: text(row, 'topic_id'),
    hub: text(row, 'hub'),
    zone: text(row, 'zone'),
    body: text(row, 'body_id'),
    carrier: textOrNull(row, 'carrier_id'),
    meetsOn: textOrNull(row, 'starts_local')?.slice(0, 10) ?? null,
    answerBy: text(row, 'answer_by'),
  }));
}
