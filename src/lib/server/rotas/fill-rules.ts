import { column, cost, one, row, type Making } from './fill-making.ts';
import type { Frame } from './fill-frame.ts';
import { fits, MUST, WANT } from './fill-standing.ts';

/** A column for every turn that the rules allow beside what is held; so nothing held can contradict the rest. */
export function addTurns(making: Making): void {
  const { frame, start, turn } = making;
  frame.shifts.forEach((_, s) => {
    for (const p of frame.candidates[s]!) {
      if (!fits(start, p, s)) continue;
      const at = column(making, 0, 1, true);
      turn[p]!.set(s, at);
      cost(making, 'wishes', at, -frame.liking[p]![s]!);
      cost(making, 'changed', at, frame.wasOn[p]![s] ? -1 : 0);
    }
  });
}

/** One turn a person a meet-up, unless the jobs join. */
export function addPresence(making: Making): void {
  const { frame, start, turn, there } = making;
  frame.people.forEach((_, p) =>
    frame.meetups.forEach((_, w) => {
      const shifts = frame.shiftsAt[w]!.filter((s) => turn[p]!.has(s));
      if (shifts.length === 0) return;
      const cliques = cliquesOf(frame, shifts);
      const isHeld = start.at[p]![w]!.length > 0;
      if (isHeld)
        return cliques.forEach((set) =>
          row(
            making,
            0,
            1,
            set.map((s) => one(turn[p]!.get(s)!)),
          ),
        );
      const at = column(making, 0, 1, cliques.length > 1);
      there[p]!.set(w, at);
      const parts = (set: number[]) => [
        ...set.map((s) => one(turn[p]!.get(s)!)),
        [at, -1] as [number, number],
      ];
      if (cliques.length === 1) return row(making, 0, 0, parts(shifts));
      cliques.forEach((set) => row(making, -1, 0, parts(set)));
      row(making, 0, shifts.length, parts(shifts));
    }),
  );
}

/** Sets of shifts of which one person can do only one, that together hold every two shifts that do not join. */
function cliquesOf({ joins }: Frame, shifts: number[]): number[][] {
  const sets: number[][] = [];
  for (const s of shifts) {
    for (const t of shifts) {
      if (t < s || (t !== s && joins[s]!.has(t))) continue;
      if (sets.some((set) => set.includes(s) && set.includes(t))) continue;
      const set = [s, t].filter((value, index, all) => all.indexOf(value) === index);
      for (const u of shifts) {
        if (!set.includes(u) && set.every((member) => !joins[member]!.has(u))) set.push(u);
      }
      sets.push(set);
    }
  }
  return sets;
}

export function addPlaces(making: Making): void {
  const { frame, start } = making;
  frame.shifts.forEach(({ must, want }, s) => {
    const held = start.on[s]!.length;
    const musts = column(making, 0, Math.max(0, must - held), false);
    const wants = column(making, 0, Math.max(0, want - Math.max(0, held - must)), false);
    cost(making, 'unfilled', musts, MUST);
    cost(making, 'unfilled', wants, WANT);
    const left = Math.max(0, must + want - held);
    row(making, left, left, [...turnsIn(making, s).map(([, at]) => one(at)), one(musts), one(wants)]);
  });
}

function turnsIn({ frame, turn }: Making, s: number): [person: number, column: number][] {
  return frame.candidates[s]!.flatMap((p) =>
    turn[p]!.has(s) ? [[p, turn[p]!.get(s)!] as [number, number]] : [],
  );
}

/**
 * A learner needs a place and somebody experienced in another, so one place takes none. Said so, and not only as
 * "no learner without", because half a learner beside half a teacher would fit into one place.
 */
export function addLearners(making: Making): void {
  const { frame, start } = making;
  frame.shifts.forEach((_, s) => {
    if (start.experienced[s]! > 0) return;
    const turns = turnsIn(making, s);
    const ofKind = (kind: string) =>
      turns.filter(([p]) => frame.standing[p]![s] === kind).map(([, at]) => one(at));
    const [teachers, learners] = [ofKind('experienced'), ofKind('learning')];
    const left = frame.capacity[s]! - start.on[s]!.length;
    const taught = column(making, 0, teachers.length > 0 && left > 1 ? 1 : 0, left > 2);
    row(making, 0, Infinity, [...teachers, [taught, -1]]);
    row(making, -Infinity, 0, [...learners, [taught, 1 - left]]);
    if (left > 2) learners.forEach((learner) => row(making, -Infinity, 0, [learner, [taught, -1]]));
    if (frame.heldLearners[s]! === 0) return;
    const alone = column(making, 0, 1, false);
    cost(making, 'broken', alone, frame.heldLearners[s]!);
    row(making, 1, Infinity, [...teachers, one(alone)]);
  });
}

/** Nobody at a locked door: a meet-up is open, or has nobody but who is held. */
export function addKeys(making: Making): void {
  const { frame, start, there } = making;
  frame.meetups.forEach(({ key }, w) => {
    if (key === null || start.keys[w]! > 0) return;
    const open = column(making, 0, 1, true);
    if (frame.heldCrowd[w]! > 0) {
      cost(making, 'broken', open, -1);
    }
    const holders = frame.people.flatMap((_, p) =>
      frame.holdsKey[p]![w] && there[p]!.has(w) ? [one(there[p]!.get(w)!)] : [],
    );
    row(making, 0, Infinity, [...holders, [open, -1]]);
    for (const s of frame.shiftsAt[w]!) {
      const turns = turnsIn(making, s).map(([, at]) => one(at));
      const left = frame.capacity[s]! - start.on[s]!.length;
      if (turns.length > 0) row(making, -Infinity, 0, [...turns, [open, -left]]);
    }
  });
}

export function addGaps(making: Making): void {
  const { frame, there } = making;
  frame.people.forEach((_, p) => {
    const width = frame.gap[p]! + 1;
    for (let from = 0; from + 1 < frame.meetups.length && width > 1; from++) {
      const run = runOf(there[p]!, from, width);
      if (run.length > 1) row(making, 0, 1, run.map(one));
    }
  });
}

export function runOf(there: Map<number, number>, from: number, width: number): number[] {
  return Array.from({ length: width }, (_, index) => there.get(from + index)).filter(
    (at) => at !== undefined,
  );
}

export function addLimits(making: Making): void {
  const { frame, start, turn } = making;
  frame.people.forEach((_, p) => {
    if (frame.limit[p] === Infinity) return;
    const parts = [...turn[p]!].map(([s, at]) => [at, frame.shifts[s]!.work] as [number, number]);
    if (parts.length > 0) row(making, 0, frame.limit[p]! - start.load[p]! * frame.step, parts);
  });
}

export function addApart(making: Making): void {
  const { frame, there } = making;
  frame.apartFrom.forEach((others, p) =>
    others.forEach((q) =>
      frame.meetups.forEach((_, w) => {
        const [a, b] = [there[p]!.get(w), there[q]!.get(w)];
        if (q > p && a !== undefined && b !== undefined) row(making, 0, 1, [one(a), one(b)]);
      }),
    ),
  );
}
