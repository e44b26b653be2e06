import type { AnswerKind } from '#lib/answer-words.ts';
import { DAY } from '#server/clock.ts';
import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { dayOf } from '#server/civil-days.ts';
import { newId } from '#server/ids.ts';
import * as letters from '#server/outbox/letters.ts';
import { localOf } from '#server/wall-clock.ts';
import { BODY_MAY_READ } from './carries.ts';
import { carryOn } from './carrying-on.ts';
import * as plainAnswers from './plain-answers.ts';
import * as supports from './supports.ts';
import * as topics from './topics.ts';

/** Weeks after which those behind it are asked whether it happened, where the body names no day. */
const CHECK_AFTER = 42 * DAY;
const LOOK_AGAIN = 14 * DAY;
const TOLD_WITHIN = 30 * DAY;

export interface NewAnswer {
  carry: string;
  kind: AnswerKind;
  words: string;
  because: string;
  /** The id of the next body, with 'passed-on'. */
  passedTo: string | null;
  byDay: string | null;
  how: 'desk' | 'letter' | 'paper' | 'minutes';
  by: string;
  /** Why hard words go all the same; '' asks for the check. */
  sendAnyway: string;
}

/**
 * 'needs-because': "cannot" without a reason is refused. 'not-plain': the words are hard to read, and nobody has said
 * why they go all the same. 'past-day': the day it names is over, or in no calendar. 'withdrawn': those who said it have
 * taken it back. 'ended': it was answered before. The same answer again changes nothing.
 */
export type Given =
  | { outcome: 'sent' | 'needs-because' | 'needs-body' | 'past-day' | 'withdrawn' | 'ended' }
  | { outcome: 'not-plain'; check: plainAnswers.PlainCheck };

/** Takes an answer, and tells everybody behind the topic by their own way, those on the ring list too. */
export function give(db: Database, answer: NewAnswer, now: number): Promise<Given> {
  return db.write(async (tx) => {
    const about = await aboutOf(tx, answer.carry);
    if (!about) return { outcome: 'ended' };
    if (!about.mayRead) return { outcome: 'withdrawn' };
    if (answer.kind === 'cannot' && answer.because.trim() === '') return { outcome: 'needs-because' };
    if (answer.kind === 'passed-on' && !(await isNextBody(tx, about, answer.passedTo)))
      return { outcome: 'needs-body' };
    if (!isAhead(answer.byDay, about.zone, now)) return { outcome: 'past-day' };
    if (await isSaid(tx, answer)) return { outcome: 'sent' };
    // What stands in the minutes is kept as it stands there.
    const check = plainAnswers.check(`${answer.words}\n${answer.because}`);
    if (!check.isPlain && answer.sendAnyway.trim() === '') return { outcome: 'not-plain', check };
    await write(tx, answer, check.grade, now);
    await follow(tx, answer, about, now);
    return { outcome: 'sent' };
  });
}

interface About {
  topic: string;
  hub: string;
  zone: string;
  body: string;
  answerBy: string;
  mayRead: boolean;
}

async function aboutOf(db: Reader, carry: string): Promise<About | null> {
  const row = await db.one(
    `SELECT carries.topic_id, topics.hub, hubs.zone, carries.body_id, carries.answer_by, ${BODY_MAY_READ} AS may_read
     FROM carries
     JOIN topics ON topics.id = carries.topic_id
     JOIN hubs ON hubs.slug = topics.hub
     WHERE carries.id = :carry AND carries.ended_at IS NULL AND carries.sent_at IS NOT NULL`,
    { carry },
  );
  return (
    row && {
      topic: text(row, 'topic_id'),
      hub: text(row, 'hub'),
      zone: text(row, 'zone'),
      body: text(row, 'body_id'),
      answerBy: text(row, 'answer_by'),
      mayRead: number(row, 'may_read') === 1,
    }
  );
}

async function isNextBody(db: Reader, { hub, body }: About, next: string | null): Promise<boolean> {
  if (next === null || next === body) return false;
  const known = 'SELECT id FROM bodies WHERE id = :next AND hub = :hub AND ended_at IS NULL';
  return (await db.one(known, { next, hub })) !== null;
}

function isAhead(day: string | null, zone: string, now: number): boolean {
  return day === null || (!Number.isNaN(dayOf(day)) && day >= localOf(now, zone).slice(0, 10));
}

/** "No answer yet" leaves it open: a second tap would tell everybody twice. */
async function isSaid(db: Reader, { carry, kind, words, byDay }: NewAnswer): Promise<boolean> {
  const last = await db.one(
    `SELECT kind, words, by_day FROM answers WHERE carry_id = :carry ORDER BY given_at DESC, rowid DESC LIMIT 1`,
    { carry },
  );
  return last !== null && last['kind'] === kind && last['words'] === words && last['by_day'] === byDay;
}

async function write(tx: Writer, answer: NewAnswer, grade: number, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO answers (id, carry_id, kind, words, because, passed_to, by_day, given_how, given_by, given_at, grade,
       sent_anyway)
     VALUES (:id, :carry, :kind, :words, :because, :passedTo, :byDay, :how, :by, :now, :grade, :sendAnyway)`,
    {
      id: newId(),
      ...answer,
      passedTo: answer.kind === 'passed-on' ? answer.passedTo : null,
      grade,
      now,
    },
  );
}

/** What an answer does to the topic, and to the clock: "passed on" and "not yet" keep it running. */
async function follow(tx: Writer, answer: NewAnswer, about: About, now: number): Promise<void> {
  const { carry, kind, byDay, by } = answer;
  const later = (seconds: number) => localOf(now + seconds, about.zone).slice(0, 10);
  const move = (given: { state: 'answered' | 'carried' | 'received'; nextOn: string }) =>
    topics.move(tx, { topic: about.topic, step: `answered ${kind}`, by, ...given }, now);
  await tx.run(
    `UPDATE carries
     SET received_at = COALESCE(received_at, :now), late_at = NULL,
       answer_by = CASE WHEN :kind = 'not-yet' THEN :nextBy ELSE answer_by END,
       ended_at = CASE WHEN :kind = 'not-yet' THEN NULL ELSE :now END,
       ended_how = CASE :kind WHEN 'not-yet' THEN NULL WHEN 'passed-on' THEN 'passed-on' ELSE 'answered' END
     WHERE id = :carry`,
    { carry, kind, nextBy: byDay ?? later(LOOK_AGAIN), now },
  );
  if (kind === 'not-yet') await move({ state: 'received', nextOn: byDay ?? later(LOOK_AGAIN) });
  else if (kind === 'passed-on') {
    await carryOn(tx, { ...about, carry, body: answer.passedTo!, route: 'passed-on' }, now);
    await move({ state: 'carried', nextOn: about.answerBy });
  } else {
    const hopeful = kind === 'yes' || kind === 'partly';
    await move({ state: 'answered', nextOn: byDay ?? later(hopeful ? CHECK_AFTER : LOOK_AGAIN) });
  }
  await tellEverybody(tx, about, now);
}

async function tellEverybody(tx: Writer, { topic, hub }: About, now: number): Promise<void> {
  const occasion = String(now);
  const of = (person: string): letters.NewLetter => ({
    ...{ person, hub, kind: 'voice-answer', subject: topic, occasion, ways: 'ladder' },
    ...{ dueAt: now, useBy: now + TOLD_WITHIN },
  });
  await letters.writeMany(tx, (await supports.behind(tx, topic)).map(of), now);
}
