import { asOf, dayInWords, shortTime } from '#lib/dates.ts';
import { helpsInWords, peopleInWords, WAY_WORDS } from '#lib/lift-words.ts';
import type { MyOffer, MyRun, MyStop } from '#server/lifts/own-lifts.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

/**
 * Whom a driver fetches, stop by stop, for the driver alone. Numbers and addresses are those that the driver may read now:
 * of rides that both said yes to, and no address after the day.
 */
export function driverSheet(hub: { name: string; zone: string }, offer: MyOffer, now: number): Sheet {
  const rows = offer.cancelled ? [] : offer.runs.flatMap((run) => run.stops.map((stop) => rowOf(run, stop)));
  return {
    hubName: hub.name,
    title: `Lifts: ${offer.title}`,
    lines: [dayInWords(offer.day), asOf(localOf(now, hub.zone)), ...linesOf(offer)],
    columns: [
      { heading: 'When', share: 0.16 },
      { heading: 'Who, and where', share: 0.48 },
      { heading: 'Telephone', share: 0.24 },
      { heading: 'Done', share: 0.12 },
    ],
    rows,
    foot: [
      rows.length > 0
        ? 'It says where people live: keep it with you, and tear it up when you are home.'
        : 'Nobody waits for you.',
    ],
    qr: null,
    size: 16,
    oneSide: null,
  };
}

function linesOf({ cancelled, thereBy, runs }: MyOffer): string[] {
  if (cancelled) return ['CANCELLED. Nobody waits for you.'];
  const back = runs.find(({ leg }) => leg === 'back')?.stops[0];
  return [
    ...(thereBy ? [`Be there by ${shortTime(thereBy)}.`] : []),
    ...(back ? [`Set out for home at about ${shortTime(back.at)}.`] : []),
  ];
}

function rowOf({ leg }: MyRun, stop: MyStop): Cell[] {
  const who = stop.people > 1 ? `${stop.firstName}, ${peopleInWords(stop.people)}` : stop.firstName;
  const where =
    leg === 'out' ? stop.where || 'Ring to ask where' : `home to ${stop.where || 'where they say'}`;
  const helps = helpsInWords(stop.needs);
  const more = [
    helps && `With: ${helps}.`,
    leg === 'back' && stop.needs.backOpen && 'They ring when they are ready.',
    !stop.settled && 'Not settled yet: please do not set out for them.',
  ];
  return [
    { text: shortTime(leg === 'out' ? stop.at : stop.until), sub: WAY_WORDS[leg], strong: true },
    { text: who, sub: [`${where}.`, ...more].filter(Boolean).join(' '), strong: true },
    { text: stop.telephone ?? '' },
    'box',
  ];
}
