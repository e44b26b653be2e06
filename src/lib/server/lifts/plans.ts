import type { Reader, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import type { LeftReason } from './plan-left-reasons.ts';
import type { Answer } from './planned-rides.ts';
import type { Outing } from './situations.ts';

/** Where the times on the road come from. 'no-answer': a routing server was asked and was silent. */
export type Times = 'distance' | 'roads' | 'no-answer';

/** How good the last plan of an outing is. Nobody was asked by it alone. */
export interface LiftPlan {
  id: string;
  /** 'first': made at once. 'proven': no plan is better. 'best-found': time ran out. */
  how: 'first' | 'proven' | 'best-found';
  /** People who have a lift by it, and the most that any plan could carry; null where nothing is known. */
  carried: number;
  bound: number | null;
  times: Times;
  madeAt: number;
  /** Natter made it, because somebody dropped out. */
  mended: boolean;
}

export async function of(db: Reader, { hub, day, meetup }: Outing): Promise<LiftPlan | null> {
  const row =
    meetup === null
      ? await db.one(`${SELECT} WHERE hub = :hub AND on_date = :day`, { hub, day })
      : await db.one(`${SELECT} WHERE meetup_id = :meetup`, { meetup });
  return (
    row && {
      id: text(row, 'id'),
      how: text(row, 'how') as LiftPlan['how'],
      carried: number(row, 'carried'),
      bound: numberOrNull(row, 'bound'),
      times: text(row, 'times') as Times,
      madeAt: number(row, 'made_at'),
      mended: textOrNull(row, 'made_by') === null,
    }
  );
}

const SELECT = 'SELECT id, how, carried, bound, times, made_at, made_by FROM lift_plans';

/** Why a plan left somebody, by their request. `at` is in Unix seconds here. */
export async function leftBy(db: Reader, plan: string): Promise<Map<string, LeftReason>> {
  const rows = await db.all(
    `SELECT request_id, leg, because, wants, at, minutes, other_fits
     FROM lift_left
     WHERE plan_id = :plan`,
    { plan },
  );
  return new Map(
    rows.map((row) => [
      text(row, 'request_id'),
      {
        request: text(row, 'request_id'),
        leg: text(row, 'leg') === 'out' ? 'out' : 'home',
        because: text(row, 'because') as LeftReason['because'],
        wants: textOrNull(row, 'wants') as LeftReason['wants'],
        at: numberOrNull(row, 'at'),
        minutes: number(row, 'minutes'),
        otherFits: flag(row, 'other_fits'),
      },
    ]),
  );
}

/** Puts a new plan in the place of the one before, and returns its id. */
export async function replace(
  tx: Writer,
  { outing: { hub, day, meetup }, by, times, answer }: NewPlan,
  now: number,
): Promise<string> {
  const id = newId();
  const onDate = meetup === null ? day : null;
  await tx.run('DELETE FROM lift_plans WHERE hub = :hub AND (meetup_id = :meetup OR on_date = :onDate)', {
    hub,
    meetup,
    onDate,
  });
  await tx.run(
    `INSERT INTO lift_plans (id, hub, meetup_id, on_date, how, carried, times, made_at, made_by)
     VALUES (:id, :hub, :meetup, :onDate, 'first', :carried, :times, :now, :by)`,
    { id, hub, meetup, onDate, carried: answer.carried, times, now, by },
  );
  await writeLeft(tx, id, answer);
  return id;
}

export interface NewPlan {
  outing: Outing;
  by: string | null;
  times: Times;
  answer: Answer;
}

/** Takes a better answer over. */
export async function improve(
  tx: Writer,
  { id, how, bound, answer }: Pick<LiftPlan, 'id' | 'how' | 'bound'> & { answer: Answer },
): Promise<void> {
  await tx.run('UPDATE lift_plans SET how = :how, carried = :carried, bound = :bound WHERE id = :id', {
    ...{ id, how, bound },
    carried: answer.carried,
  });
  await tx.run('DELETE FROM lift_left WHERE plan_id = :id', { id });
  await writeLeft(tx, id, answer);
}

async function writeLeft(tx: Writer, plan: string, { left }: Answer): Promise<void> {
  await tx.run(
    `INSERT INTO lift_left (plan_id, request_id, leg, because, wants, at, minutes, other_fits)
     SELECT :plan, value ->> 'request', value ->> 'leg', value ->> 'because', value ->> 'wants', value ->> 'at',
       value ->> 'minutes', value ->> 'otherFits'
     FROM json_each(:rows)`,
    { plan, rows: JSON.stringify(left) },
  );
}
