import { asOf, dateTimeInWords } from '#lib/dates.ts';
import type { Sheet } from './sheet.ts';

export interface ToRing {
  firstName: string;
  telephone: string | null;
  /** Through whom to find them, where they have no telephone. */
  inPersonThrough: string | null;
}

/** Whom to ring about a meet-up, with what to say. Telephone numbers: for hosts alone. Times are the hub's. */
export function ringList(
  {
    hubName,
    title,
    startsLocal,
    today,
  }: { hubName: string; title: string; startsLocal: string; today: string },
  message: string,
  people: ToRing[],
): Sheet {
  return {
    hubName,
    title: 'Ring list',
    lines: [`${title}, ${dateTimeInWords(startsLocal, today)}`, asOf(today), `Please say: ${message}`],
    columns: [
      { heading: 'Who', share: 0.42 },
      { heading: 'Spoke', share: 0.12 },
      { heading: 'Left a message', share: 0.18 },
      { heading: 'No answer', share: 0.14 },
      { heading: 'At', share: 0.14 },
    ],
    rows: people.map(({ firstName, telephone, inPersonThrough }) => [
      {
        text: firstName,
        sub: telephone ?? (inPersonThrough ? `through ${inPersonThrough}` : 'no number: call round'),
        strong: true,
      },
      'box',
      'box',
      'box',
      'room',
    ]),
    foot: [
      people.length > 0
        ? 'Then give this sheet to a host. It has telephone numbers on it: do not leave it lying about.'
        : 'Nobody is left to ring.',
    ],
    qr: null,
    size: 14,
    oneSide: null,
  };
}
