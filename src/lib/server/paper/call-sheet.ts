import { asOf, dayInWords } from '#lib/dates.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Arrangement } from '#server/rotas/call-board.ts';
import * as callDates from '#server/rotas/call-dates.ts';
import type { Cell, Sheet } from './sheet.ts';

const A_WEEK = 7;

/**
 * The calls of the next seven days on paper: for one person who rings, with only the numbers that they need, or for the
 * hosts, with who rings whom. Whoever has agreed to nothing gets an empty sheet.
 */
export function callSheet(
  hub: { name: string; zone: string },
  arrangements: Arrangement[],
  by: { id: string; firstName: string } | null,
  now: number,
): Sheet {
  const dated = arrangements
    .flatMap((one) => callDates.ahead(one, A_WEEK, now).map((date) => ({ one, ...date })))
    .filter(({ maker }) => by === null || maker?.person.id === by.id)
    .sort((a, b) => a.onDay.localeCompare(b.onDay));
  const today = localOf(now, hub.zone);
  return {
    hubName: hub.name,
    title: by ? `Calls for ${by.firstName}` : 'Call sheet',
    lines: [
      asOf(today),
      'A friendly call, for a chat. No answer? Try once more later that day, then tell a host the same day.',
      'If you are worried about somebody, ring 999 or 111.',
    ],
    columns: [
      { heading: 'Whom, and when', share: 0.46 },
      { heading: 'Done', share: 0.11 },
      { heading: 'Left a message', share: 0.17 },
      { heading: 'No answer', share: 0.14 },
      { heading: 'At', share: 0.12 },
    ],
    rows: dated.map(({ one, onDay, maker }): Cell[] => [
      {
        text: `${one.person.firstName}, ${one.person.telephone ?? 'no number'}`,
        sub: [
          `${dayInWords(onDay, today)}, in the ${one.part}`,
          by ? '' : `: ${maker ? `${maker.person.firstName} rings` : 'NOBODY IS THERE TO RING'}`,
        ].join(''),
        strong: true,
      },
      'box',
      'box',
      'box',
      'room',
    ]),
    foot: [
      dated.length > 0
        ? 'Then give this sheet to a host, to key in. It has telephone numbers on it: do not leave it lying about.'
        : 'No calls are to be made in the next seven days.',
    ],
    qr: null,
    size: 14,
    oneSide: null,
  };
}

/** Those who have a call to make in the next seven days, each once, by first name. */
export function makersIn(arrangements: Arrangement[], now: number): { id: string; firstName: string }[] {
  const makers = arrangements
    .flatMap((one) => callDates.ahead(one, A_WEEK, now))
    .flatMap(({ maker }) => (maker ? [maker.person] : []));
  const byId = new Map(makers.map((person) => [person.id, person]));
  return [...byId.values()].sort((a, b) => a.firstName.localeCompare(b.firstName));
}
