import { DAY } from '#server/clock.ts';
import type { Writer } from '#server/db/database.ts';
import * as people from '#server/people/people.ts';

/** Reminders to one person, over all hubs. Changes are never counted or held back. */
export const MOST_A_DAY = 2;
export const MOST_A_WEEK = 5;
export const WEEK = 7 * DAY;

/** What a person chose to be told, as far as reminders go. */
export interface Wishes {
  told: 'everything' | 'only-mine' | 'cancellations';
  evening: boolean;
  before: boolean;
}

export type Occasion = 'evening' | 'before';

/**
 * Whether somebody wants this reminder. Who only chose the one shortly before gets the one of the evening when the
 * other would fall into the quiet hours.
 */
export function wants(wishes: Wishes, occasion: Occasion, beforeIsQuiet: boolean): boolean {
  if (wishes.told === 'cancellations') return false;
  if (occasion === 'before') return wishes.before && !beforeIsQuiet;
  return wishes.evening || (wishes.before && beforeIsQuiet);
}

/** One tap: no more reminders. That something they are expected at is cancelled or moved they still hear. */
export async function stop(tx: Writer, person: string): Promise<void> {
  const wishes = await people.find(tx, person);
  if (wishes) await people.changeWishes(tx, person, { ...wishes, told: 'cancellations' });
}
