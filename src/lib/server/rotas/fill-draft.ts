import type { Frame } from './fill-frame.ts';
import { passAlong } from './fill-chains.ts';
import { rebuild } from './fill-rebuild.ts';
import { isLess, tryTo } from './fill-moves.ts';
import { begin, fits, isSound, put, take, type Standing } from './fill-standing.ts';

/** Rounds of looking for something better; the count, not the clock, so that the same rota comes out everywhere. */
const ROUNDS = 4;

/** A rota at once: places filled the hardest first, then bettered one change at a time. */
export function draft(frame: Frame): Standing {
  const standing = begin(frame);
  const all = frame.shifts.map((_, s) => s);
  fillAnew(standing, hardestFirst(frame, all), () => 0);
  passAlong(standing);
  better(standing, all);
  rebuild(standing);
  passAlong(standing);
  swapAll(standing);
  return standing;
}

/** Fills the empty places of these shifts; `chance` makes some people look less fit than they are. */
function fillAnew(standing: Standing, shifts: number[], chance: () => number): void {
  fillLeft(standing, shifts, chance);
  fillByMoving(standing, shifts);
  replaceAll(standing, shifts);
}

/** Fills what can be filled with whoever is free. */
export function fillLeft(standing: Standing, shifts: number[], chance: () => number): void {
  openDoors(standing, shifts, chance);
  fillAll(standing, shifts, chance);
}

/** Changes that each make the rota better, until there is none or enough was tried. */
function better(standing: Standing, shifts: number[]): void {
  for (let round = 0; round < ROUNDS; round++) {
    const filled = fillByMoving(standing, shifts);
    const replaced = replaceAll(standing, shifts);
    const passed = passOn(standing);
    if (!filled && !replaced && !passed) return;
  }
}

/** Somebody with the key for each meet-up first: without one, nobody can come. */
function openDoors(standing: Standing, shifts: number[], chance: () => number): void {
  const { frame } = standing;
  const holders = (w: number) => frame.people.filter((_, p) => frame.holdsKey[p]![w]).length;
  const locked = frame.meetups.flatMap(({ key }, w) => (key !== null && standing.keys[w] === 0 ? [w] : []));
  for (const w of locked.sort((a, b) => holders(a) - holders(b) || a - b)) {
    for (const s of hardestFirst(
      frame,
      shifts.filter((s) => frame.meetupOf[s] === w),
    )) {
      const best = bestFor(standing, s, (p) => frame.holdsKey[p]![w]!, chance);
      if (best === null) continue;
      put(standing, best, s);
      break;
    }
  }
}

function fillAll(standing: Standing, shifts: number[], chance: () => number): void {
  const { frame, on } = standing;
  for (const musts of [true, false]) {
    for (const s of shifts) {
      const places = musts ? frame.shifts[s]!.must : frame.capacity[s]!;
      while (on[s]!.length < places) {
        const best = bestFor(standing, s, () => true, chance);
        if (best === null) break;
        put(standing, best, s);
      }
    }
  }
}

function hardestFirst({ candidates }: Frame, shifts: number[]): number[] {
  return [...shifts].sort((a, b) => candidates[a]!.length - candidates[b]!.length || a - b);
}

/** Who takes this place with the least unfairness, and likes it best. */
function bestFor(
  standing: Standing,
  s: number,
  may: (p: number) => boolean,
  chance: () => number,
): number | null {
  const { frame, load } = standing;
  const steps = frame.shifts[s]!.work / frame.step;
  let best: number | null = null;
  let least = { greater: Infinity, lesser: Infinity };
  for (const p of frame.candidates[s]!) {
    if (!may(p) || !fits(standing, p, s)) continue;
    const greater = frame.unfair[p]![load[p]! + steps]! - frame.unfair[p]![load[p]!]! + chance();
    const weight = { greater, lesser: -frame.liking[p]![s]! };
    if (!isLess(weight, least) || !standsWith(standing, p, s)) continue;
    [best, least] = [p, weight];
  }
  return best;
}

function standsWith(standing: Standing, p: number, s: number): boolean {
  put(standing, p, s);
  const sound = isSound(standing, s);
  take(standing, p, s);
  return sound;
}

