import { brokenIn, closeness, keyless, unfilledBy, type Standing } from './fill-standing.ts';

/** What a change does: the greater part (broken, unfilled, unfair) decides before the lesser (wishes, close, changed). */
interface Weight {
  greater: number;
  lesser: number;
}

/** The part of the score that these people and shifts have in it. */
export function weigh(standing: Standing, people: number[], shifts: number[]): Weight {
  const { frame, on, load, at } = standing;
  let broken = 0;
  let unfilled = 0;
  let unfair = 0;
  let lesser = 0;
  for (const s of shifts) {
    broken += brokenIn(standing, s) + keyless(standing, frame.meetupOf[s]!);
    unfilled += unfilledBy(frame, s, on[s]!.length);
  }
  for (const p of people) {
    unfair += frame.unfair[p]![load[p]!]!;
    lesser += 1000 * closeness(standing, p);
    for (const turns of at[p]!) {
      for (const s of turns) lesser -= 1e6 * frame.liking[p]![s]! + (frame.wasOn[p]![s] ? 1 : 0);
    }
    lesser -= 1e6 * meetings(standing, p, people);
  }
  return { greater: (broken * 1e6 + unfilled) * 1e8 + unfair, lesser };
}

/** Meet-ups shared with whom they like to be on with; each pair once, also if both are among the `people` weighed. */
function meetings({ frame, at }: Standing, p: number, people: number[]): number {
  let count = 0;
  for (const q of frame.likesWith[p]!) {
    if (q < p && people.includes(q)) continue;
    at[p]!.forEach((turns, w) => (count += turns.length > 0 && at[q]![w]!.length > 0 ? 1 : 0));
  }
  return count;
}
