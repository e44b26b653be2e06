import type { Writer } from '#server/db/database.ts';
import { cancelWithin } from '#server/meetups/cancelling.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as held from '#server/meetups/held.ts';
import type { Held } from '#server/meetups/held.ts';
import { fateOf, type Fate, type LaidOut, type LaterChange } from '#server/meetups/laying-out.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as moving from '#server/meetups/moving.ts';
import * as telling from '#server/meetups/telling.ts';
import * as waiting from '#server/meetups/waiting.ts';

/** Brings one kept date over to the series `id` that has the new plan, as the host chose. */
export async function settle(
  tx: Writer,
  date: Held,
  { laid, id }: { laid: LaidOut; id: string },
  now: number,
): Promise<void> {
  const { meetup, joined } = date;
  const asked = laid.change;
  const { fate, to } = fateOf(date, laid);
  const goal = to === null ? null : goalOf(meetup, to, { laid, id });
  if (meetup.cancelledAt !== null || !joined) {
    if (goal) await moving.move(tx, meetup, goal, now);
    else await held.drop(tx, meetup);
  } else if (fate === 'goes') {
    if (asked.joined === 'cancel') await cancelWithin(tx, meetup, { by: asked.by, because: '' }, now);
  } else if (fate === 'moves' && asked.joined === 'cancel') {
    await cancelWithin(tx, meetup, { by: asked.by, because: '' }, now);
  } else if (fate === 'moves' && asked.joined === 'keep') {
    await moving.freeze(tx, meetup, now);
    const { startsLocal, lengthMin } = meetup;
    await moving.move(tx, meetup, { ...goal!, startsLocal, lengthMin, ownTime: true }, now);
  } else {
    await moveAndTell(tx, { meetup, goal: goal!, fate, asked }, now);
  }
}

async function moveAndTell(
  tx: Writer,
  {
    meetup,
    goal,
    fate,
    asked,
  }: { meetup: Meetup; goal: moving.Goal; fate: Fate['fate']; asked: LaterChange },
  now: number,
): Promise<void> {
  const { endsAt } = await moving.move(tx, meetup, goal, now);
  const told = { meetup: { ...meetup, seriesId: goal.seriesId }, by: asked.by, to: { ...goal, endsAt } };
  if (fate === 'moves') {
    await moving.raiseSequence(tx, meetup);
    await telling.tell(tx, { kind: 'moved', ...told }, now);
  } else if (fate === 'small') {
    await (asked.tellSmall ? telling.tell : telling.note)(tx, { kind: 'changed', ...told }, now);
  }
  const fresh = await meetups.find(tx, asked.hub, meetup.id, now);
  // A higher limit may have freed places.
  if (fresh && fresh.exactLimit !== meetup.exactLimit) await waiting.offerFreed(tx, fresh, now);
}

function goalOf(meetup: Meetup, to: string, { laid, id }: { laid: LaidOut; id: string }): moving.Goal {
  const { old, change, goals } = laid;
  return {
    seriesId: id,
    originalDate: dayOf(goals.get(meetup.originalDate)!),
    startsLocal: to,
    // A length of its own stays.
    lengthMin: meetup.lengthMin === old.lengthMin ? change.plan.lengthMin : meetup.lengthMin,
    ownTime: meetup.ownTime && to === meetup.startsLocal,
  };
}
