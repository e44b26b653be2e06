import { DAY, HOUR, MINUTE } from '#server/clock.ts';
import type { Database, Reader } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as otherCalendars from '#server/elsewhere/calendars.ts';
import * as liftsAgain from '#server/lifts/again.ts';
import * as liftsFollowing from '#server/lifts/following.ts';
import * as papers from '#server/lifts/papers.ts';
import * as mileageFilling from '#server/lifts/mileage-filling.ts';
import * as liftsMending from '#server/lifts/mending.ts';
import * as liftsNotMet from '#server/lifts/not-met.ts';
import * as liftsNotHome from '#server/lifts/not-home.ts';
import * as liftsPlanning from '#server/lifts/planning.ts';
import type { Roads } from '#server/lifts/roads.ts';
import type { Log } from '#server/log.ts';
import * as forgetting from '#server/meetups/forgetting.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as tally from '#server/meetups/tally.ts';
import * as waiting from '#server/meetups/waiting.ts';
import * as beats from '#server/outbox/beats.ts';
import * as letters from '#server/outbox/letters.ts';
import * as tidying from '#server/people/tidying.ts';
import * as cover from '#server/rotas/cover.ts';
import * as gaps from '#server/rotas/gaps.ts';
import * as hours from '#server/rotas/hours.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as writeUpRounds from '#server/voice/write-up-rounds.ts';
import * as promiseRounds from '#server/voice/promise-rounds.ts';
import * as healthKept from '#server/voice/health-kept.ts';
import * as callGaps from '#server/rotas/call-gaps.ts';
import * as callSteps from '#server/rotas/call-steps.ts';
import * as callTidying from '#server/rotas/call-tidying.ts';
import * as callRounds from '#server/rotas/call-rounds.ts';
import * as counts from '#server/voice/counts.ts';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as agreeTelling from '#server/voice/agree-telling.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as askTurns from '#server/voice/ask-turns.ts';
import { askHosts } from './asking.ts';
import { FURTHEST_BACK, writeDue } from './due.ts';
import { writeDueForHelpers } from './job-due.ts';
import { remindOfMagazines } from './magazine.ts';
import { remindOfPapers } from './papers.ts';
import { tellOfWrongPosters } from './posters.ts';

const STANDSTILL = 10 * MINUTE;
const POSTERS_EVERY = 2 * MINUTE;
const OTHERS_EVERY = MINUTE;
/** Letters hold who was expected where: gone when the names of who came are. */
const LETTERS_KEPT = 30 * DAY;

export interface PlannerOptions {
  db: Database;
  log: Log;
  /** A routing server, where the operator named one. */
  roads?: Roads | null;
  /** Begins to read the calendars of others that are due; nothing waits for it, since they may be slow to answer. */
  readOthers?: (now: number) => void;
}

/** What has its hour: reminders, places that ran out, questions to hosts, and what is kept no longer. */
export function createPlanner({
  db,
  log,
  roads = null,
  readOthers,
}: PlannerOptions): (now: number) => Promise<void> {
  const remind = createReminding(db, log);
  let hourlyAt: number | null = null;
  let postersAt: number | null = null;
  let othersAt: number | null = null;

  return async (now) => {
    await remind(now);
    await waiting.lapse(db, now);
    await cover.followAnswers(db, now);
    await cover.goOn(db, now);
    await callRound(db, log, now);
    await lifts({ db, log, roads }, now);
    if (postersAt === null || Math.abs(now - postersAt) >= POSTERS_EVERY) {
      postersAt = now;
      await tellOfWrongPosters(db, now);
    }
    if (othersAt === null || Math.abs(now - othersAt) >= OTHERS_EVERY) {
      othersAt = now;
      readOthers?.(now);
    }
    if (hourlyAt !== null && Math.abs(now - hourlyAt) < HOUR) return;
    hourlyAt = now;
    await askHosts(db, now);
    await remindOfMagazines(db, now);
    await remindOfPapers(db, now);
    await stillOn.missedTwice(db, now);
    await gaps.show(db, now);
    await callGaps.remind(db, now);
    await liftsAgain.askAgain(db, now);
    await mileageFilling.fill(db, now);
    await carryRounds.goOn(db, now);
    await promiseRounds.goOn(db, now);
    await writeUpRounds.goOn(db, now);
    await agreeTelling.tellDue(db, now);
    await counts.tellDue(db, now);
    await askTurns.goOn(db, now);
    await askTelling.tellDue(db, now);
    await tidy(db, now);
  };
}

/** Writes what came due since it was last asked, or since this house was last alive. */
function createReminding(db: Database, log: Log) {
  let doneUntil: number | null = null;

  return async (now: number): Promise<void> => {
    const last: number | null = doneUntil ?? (await beats.last(db));
    if (last !== null && now - last > STANDSTILL) await tellOfStandstill(db, log, last, now);
    // Looking back too far does no harm, nothing is written twice; and a clock may have been put back.
    const since = doneUntil === null ? now - FURTHEST_BACK : Math.min(doneUntil, now);
    const written = (await writeDue(db, since, now)) + (await writeDueForHelpers(db, since, now));
    if (written > 0) log('reminders', { written });
    doneUntil = now;
  };
}

/** Calls that are due today, and those of which nothing was heard in time. */
async function callRound(db: Database, log: Log, now: number): Promise<void> {
  const given = await callRounds.giveOut(db, now);
  const moved = await callSteps.moveOn(db, now);
  if (given + moved > 0) log('calls', { given, moved });
}

/** What became of lifts; who dropped out of a plan; and who is not known to be home. */
async function lifts(
  { db, log, roads }: { db: Database; log: Log; roads: Roads | null },
  now: number,
): Promise<void> {
  await liftsFollowing.follow(db, now);
  await liftsNotHome.tellHosts(db, now);
  for (const made of await liftsMending.mend(db, roads, now)) {
    const { hub, meetup, day } = made.situation.outing;
    log('lifts-mended', { hub, meetup, day });
    // Nobody waits for the proof.
    liftsPlanning.improve(db, made, now).catch(() => log('lifts-not-improved', { hub, meetup, day }));
  }
}

async function tidy(db: Database, now: number): Promise<void> {
  await tidying.tidy(db, now);
  await tally.sweep(db, now);
  await forgetting.forgetAnswers(db, now);
  await db.write((tx) => otherCalendars.tidy(tx, now));
  await callTidying.tidy(db, now);
  await hours.tidy(db, now);
  await liftsNotMet.count(db, now);
  await liftsFollowing.tidy(db, now);
  await mileageFilling.tidy(db, now);
  await papers.tidy(db, now);
  await healthKept.forget(db, now);
  await agreeQuestions.forgetVotes(db, now);
  await askTelling.forgetSheets(db, now);
  while ((await db.write((tx) => letters.forget(tx, now - LETTERS_KEPT))) > 0);
}

/** Reminders are only written when due, so those a standstill swallowed left no trace of their own. */
async function tellOfStandstill(db: Reader, log: Log, last: number, now: number): Promise<void> {
  log('standstill', { seconds: now - last });
  const rows = await db.all(
    `SELECT meetups.id
     FROM meetups
     WHERE meetups.starts_at > :last AND meetups.starts_at <= :now AND meetups.cancelled_at IS NULL
       AND EXISTS (SELECT 1 FROM rsvps WHERE rsvps.meetup_id = meetups.id AND rsvps.answer IN ('coming', 'maybe'))
     LIMIT 500`,
    { last, now },
  );
  for (const row of rows) log('reminders-dropped', { meetup: text(row, 'id'), because: 'too-late' });
}
