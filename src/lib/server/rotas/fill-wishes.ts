import { column, cost, one, row, type Making } from './fill-making.ts';
import { runOf } from './fill-rules.ts';
import { STRETCH } from './fill-standing.ts';

/** Work in steps, each dearer than the one before: the squares, exactly, as far as work can go. */
export function addLoads(making: Making): void {
  const { frame, start, turn } = making;
  frame.people.forEach((_, p) => {
    const from = start.load[p]!;
    const cells = frame.unfair[p]!;
    if (turn[p]!.size === 0) return;
    const parts = [...turn[p]!].map(
      ([s, at]) => [at, frame.shifts[s]!.work / frame.step] as [number, number],
    );
    for (let steps = from + 1; steps <= mostSteps(making, p); steps++) {
      const at = column(making, 0, 1, false);
      cost(making, 'unfair', at, cells[steps]! - cells[steps - 1]!);
      parts.push([at, -1]);
    }
    row(making, 0, 0, parts);
  });
}

function mostSteps({ frame, start, turn }: Making, p: number): number {
  const most = frame.unfair[p]!.length - 1;
  const sum = [...turn[p]!.keys()].reduce((total, s) => total + frame.shifts[s]!.work / frame.step, 0);
  return Math.min(
    most,
    start.load[p]! + sum,
    Math.max(start.load[p]!, Math.floor(frame.limit[p]! / frame.step)),
  );
}

export function addWishes(making: Making): void {
  const { frame, start, there } = making;
  for (const pair of frame.together) {
    frame.meetups.forEach((_, w) => {
      const held = pair.filter((p) => start.at[p]![w]!.length > 0).length;
      const free = pair.flatMap((p) => there[p]!.get(w) ?? []);
      if (held === 1 && free.length === 1) cost(making, 'wishes', free[0]!, -1);
      else if (free.length === 2) {
        const both = column(making, 0, 1, false);
        cost(making, 'wishes', both, -1);
        free.forEach((at) => row(making, -1, 0, [one(both), [at, -1]]));
        for (const s of frame.shiftsAt[w]!) {
          const turns = pair.flatMap((p) => making.turn[p]!.get(s) ?? []);
          if (turns.length === 2 && frame.capacity[s]! - start.on[s]!.length === 1)
            row(making, -Infinity, 0, [
              one(both),
              ...turns.map(one),
              ...free.map((at) => [at, -1] as [number, number]),
            ]);
        }
      }
    });
  }
}

/** Turns of one stretch, in steps: the second costs 1, the third 2 more, and so on. */
export function addCloseness(making: Making): void {
  const { frame, start, there } = making;
  frame.people.forEach((_, p) => {
    for (let from = 0; from < frame.meetups.length; from += STRETCH) {
      const held = start.at[p]!.slice(from, from + STRETCH).filter((shifts) => shifts.length > 0).length;
      const run = runOf(there[p]!, from, STRETCH);
      const most = Math.min(run.length, Math.ceil(STRETCH / (frame.gap[p]! + 1)) - held);
      if (held + most < 2) continue;
      const parts = run.map(one);
      for (let turns = 0; turns < most; turns++) {
        const at = column(making, 0, 1, false);
        cost(making, 'close', at, held + turns);
        parts.push([at, -1]);
      }
      row(making, 0, 0, parts);
    }
  });
}
