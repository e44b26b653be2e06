import { dayInWords, timeInWords } from '#lib/dates.ts';
import { calendarOf } from '#lib/words.ts';
import type { Reader } from '#server/db/database.ts';
import * as keptDates from '#server/elsewhere/kept-dates.ts';
import type { OwnedDate } from '#server/elsewhere/kept-dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as posterDates from '#server/meetups/poster-dates.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import { localOf } from '#server/wall-clock.ts';
import { qrOf } from './qr.ts';
import type { Sheet } from './sheet.ts';

const MOST_OF_OTHERS = 30;

/** What is on in the next four weeks, for one side of A4, then what others have on; cancelled dates say so, of homes the street alone. */
export async function whatsOn(db: Reader, hub: Hub, origin: string, now: number): Promise<Sheet> {
  const dates = await posterDates.onList(db, hub.slug, now);
  const others = await keptDates.upcoming(db, hub.slug, now, {
    to: now + posterDates.LIST_FOR,
    limit: MOST_OF_OTHERS,
  });
  const today = localOf(now, hub.zone).slice(0, 10);
  const until = localOf(now + posterDates.LIST_FOR, hub.zone).slice(0, 10);
  const address = `${origin}/${hub.slug}`;
  const toType = address.replace(/^https?:\/\//, '');
  const [ring] = await stillOn.whomToRing(db, { hosts: [], hub: hub.slug });
  return {
    hubName: hub.name,
    title: "What's on",
    lines: dates.length > 0 ? [] : ['Nothing is planned for the next four weeks.'],
    columns: [
      { heading: '', share: 0.42 },
      { heading: '', share: 0.58 },
    ],
    // Theirs come last, so that none of ours is pushed off the sheet.
    rows: [...dates.map(rowOf), ...others.map(rowOfOther)],
    foot: [
      `What's new: ${toType}`,
      ring ? `Or ring ${ring.firstName}, ${ring.telephone}.` : '',
      `Made on ${dayInWords(today, until)}. Correct until ${dayInWords(until, today)}.`,
    ].filter(Boolean),
    qr: qrOf(address),
    size: 16,
    oneSide: (left) => `And ${left} more: see ${toType}`,
  };
}

function rowOf({ startsLocal, title, venue, cancelledAt }: Meetup) {
  const where =
    venue.kind === 'home'
      ? `A house in ${venue.area}`
      : [venue.name, venue.address].filter(Boolean).join(', ').replaceAll('\n', ', ');
  const isOff = cancelledAt !== null;
  return [
    { text: dayInWords(startsLocal), sub: timeInWords(startsLocal), strong: true },
    { text: isOff ? `NOT ON: ${title}` : title, sub: isOff ? '' : where, strong: true },
  ];
}

function rowOfOther({ startsLocal, title, place, status, owner, unsureSince }: OwnedDate) {
  const isOff = status === 'off';
  const isUnsure = status === 'unsure' || unsureSince !== null;
  const said = [place, `From ${calendarOf(owner)}`, isUnsure ? 'Please ask them first' : ''].filter(Boolean);
  const time = startsLocal.length > 10 ? timeInWords(startsLocal) : 'All day';
  return [
    { text: dayInWords(startsLocal), sub: time },
    { text: isOff ? `NOT ON: ${title}` : title, sub: said.join('. ') },
  ];
}
