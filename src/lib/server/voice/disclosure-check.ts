/*
 * Whether a small number can be worked out from what is printed. The reader we guard against knows exactly how many
 * were there, knows these rules, and may know that everybody there said something. Ranges stand in for a list of
 * every whole-number table that fits: a cell lies between two ends, and the cells have a known sum.
 */

/** A count as it is printed. */
export type Figure = number | 'a few';

export interface Setting {
  /** Everybody who was there or was asked, whether or not they said something. */
  attendance: number;
  /** Fewer than these are 'a few'. */
  fewest: number;
  isTender: boolean;
}

interface Range {
  low: number;
  high: number;
}

/** By cell, every value that it can have. */
type Values = Set<number>[];

/** Values that a small number must keep. */
const VALUES = 3;

/** 0, 'a few' below the fewest, otherwise to the nearest five. */
export function figureOf(count: number, fewest: number): Figure {
  if (count === 0) return 0;
  return count < fewest ? 'a few' : 5 * Math.floor((count + 2) / 5);
}

/** True when every 'a few' keeps its values, though the total of those who spoke is printed too. */
export function isWholeSafe(cells: readonly Figure[], total: Figure, setting: Setting): boolean {
  const sums = sumsOf(cells, setting).filter((sum) => figureOf(sum, setting.fewest) === total);
  return keepsValues(cells, sums, setting);
}

/** The same without the total. What would have been printed with it is known not to be the case. */
export function isSafeWithoutTotal(cells: readonly Figure[], setting: Setting): boolean {
  const sums = sumsOf(cells, setting).filter(
    (sum) => !isWholeSafe(cells, figureOf(sum, setting.fewest), setting),
  );
  return keepsValues(cells, sums, setting);
}

/** The same with one figure for those who passed and those who said nothing, beside the `others`. */
export function isMergedSafe(others: readonly Figure[], merged: Figure, setting: Setting): boolean {
  const { attendance, fewest } = setting;
  const [any, whenAllSpoke] = [noValues(others.length + 1), noValues(others.length + 1)];
  const { low, high } = rangeOf(merged, fewest);
  for (let both = low; both <= Math.min(high, attendance); both++) {
    for (let passed = 0; passed <= both; passed++) {
      const spoke = attendance - both + passed;
      const ranges = fitting([...others, figureOf(passed, fewest)], spoke, setting, passed);
      if (!ranges || isPrintedApart([...others, figureOf(passed, fewest)], spoke, setting)) continue;
      note(any, ranges);
      if (passed === both) note(whenAllSpoke, ranges);
    }
  }
  const isHidden = [...others.map((figure) => figure === 'a few'), merged !== 0];
  const isSmall = [...others, merged].map((figure) => figure === 'a few');
  return isKept(any, isHidden) && isKept(whenAllSpoke, isSmall);
}

/**
 * True when anything may be told of so many who spoke. On a tender topic not of a few; nor where so few were there
 * that nearly all of them would be all of them.
 */
export function maySpeak(spoke: number, { attendance, fewest, isTender }: Setting): boolean {
  return !isTender || spoke === 0 || (spoke >= fewest && attendance >= fewest + VALUES - 1);
}

function isPrintedApart(cells: readonly Figure[], spoke: number, setting: Setting): boolean {
  return isWholeSafe(cells, figureOf(spoke, setting.fewest), setting) || isSafeWithoutTotal(cells, setting);
}

function keepsValues(cells: readonly Figure[], sums: readonly number[], setting: Setting): boolean {
  const [any, whenAllSpoke] = [noValues(cells.length), noValues(cells.length)];
  for (const sum of sums) {
    const ranges = fitting(cells, sum, setting);
    if (!ranges) continue;
    note(any, ranges);
    if (sum === setting.attendance) note(whenAllSpoke, ranges);
  }
  const isHidden = cells.map((figure) => figure === 'a few');
  return isKept(any, isHidden) && isKept(whenAllSpoke, isHidden);
}

/** Every number of people who may have spoken, for these cells. */
function sumsOf(cells: readonly Figure[], setting: Setting): number[] {
  const ranges = cells.map((figure) => rangeOf(figure, setting.fewest));
  const least = add(ranges.map(({ low }) => low));
  const most = Math.min(add(ranges.map(({ high }) => high)), setting.attendance);
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
}

/** What each cell can be when so many spoke; null when the cells cannot. `last` is the last cell where it is known. */
function fitting(cells: readonly Figure[], spoke: number, setting: Setting, last?: number): Range[] | null {
  if (!maySpeak(spoke, setting)) return null;
  const ranges = cells.map((figure) => rangeOf(figure, setting.fewest));
  if (last !== undefined) ranges[ranges.length - 1] = { low: last, high: last };
  leaveOutMost(ranges, cells, spoke, setting);
  const lows = add(ranges.map(({ low }) => low));
  const highs = add(ranges.map(({ high }) => high));
  const isPossible = ranges.every(({ low, high }) => low <= high) && lows <= spoke && spoke <= highs;
  if (!isPossible) return null;
  return ranges.map(({ low, high }) => ({
    low: Math.max(low, spoke - (highs - high)),
    high: Math.min(high, spoke - (lows - low)),
  }));
}

/** Where nearly all said one thing on a tender topic, "most" is printed: such tables are none of these. */
function leaveOutMost(
  ranges: Range[],
  cells: readonly Figure[],
  spoke: number,
  { fewest, isTender }: Setting,
): void {
  const large = [...cells.keys()].filter((index) => cells[index] !== 'a few' && cells[index] !== 0);
  if (!isTender || cells.length < 2 || large.length !== 1) return;
  const top = ranges[large[0]!]!;
  top.high = Math.min(top.high, spoke - fewest);
}

function rangeOf(figure: Figure, fewest: number): Range {
  if (figure === 0) return { low: 0, high: 0 };
  return figure === 'a few'
    ? { low: 1, high: fewest - 1 }
    : { low: Math.max(fewest, figure - 2), high: figure + 2 };
}

function noValues(cells: number): Values {
  return Array.from({ length: cells }, () => new Set());
}

function note(values: Values, ranges: readonly Range[]): void {
  ranges.forEach(({ low, high }, cell) => {
    for (let value = low; value <= high; value++) values[cell]!.add(value);
  });
}

/** True also where there is no table at all: nothing is worked out from what cannot be. */
function isKept(values: Values, isHidden: readonly boolean[]): boolean {
  return values.every(({ size }, cell) => !isHidden[cell] || size === 0 || size >= VALUES);
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
