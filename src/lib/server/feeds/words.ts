import { dateTimeInWords } from '#lib/dates.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as stillOn from '#server/meetups/still-on.ts';

/** What other programs show of a meet-up, in words that anybody may read. */

export function titleIn({ title, cancelledAt }: Meetup): string {
  return cancelledAt === null ? title : `CANCELLED: ${title}`;
}

/** A public place with its address; of a home no more than "a house in Mill Lane". */
export function whereIn({ venue }: Meetup): string {
  if (venue.kind === 'home') return `A house in ${venue.area}`;
  return [venue.name, venue.address].filter(Boolean).join(', ').replaceAll('\n', ', ');
}

/** Plain text: when, what, what to bring, and where to read on. */
export function wordsIn(
  meetup: Meetup,
  { address, note }: { address: string; note?: string | undefined },
  now: number,
): string {
  const isCancelled = meetup.cancelledAt !== null;
  const unsure = !isCancelled && stillOn.standing(meetup, now) === 'check-first';
  return [
    isCancelled && `This is not happening. ${meetup.cancelledBecause}`.trim(),
    unsure && 'Nobody has said yet that it is on. Please check first.',
    note,
    `${dateTimeInWords(meetup.startsLocal)}.`,
    meetup.words,
    meetup.bring && `Bring: ${meetup.bring}`,
    meetup.cost && `Cost: ${meetup.cost}`,
    meetup.planB && `If the weather is bad: ${meetup.planB}`,
    meetup.venue.kind === 'home' && !isCancelled && 'Those who are coming see the address on the page.',
    address,
  ]
    .filter(Boolean)
    .join('\n');
}
