import { WEEKDAYS } from '#lib/day-names.ts';
import { relativeDay, timeInWords } from '#lib/dates.ts';
import type { Gap } from '#server/rotas/call-gaps.ts';
import type { Outcome, Step } from '#server/rotas/call-ladder.ts';
import type { Place } from '#server/rotas/call-pairs.ts';
import type { Part } from '#server/rotas/call-times.ts';
import type { Tried } from '#server/rotas/call-views.ts';

/** Weekly calls in words. */

export const NO_ALARM =
  'Natter is not an alarm service. A call can be late or be missed. In danger, ring 999. If you feel ill, ring 111.';

export const PART_OPTIONS: { value: Part; words: string }[] = [
  { value: 'morning', words: 'In the morning, from 9 to 12' },
  { value: 'afternoon', words: 'In the afternoon, from 12 to 5' },
  { value: 'evening', words: 'In the evening, from 5 to half past 7' },
];

export const DAY_OPTIONS = WEEKDAYS.map((words, i) => ({ value: String(i), words }));

export const PLACE_WORDS: Record<Place, string> = {
  caller: 'rings',
  'stand-in': 'stands in',
  visitor: 'would call round',
};

/** 'Tuesdays, in the morning'. */
export function whenInWords({ weekday, part }: { weekday: number; part: Part }): string {
  return `${WEEKDAYS[weekday]}s, in the ${part}`;
}

/** 'Not known since Tuesday'; never anything milder. */
export function notKnown(onDay: string, today: string): string {
  return `Not known since ${relativeDay(onDay, today)}`;
}

/** 'Bert rang: no answer, today at 10.30 in the morning.' */
export function triedInWords({ step, who, outcome, begins, at }: Tried, today: string): string {
  const on = (local: string) => `${relativeDay(local, today)} at ${timeInWords(local)}`;
  if (outcome === null) {
    const later = begins > today;
    return later
      ? `${who ?? 'Nobody'} is asked ${on(begins)} to ${TO_DO[step]}.`
      : `${who ?? 'Nobody'} has been asked to ${TO_DO[step]}, ${on(begins)}.`;
  }
  return `${OUTCOMES[outcome](who ?? 'Somebody', step)}${at ? `, ${on(at)}` : ''}.`;
}

/** What a host can do about a gap. */
export function gapInWords(gap: Gap, firstName: string, today: string): string {
  if (gap.is === 'no-number') return `There is no number to ring ${firstName} on.`;
  if (gap.is === 'nobody-on') return `Nobody is there to ring ${relativeDay(gap.day, today)}.`;
  const lack = gap.is === 'no-caller' ? `Nobody rings ${firstName} yet.` : `Nobody stands in yet.`;
  return gap.asked ? `${lack} ${gap.asked} was asked and has not said.` : lack;
}

const TO_DO: Record<Step, string> = {
  call: 'ring',
  again: 'ring once more',
  'stand-in': 'ring instead',
  host: 'ring, or find somebody who does',
  contact: 'ring the agreed contact',
  visit: 'call round',
  worried: 'decide whether to ring 999 or 111',
};

const SHORT: Record<Step, string> = {
  call: 'to ring',
  again: 'to ring again',
  'stand-in': 'to stand in',
  host: 'to help',
  contact: 'to ring',
  visit: 'to call round',
  worried: 'to decide',
};

const OUTCOMES: Record<Outcome, (who: string, step: Step) => string> = {
  spoke: (who) => `${who} spoke to them`,
  heard: (who) => `${who} knows that they are well`,
  'left-a-message': (who) => `${who} left a message`,
  'no-answer': (who, step) =>
    step === 'visit' ? `${who} called round: no answer` : `${who} rang: no answer`,
  cannot: (who) => `${who} could not do it`,
  passed: (who, step) => `Nothing was heard from ${who}, who was asked ${SHORT[step]}`,
  nobody: (_, step) => NOBODY[step] ?? 'There was nobody to ask',
  known: (who) => `${who} need do nothing more`,
};

const NOBODY: Partial<Record<Step, string>> = {
  call: 'Whoever rings was not there',
  'stand-in': 'Nobody was there to stand in',
  contact: 'No contact was agreed',
};
