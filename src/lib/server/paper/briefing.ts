import { ROUTE_WORDS } from '#lib/answer-words.ts';
import { asOf, dateTimeInWords, dayInWords } from '#lib/dates.ts';
import { roughly } from '#lib/voice-words.ts';
import type { Carry } from '#server/voice/carries.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

/** One page for those who decide: the words that everybody behind it could read first, and no number but the released one. */
export function briefing(
  hub: { name: string; zone: string },
  name: string,
  carry: Carry,
  { objected, reasons }: { objected: string[]; reasons: string[] },
  now: number,
): Sheet {
  const today = localOf(now, hub.zone);
  const meeting = carry.meeting ? `, ${dateTimeInWords(carry.meeting.startsLocal, today)}` : '';
  const rows: [string, string][] = [
    ['Our words', carry.words],
    ['What goes well', carry.goingWell],
    ['What we ask', carry.asked],
    ['How many stand behind it', roughly(carry.shown)],
    ['Some object', objectionsIn(carry, objected)],
    ['Why not really', quoted(reasons)],
    ['Please answer by', dayInWords(carry.answerBy, today)],
  ];
  return {
    hubName: hub.name,
    title: name,
    lines: [`To ${carry.body.name}${meeting}, ${ROUTE_WORDS[carry.route]}`, asOf(today)],
    columns: [
      { heading: '', share: 0.3 },
      { heading: '', share: 0.7 },
    ],
    rows: rows
      .filter(([, words]) => words !== '')
      .map(([heading, words]): Cell[] => [{ text: heading, strong: true }, { text: words }]),
    foot: ['Yes, partly, “cannot, because …”, or passed on: any answer is read out where we meet.'],
    qr: null,
    size: 16,
    oneSide: (left) => `${left} more, not on this side.`,
  };
}

function objectionsIn({ isObjectedTo }: Carry, objected: string[]): string {
  if (!isObjectedTo) return '';
  return quoted(objected) || 'They gave no reason.';
}

function quoted(some: string[]): string {
  return some.map((words) => `“${words}”`).join(' ');
}
