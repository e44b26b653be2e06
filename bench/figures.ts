/** One thing that was measured. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Against the bare app, or whatever else the goal is about; null where the value itself is the figure. */
  ratio: number | null;
  goal: string;
  holds: boolean;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** A figure that is to be at least `share` of the bare app's. */
export function atLeast(name: string, unit: string, natter: number, bare: number, share: number): Figure {
  const ratio = natter / bare;
  return {
    name,
    value: round(natter),
    unit,
    ratio: round(ratio),
    goal: `≥ ${share} × bare`,
    holds: ratio >= share,
  };
}

/** A figure that is to be at most `limit`; the ratio to the bare app is told beside it. */
export function atMost(
  name: string,
  unit: string,
  natter: number,
  limit: number,
  bare: number | null,
): Figure {
  const ratio = bare === null ? null : round(natter / bare);
  return { name, value: round(natter), unit, ratio, goal: `≤ ${limit} ${unit}`, holds: natter <= limit };
}

export function round(value: number): number {
  return Number(value.toPrecision(4));
}
