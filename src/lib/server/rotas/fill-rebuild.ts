import * as drafting from './fill-draft.ts';
import { score, put, take, type Standing } from './fill-standing.ts';

/** Meet-ups taken apart at a time. */
const WIDTH = 3;
/** How many places are filled anew in all: the more there are, the fewer times each. */
const PLACES_FILLED = 9000;
/** Thousandths of unfairness that chance may add, so that another rota comes out than before. */
const CHANCE = 6000;

type Turn = [person: number, shift: number];

/** Takes a few meet-ups apart and fills them anew, many times, and keeps what is better. Chance is the same each time. */
export function rebuild(standing: Standing): void {
  const { frame } = standing;
  const all = frame.shifts.map((_, s) => s);
  const roll = dice();
  const times = Math.min(150, Math.floor(PLACES_FILLED / (frame.capacity.length || 1)));
  let least = measure(standing);
  for (let time = 0; time < times; time++) {
    const from = Math.floor(roll() * Math.max(1, frame.meetups.length - WIDTH + 1));
    const shifts = frame.shifts.flatMap((_, s) =>
      frame.meetupOf[s]! >= from && frame.meetupOf[s]! < from + WIDTH ? [s] : [],
    );
    const before = turnsIn(standing, all);
    for (const [p, s] of turnsIn(standing, shifts)) take(standing, p, s);
    const chance = CHANCE * roll() ** 3;
    drafting.fillAnew(standing, shuffle(shifts, roll), () => roll() * chance);
    const now = measure(standing);
    if (isLess(now, least)) least = now;
    else putBack(standing, before);
  }
}

/** Filling anew may have moved people elsewhere too, so everything goes back. */
function putBack(standing: Standing, before: Turn[]): void {
  for (const [p, s] of turnsIn(
    standing,
    standing.frame.shifts.map((_, s) => s),
  ))
    take(standing, p, s);
  for (const [p, s] of before) put(standing, p, s);
}

function turnsIn({ frame, on }: Standing, shifts: number[]): Turn[] {
  return shifts.flatMap((s) => on[s]!.filter((p) => !frame.held[p]![s]).map((p): Turn => [p, s]));
}

function measure(standing: Standing): number[] {
  const { broken, unfilled, unfair, wishes, close } = score(standing);
  return [broken, unfilled, unfair, -wishes, close];
}

function isLess(one: number[], other: number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && one[at]! < other[at]!;
}

function shuffle(shifts: number[], roll: () => number): number[] {
  const ranked = shifts.map((s) => [roll(), s] as const);
  return ranked.sort(([a], [b]) => a - b).map(([, s]) => s);
}

/** Numbers from 0 up to 1, the same ones each time. Source: Park and Miller, "minimal standard" generator. */
function dice(): () => number {
  let state = 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
