import { answerInWords } from '#lib/answer-words.ts';
import { dateTimeInWords } from '#lib/dates.ts';
import type { Reader } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as answers from '#server/voice/answers.ts';
import type { Cell, Sheet } from './sheet.ts';

const BLANK = 10;

/** For the table by the door: who is expected, and ten lines for who was not. Names are for those in the room. */
export async function signInSheet(db: Reader, hub: Hub, meetup: Meetup, now: number): Promise<Sheet> {
  const expected = await rsvps.expected(db, meetup.id);
  const waiting = meetup.endsAt > now ? await answers.toReadOut(db, hub.slug) : [];
  const toReadOut = waiting.map((one) => `Read out: “${one.name}”. ${one.body}: ${answerInWords(one)}`);
  const named = expected.map(({ firstName, party }): Cell[] => [
    { text: party > 1 ? `${firstName}, with ${party - 1} more` : firstName },
    'box',
    'box',
  ]);
  const blank = Array.from({ length: BLANK }, (): Cell[] => ['room', 'box', 'box']);
  return {
    hubName: hub.name,
    title: meetup.title,
    lines: [
      dateTimeInWords(meetup.startsLocal),
      'Here? Please tick. Not on the list? Write your first name at the end.',
      'Tick “Photo OK” only if you are happy to be in a photograph.',
    ],
    columns: [
      { heading: 'First name', share: 0.66 },
      { heading: 'Here', share: 0.14 },
      { heading: 'Photo OK', share: 0.2 },
    ],
    rows: [...named, ...blank],
    foot: [...toReadOut, 'Hosts: key in who came, then throw this sheet away.'],
    qr: null,
    size: 14,
    oneSide: null,
  };
}
