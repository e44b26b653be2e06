import type { Frame } from './fill-frame.ts';
import { tryTo, type Turn } from './fill-moves.ts';
import { fits, put, take, type Standing } from './fill-standing.ts';

/** A turn to be given to somebody else, and the link that it was freed for. `holder` is null for an empty place. */
interface Link {
  holder: number | null;
  shift: number;
  before: Link | null;
}

/** Steps looked at in all; the count, not the clock, so that the same rota comes out everywhere. */
const STEPS = 15_000;
/** And for one turn. */
const STEPS_EACH = 1500;
const ROUNDS = 8;

/**
 * Empty places, and turns of whoever has most for their pledge, are passed along: one takes the turn, a second takes
 * one of theirs, and so on until somebody has room. Each time the rota becomes better.
 */
export function passAlong(standing: Standing): void {
  const budget = { left: STEPS };
  for (let round = 0; round < ROUNDS; round++) {
    let any = false;
    for (const { holder, shift } of [...emptyPlaces(standing), ...heaviestFirst(standing)]) {
      if (budget.left <= 0) return;
      if (holder !== null && !standing.on[shift]!.includes(holder)) continue;
      if (follow(standing, { holder, shift, before: null }, budget)) any = true;
    }
    if (!any) return;
  }
}

function emptyPlaces({ frame, on }: Standing): Link[] {
  return frame.shifts.flatMap((_, shift) =>
    on[shift]!.length < frame.capacity[shift]! ? [{ holder: null, shift, before: null }] : [],
  );
}

/** Turns of those by whom the rota would become fairest if they had one less. */
function heaviestFirst(standing: Standing): Link[] {
  const { frame } = standing;
  const links = frame.people.flatMap((_, p) =>
    turnsOf(standing, p).map((shift): Link => ({ holder: p, shift, before: null })),
  );
  const saved = (link: Link) => lighter(standing, link.holder!, link.shift);
  return links.filter((link) => saved(link) < 0).sort((a, b) => saved(a) - saved(b));
}

/** The nearest end first, so that few people change. */
function follow(standing: Standing, start: Link, budget: { left: number }): boolean {
  const { frame } = standing;
  const queue = [start];
  const seen = new Set([keyOf(frame, start.holder ?? -1, start.shift)]);
  let steps = 0;
  for (let link = queue.shift(); link && steps < STEPS_EACH; link = queue.shift()) {
    for (const q of frame.candidates[link.shift]!) {
      steps++;
      if (frame.bar[q]![link.shift] !== null || standing.on[link.shift]!.includes(q)) continue;
      if (canTake(standing, q, link, null)) {
        if (isEnd(standing, start, q, link) && tryTo(standing, ...changesOf(q, link))) return true;
        continue;
      }
      for (const t of turnsOf(standing, q)) {
        const key = keyOf(frame, q, t);
        if (seen.has(key) || !canTake(standing, q, link, t)) continue;
        seen.add(key);
        queue.push({ holder: q, shift: t, before: link });
      }
    }
  }
  budget.left -= steps;
  return false;
}

function keyOf({ shifts }: Frame, p: number, s: number): number {
  return p * shifts.length + s;
}

/** True when this person fits there once its holder has left, and they have left `from`. */
function canTake(standing: Standing, q: number, { holder, shift }: Link, from: number | null): boolean {
  if (holder !== null) take(standing, holder, shift);
  if (from !== null) take(standing, q, from);
  const fitting = fits(standing, q, shift);
  if (from !== null) put(standing, q, from);
  if (holder !== null) put(standing, holder, shift);
  return fitting;
}

/** A longer chain only moves who is in between; so whether it is fairer is known from its two ends. */
function isEnd(standing: Standing, start: Link, q: number, { shift }: Link): boolean {
  const { frame, load } = standing;
  if (start.holder === null || frame.shifts[start.shift]!.work !== frame.shifts[shift]!.work) return true;
  const steps = frame.shifts[shift]!.work / frame.step;
  const heavier = frame.unfair[q]![load[q]! + steps]! - frame.unfair[q]![load[q]!]!;
  return heavier + lighter(standing, start.holder, start.shift) < 0;
}

function lighter({ frame, load }: Standing, p: number, shift: number): number {
  const steps = frame.shifts[shift]!.work / frame.step;
  return frame.unfair[p]![load[p]! - steps]! - frame.unfair[p]![load[p]!]!;
}

function changesOf(end: number, last: Link): [people: number[], takes: Turn[], puts: Turn[]] {
  const [people, takes, puts] = [[end], [] as Turn[], [] as Turn[]];
  let taker = end;
  for (let link: Link | null = last; link; link = link.before) {
    puts.push([taker, link.shift]);
    if (link.holder === null) continue;
    people.push(link.holder);
    takes.push([link.holder, link.shift]);
    taker = link.holder;
  }
  return [[...new Set(people)], takes, puts];
}

function turnsOf({ frame, at }: Standing, p: number): number[] {
  return at[p]!.flat().filter((s) => !frame.held[p]![s]);
}