/** Fills an empty place with somebody whose other turn a third person takes over. */
function fillByMoving(standing: Standing, shifts: number[]): boolean {
  const { frame, on } = standing;
  let any = false;
  shifts.forEach((s) => {
    while (on[s]!.length < frame.capacity[s]! && attempt(standing, s)) any = true;
  });
  return any;
}

function attempt(standing: Standing, s: number): boolean {
  const { frame } = standing;
  if (frame.candidates[s]!.some((p) => !standing.on[s]!.includes(p) && tryTo(standing, [p], [], [[p, s]])))
    return true;
  for (const p of frame.candidates[s]!) {
    if (standing.on[s]!.includes(p) || frame.bar[p]![s] !== null) continue;
    for (const t of turnsOf(standing, p)) {
      if (tryTo(standing, [p], [[p, t]], [[p, s]])) return true;
      for (const q of frame.candidates[t]!) {
        if (
          q !== p &&
          tryTo(
            standing,
            [p, q],
            [[p, t]],
            [
              [p, s],
              [q, t],
            ],
          )
        )
          return true;
      }
    }
  }
  return false;
}

/** One person instead of another. */
function replaceAll(standing: Standing, shifts: number[]): boolean {
  const { frame, on } = standing;
  let any = false;
  shifts.forEach((s) => {
    for (const p of [...on[s]!]) {
      if (frame.held[p]![s]) continue;
      const found = frame.candidates[s]!.find((q) => q !== p && tryTo(standing, [p, q], [[p, s]], [[q, s]]));
      if (found !== undefined) any = true;
    }
  });
  return any;
}

/** A turn of one goes to a second, and one of the second's to a third. */
function passOn(standing: Standing): boolean {
  const { frame, on } = standing;
  let any = false;
  frame.shifts.forEach((_, s) => {
    for (const p of [...on[s]!]) {
      if (frame.held[p]![s] || !on[s]!.includes(p)) continue;
      if (passOnFrom(standing, p, s)) any = true;
    }
  });
  return any;
}

function passOnFrom(standing: Standing, p: number, s: number): boolean {
  const { frame } = standing;
  for (const q of frame.candidates[s]!) {
    if (q === p || frame.bar[q]![s] !== null) continue;
    for (const t of turnsOf(standing, q)) {
      for (const r of frame.candidates[t]!) {
        if (r === q || r === p || !isFairer(standing, p, s, r, t)) continue;
        if (
          tryTo(
            standing,
            [p, q, r],
            [
              [p, s],
              [q, t],
            ],
            [
              [q, s],
              [r, t],
            ],
          )
        )
          return true;
      }
    }
  }
  return false;
}

/** Only what makes loads fairer is worth three changes. */
function isFairer({ frame, load }: Standing, p: number, s: number, r: number, t: number): boolean {
  if (frame.shifts[s]!.work !== frame.shifts[t]!.work) return true;
  const steps = frame.shifts[s]!.work / frame.step;
  const less = frame.unfair[p]![load[p]! - steps]! - frame.unfair[p]![load[p]!]!;
  return less + frame.unfair[r]![load[r]! + steps]! - frame.unfair[r]![load[r]!]! < 0;
}

/** Two people change places. */
function swapAll(standing: Standing): boolean {
  const { frame, on } = standing;
  let any = false;
  for (let s = 0; s < frame.shifts.length; s++) {
    for (const p of [...on[s]!]) {
      for (let t = s + 1; t < frame.shifts.length && on[s]!.includes(p); t++) {
        if (frame.held[p]![s] || frame.bar[p]![t] !== null) continue;
        const q = on[t]!.find(
          (q) =>
            frame.bar[q]![s] === null &&
            !frame.held[q]![t] &&
            tryTo(
              standing,
              [p, q],
              [
                [p, s],
                [q, t],
              ],
              [
                [q, s],
                [p, t],
              ],
            ),
        );
        if (q !== undefined) any = true;
      }
    }
  }
  return any;
}

function turnsOf({ frame, at }: Standing, p: number): number[] {
  return at[p]!.flat().filter((s) => !frame.held[p]![s]);
}
