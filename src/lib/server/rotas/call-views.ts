import { DAY } from '#server/clock.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Arrangement, Call, StepTaken } from './call-board.ts';
import * as callDates from './call-dates.ts';
import { isRinging } from './call-ladder.ts';
import type { Pair } from './call-pairs.ts';

/*
 * What others than hosts see of a weekly call. Times are wall-clock times of the hub, 'YYYY-MM-DDTHH:MM'.
 */

const AHEAD = 15;
/** How long "Done" can be taken back. */
const SLIP = DAY;

/** A step in the past tense, for whoever has a part in the call. */
export interface Tried extends Pick<StepTaken, 'id' | 'step' | 'outcome' | 'note'> {
  who: string | null;
  begins: string;
  at: string | null;
}

export type ForHelper = NonNullable<ReturnType<typeof forHelper>>;
export type ForPerson = ReturnType<typeof forPerson>;

/**
 * A call as one of those who have a part in it sees it; null for anybody else. The number is for whoever rings, and
 * for others only while a step is up to them; notes are for the two who ring.
 */
export function forHelper(arrangement: Arrangement, me: string, now: number) {
  const { caller, standIn, visitor, calls, zone } = arrangement;
  const mine = [caller, standIn, visitor].filter((pair): pair is Pair => pair?.person.id === me);
  const agreed = mine.filter(({ yesAt }) => yesAt !== null);
  const open = calls.find(({ standing }) => standing !== 'known') ?? null;
  const step = open?.steps.find(({ outcome, person }) => outcome === null && person?.id === me) ?? null;
  if (mine.length === 0 && !step) return null;
  const rings = agreed.some(({ place }) => place !== 'visitor');
  const mayHaveNumber = step !== null || agreed.some(({ place }) => place === 'caller');
  const last = calls.find(({ knownBy }) => knownBy?.id === me);
  return {
    ...about(arrangement),
    whom: arrangement.person.firstName,
    asked: mine.filter(({ yesAt }) => yesAt === null).map(({ id, place }) => ({ id, place })),
    agreed: agreed.map(({ id, place }) => ({ id, place })),
    telephone: mayHaveNumber ? arrangement.person.telephone : null,
    contact: step?.step === 'contact' ? arrangement.contact : null,
    next: nextFor(arrangement, me, now),
    open: open && (rings || step !== null) ? openFor(open, step, zone, rings) : null,
    /** The call that was said to be done by me, while it can be taken back. */
    slip: last && last.knownAt! > now - SLIP ? { call: last.id, onDay: last.onDay } : null,
    notes: rings ? calls.flatMap(notesIn).slice(0, 3) : [],
  };
}

/** Their own weekly call as the person who is rung sees it. */
export function forPerson(arrangement: Arrangement, now: number) {
  const { caller, standIn, visitor, calls, backOn, contact, said, heardBy, heardOn } = arrangement;
  const name = (pair: Pair | null) => (pair?.yesAt ? pair.person.firstName : null);
  return {
    ...about(arrangement),
    ...{ backOn, contact, said, heardBy, heardOn },
    caller: caller?.yesAt ? { id: caller.id, firstName: caller.person.firstName } : null,
    standIn: standIn?.yesAt ? { id: standIn.id, firstName: standIn.person.firstName } : null,
    visitor: name(visitor),
    next: callDates.ahead(arrangement, AHEAD, now)[0]?.onDay ?? null,
    calls: calls.map(({ id, onDay, standing, knownHow }) => ({ id, onDay, standing, knownHow })),
  };
}

/** The steps of a call with the times as they were where the hub is. */
export function triedIn({ steps }: Pick<Call, 'steps'>, zone: string, withNotes: boolean): Tried[] {
  return steps.map(({ id, step, person, beginsAt, outcome, outcomeAt, note }) => ({
    ...{ id, step, outcome },
    who: person?.firstName ?? null,
    begins: localOf(beginsAt, zone),
    at: outcomeAt === null ? null : localOf(outcomeAt, zone),
    note: withNotes ? note : null,
  }));
}

function about({ id, hub, weekday, part, lookedAfterBy, caller, standIn }: Arrangement) {
  const name = (pair: Pair | null) => (pair?.yesAt ? pair.person.firstName : null);
  const names = { callerName: name(caller), standInName: name(standIn) };
  return { id, hub, weekday, part, host: lookedAfterBy?.firstName ?? null, ...names };
}

function nextFor(arrangement: Arrangement, me: string, now: number): string | null {
  const mine = callDates.ahead(arrangement, AHEAD, now).find(({ maker }) => maker?.person.id === me);
  return mine?.onDay ?? null;
}

function openFor(call: Call, step: StepTaken | null, zone: string, withNotes: boolean) {
  const { id, onDay, standing } = call;
  const mine = step && {
    id: step.id,
    step: step.step,
    isRinging: isRinging(step.step),
    begins: localOf(step.beginsAt, zone),
  };
  /** The last step, for whoever spoke to them while it is up to somebody else. */
  const last = call.steps.at(-1)?.id ?? null;
  return { id, onDay, standing, mine, last, tried: triedIn(call, zone, withNotes) };
}

function notesIn({ onDay, steps }: Call) {
  return steps.flatMap(({ id, note }) => (note === null ? [] : [{ id, onDay, note }]));
}
