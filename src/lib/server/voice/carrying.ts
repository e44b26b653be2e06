import { DAY, HOUR } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import * as people from '#server/people/people.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import * as carries from './carries.ts';
import * as counts from './counts.ts';
import * as supports from './supports.ts';
import * as topics from './topics.ts';

/** So long everybody behind a topic can object to the words before they go. */
export const TO_OBJECT = 48 * HOUR;

export interface Plan {
  hub: string;
  zone: string;
  topic: string;
  meeting: string;
  route: 'agenda' | 'speaking';
  carrier: string;
  words: string;
  goingWell: string;
  asked: string;
  by: string;
}

/**
 * 'nobody-yet': nobody behind it has said that this body may read it. 'past' and 'too-soon': the meeting is over, or
 * before everybody had 48 hours to object. 'already': it is on its way. 'no-carrier': not of this hub.
 */
export type Carried =
  'proposed' | 'nobody-yet' | 'past' | 'too-soon' | 'already' | 'no-carrier' | 'no-meeting';

/** Puts the exact words before everybody behind a topic. 48 hours later they go to the body; see `rounds.ts`. */
export function propose(db: Database, plan: Plan, now: number): Promise<Carried> {
  return db.write(async (tx) => {
    const meeting = await findMeeting(tx, plan);
    if (!meeting) return 'no-meeting';
    const startsAt = instantOf(meeting.startsLocal, plan.zone);
    if (startsAt <= now) return 'past';
    if (startsAt < now + TO_OBJECT) return 'too-soon';
    if (!(await people.findInHub(tx, plan.hub, plan.carrier))) return 'no-carrier';
    if (await isOnItsWay(tx, plan.topic)) return 'already';
    if (!(await counts.mayBodyRead(tx, plan.topic, meeting.body))) return 'nobody-yet';
    const answerBy = localOf(startsAt + meeting.answersWithin * DAY, plan.zone).slice(0, 10);
    const released = await counts.releaseTo(tx, plan.topic, meeting.body);
    await write(tx, { ...plan, ...released, body: meeting.body, answerBy }, now);
    const objectBy = localOf(now + TO_OBJECT, plan.zone).slice(0, 10);
    await topics.move(tx, { topic: plan.topic, step: 'proposed', nextOn: objectBy, by: plan.by }, now);
    return 'proposed';
  });
}

/** Somebody behind a topic objects to the words, before they go. It is carried with them, without a name. */
export function object(
  db: Database,
  { carry, person, words }: { carry: string; person: string; words: string },
  now: number,
): Promise<'noted' | 'too-late'> {
  return db.write(async (tx) => {
    const noted = await tx.run(
      `INSERT INTO objections (carry_id, person_id, words, made_at)
       SELECT carries.id, :person, :words, :now
       FROM carries
       WHERE carries.id = :carry AND carries.ended_at IS NULL AND carries.sent_at IS NULL
         AND EXISTS (
           SELECT 1
           FROM voices
           WHERE voices.topic_id = carries.topic_id AND voices.person_id = :person)
       ON CONFLICT (carry_id, person_id) DO UPDATE SET words = excluded.words, made_at = excluded.made_at`,
      { carry, person, words, now },
    );
    return noted === 1 ? 'noted' : 'too-late';
  });
}

/** A host calls it off before it has gone, for other words or another date. */
export function callOff(
  db: Database,
  { topic, by }: { topic: string; by: string },
  now: number,
): Promise<'called-off' | 'too-late'> {
  return db.write(async (tx) => {
    const off = await tx.run(
      `UPDATE carries
       SET ended_at = :now, ended_how = 'called-off'
       WHERE topic_id = :topic AND ended_at IS NULL AND sent_at IS NULL`,
      { topic, now },
    );
    if (off === 0) return 'too-late';
    await topics.note(tx, { topic, step: 'called-off', by }, now);
    return 'called-off';
  });
}

/** Somebody else carries it: the first has left, or cannot. */
export function handOver(
  db: Database,
  { hub, topic, carrier }: { hub: string; topic: string; carrier: string },
): Promise<'handed-over' | 'no-carrier'> {
  return db.write(async (tx) => {
    if (!(await people.findInHub(tx, hub, carrier))) return 'no-carrier';
    await tx.run(
      `UPDATE carries SET carrier_id = :carrier, prompted_at = NULL WHERE topic_id = :topic AND ended_at IS NULL`,
      { topic, carrier },
    );
    return 'handed-over';
  });
}

/** The body has it: it says so itself, or a host was told. */
export function receive(
  db: Database,
  { carry, by }: { carry: string; by: string | null },
  now: number,
): Promise<'received' | 'not-found'> {
  return db.write(async (tx) => {
    const open = await carries.find(tx, carry);
    if (!open || open.sentAt === null || open.endedHow !== null) return 'not-found';
    if (open.receivedAt !== null) return 'received';
    await tx.run('UPDATE carries SET received_at = :now, received_by = :by WHERE id = :carry', {
      carry,
      by,
      now,
    });
    await topics.move(
      tx,
      { topic: open.topic, step: 'received', state: 'received', nextOn: open.answerBy, by },
      now,
    );
    return 'received';
  });
}

async function findMeeting(db: Reader, { hub, meeting }: Pick<Plan, 'hub' | 'meeting'>) {
  const row = await db.one(
    `SELECT bodies.id, bodies.answers_within, body_meetings.starts_local
     FROM body_meetings
     JOIN bodies ON bodies.id = body_meetings.body_id
     WHERE body_meetings.id = :meeting AND bodies.hub = :hub AND bodies.ended_at IS NULL
       AND body_meetings.called_off_at IS NULL`,
    { hub, meeting },
  );
  return (
    row && {
      body: text(row, 'id'),
      answersWithin: number(row, 'answers_within'),
      startsLocal: text(row, 'starts_local'),
    }
  );
}

async function isOnItsWay(db: Reader, topic: string): Promise<boolean> {
  return (await carries.goingOn(db, topic)) !== null;
}

async function write(
  tx: Writer,
  plan: Plan & { body: string; shown: string; behind: number; answerBy: string },
  now: number,
): Promise<void> {
  const id = newId();
  await tx.run(
    `INSERT INTO carries (id, topic_id, body_id, meeting_id, route, carrier_id, words, going_well, asked, shown, behind,
       proposed_at, proposed_by, objections_until, answer_by)
     VALUES (:id, :topic, :body, :meeting, :route, :carrier, :words, :goingWell, :asked, :shown, :behind, :now, :by,
       :until, :answerBy)`,
    {
      id,
      topic: plan.topic,
      body: plan.body,
      meeting: plan.meeting,
      route: plan.route,
      carrier: plan.carrier,
      words: plan.words,
      goingWell: plan.goingWell,
      asked: plan.asked,
      shown: plan.shown,
      behind: plan.behind,
      by: plan.by,
      until: now + TO_OBJECT,
      answerBy: plan.answerBy,
      now,
    },
  );
  const behind = await supports.behind(tx, plan.topic);
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub: plan.hub, kind: 'voice-carry', subject: plan.topic, occasion: id, ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TO_OBJECT },
  });
  await letters.writeMany(tx, behind.map(of), now);
}
