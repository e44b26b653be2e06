import {
  figureOf,
  isMergedSafe,
  isSafeWithoutTotal,
  isWholeSafe,
  maySpeak,
  type Figure,
  type Setting,
} from './disclosure-check.ts';

/*
 * The only way by which a number leaves the hub. Rules and reasons: docs/decisions/040-numbers-that-leave.md.
 */

/** Counts of what people said on one matter, each person in one cell. */
export interface Table {
  cells: readonly Cell[];
  /** The cell of those who passed, which may be merged with the blank ones; null where there is none. */
  pass: string | null;
  /** Who was there, or was asked, and said nothing. */
  blank: number;
  isTender: boolean;
}

export interface Cell {
  name: string;
  count: number;
}

/** A number as it may be read: rounded to fives, or a word. */
export type Shown = Figure | 'most';

/**
 * What may be printed of a table. 'merged': the cell of those who passed holds the blank ones too. 'most': nearly all
 * said one thing, and nothing is told of the rest. 'withheld': nothing may be printed.
 */
export interface Release {
  kind: 'whole' | 'no total' | 'merged' | 'most' | 'withheld';
  cells: { name: string; shown: Shown }[];
  /** Of everybody who said something. */
  total: Shown | null;
}

/** The fewest people who may be told as a number. Tender: health, care, money, crime, faith, or as the host says. */
export function fewest(isTender: boolean): number {
  return isTender ? 8 : 5;
}

/** A count as it may be read: 0, 'a few' below the fewest, otherwise to the nearest five. */
export function show(count: number, isTender: boolean): Figure {
  return figureOf(count, fewest(isTender));
}

/** The most of a table that tells nobody a small number, though they know exactly how many were there. */
export function release(table: Table): Release {
  const { cells, blank, isTender } = table;
  const spoke = cells.reduce((sum, { count }) => sum + count, 0);
  const setting = { attendance: spoke + blank, fewest: fewest(isTender), isTender };
  const most = isTender ? nearlyAll(cells, spoke, setting) : null;
  if (!maySpeak(spoke, setting)) return WITHHELD;
  else if (most) return { kind: 'most', cells: [{ name: most.name, shown: 'most' }], total: null };
  else return releaseApart(table, spoke, setting) ?? releaseMerged(table, setting) ?? WITHHELD;
}

/**
 * What stands from a set point on: the last release to the byte, unless as many people as may be told have said
 * something new, or taken it back, since then.
 */
export function renew(last: Release | null, table: Table, changed: number): Release {
  return last && changed < fewest(table.isTender) ? last : release(table);
}

/**
 * A whole and how it splits, in one way only: no crossed tables. The parts are told if none of them, nor what is left of
 * the whole without one, has a few in it; otherwise the whole alone is, and `parts` is null. That each passes alone
 * would not do: what two of them hide, the whole can give away.
 */
export function releaseSplit(
  whole: Table,
  parts: readonly Table[],
): { whole: Release; parts: Release[] | null } {
  const released = parts.map(release);
  const rests = parts.map((part) => release(without(whole, part)));
  const isOpen = [...released, ...rests].every(
    ({ kind, cells }) => kind === 'whole' && cells.every(({ shown }) => shown !== 'a few'),
  );
  return { whole: release(whole), parts: isOpen ? released : null };
}

/** Percentages, from rounded parts alone; null where a part is told in words. */
export function percentages({ cells }: Release): number[] | null {
  const parts = cells.flatMap(({ shown }) => (typeof shown === 'number' ? [shown] : []));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.length === cells.length && sum > 0
    ? parts.map((part) => Math.round((100 * part) / sum))
    : null;
}

/** True when a mean or median over so many people may be told. */
export function mayAverage(people: number, isTender: boolean): boolean {
  return people >= fewest(isTender);
}

const WITHHELD: Release = { kind: 'withheld', cells: [], total: null };

/** What fewer than may be told did not say. */
function nearlyAll(cells: readonly Cell[], spoke: number, { fewest }: Setting): Cell | null {
  const top = cells.find(({ count }) => count >= fewest && spoke - count < fewest);
  return (cells.length > 1 && top) || null;
}

function releaseApart({ cells }: Table, spoke: number, setting: Setting): Release | null {
  const figures = cells.map(({ count }) => figureOf(count, setting.fewest));
  const total = figureOf(spoke, setting.fewest);
  const shown = cells.map(({ name }, index) => ({ name, shown: figures[index]! }));
  if (isWholeSafe(figures, total, setting)) return { kind: 'whole', cells: shown, total };
  return isSafeWithoutTotal(figures, setting) ? { kind: 'no total', cells: shown, total: null } : null;
}

function releaseMerged({ cells, pass, blank }: Table, setting: Setting): Release | null {
  const passed = cells.find(({ name }) => name === pass);
  if (!passed) return null;
  const others = cells.filter((cell) => cell !== passed);
  const figures = others.map(({ count }) => figureOf(count, setting.fewest));
  const merged = figureOf(passed.count + blank, setting.fewest);
  if (!isMergedSafe(figures, merged, setting)) return null;
  const shown = others.map(({ name }, index) => ({ name, shown: figures[index]! }));
  return { kind: 'merged', cells: [...shown, { name: passed.name, shown: merged }], total: null };
}

function without(whole: Table, part: Table): Table {
  const countOf = new Map(part.cells.map(({ name, count }) => [name, count]));
  const cells = whole.cells.map(({ name, count }) => ({ name, count: count - (countOf.get(name) ?? 0) }));
  return { ...whole, cells, blank: whole.blank - part.blank };
}
