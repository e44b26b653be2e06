import { describe, expect, test } from 'vitest';
import {
  mayAverage,
  percentages,
  release,
  releaseSplit,
  renew,
  show,
  type Release,
  type Table,
} from '#server/voice/disclosure.ts';

const NAMES = ['agree', 'disagree', 'pass'];

function tableOf(counts: number[], blank = 0, isTender = false): Table {
  return { cells: counts.map((count, at) => ({ name: NAMES[at]!, count })), pass: 'pass', blank, isTender };
}

function shown(table: Table): unknown[] {
  const { kind, cells, total } = release(table);
  return [kind, ...cells.map((cell) => cell.shown), total];
}

describe('a number is shown', () => {
  test.each([
    [0, 0, 0],
    [1, 'a few', 'a few'],
    [4, 'a few', 'a few'],
    [5, 5, 'a few'],
    [7, 5, 'a few'],
    [8, 10, 10],
    [12, 10, 10],
    [13, 15, 15],
    [17, 15, 15],
    [18, 20, 20],
  ])('%i as %j, and as %j where it is tender', (count, plain, tender) => {
    expect([show(count, false), show(count, true)]).toEqual([plain, tender]);
  });
});

describe('what is printed of a table', () => {
  test('is all of it where nothing small can be worked out', () => {
    expect(shown(tableOf([11, 3, 0]))).toEqual(['whole', 10, 'a few', 0, 15]);
  });

  test('is nothing where only one table fits', () => {
    expect(shown(tableOf([1, 8, 8]))).toEqual(['withheld', null]);
    expect(shown(tableOf([3, 0, 0]))).toEqual(['withheld', null]);
  });

  test('has no total where that gives it away', () => {
    expect(shown(tableOf([1, 5, 6], 8))).toEqual(['no total', 'a few', 5, 5, null]);
  });

  test('puts those who passed with those who said nothing, where that hides enough', () => {
    const merged = [...smallTables()].map(([counts, blank]) => tableOf(counts, blank));
    const one = merged.find((table) => release(table).kind === 'merged')!;
    const { cells, total } = release(one);
    const both = one.cells[2]!.count + one.blank;
    expect(cells.at(-1)).toEqual({ name: 'pass', shown: show(both, false) });
    expect(total).toBeNull();
  });

  test('on a tender topic is "most" where nearly all said one thing, never "all" or "none"', () => {
    expect(shown(tableOf([12, 0, 0], 0, true))).toEqual(['most', 'most', null]);
    expect(release(tableOf([11, 1, 0], 0, true))).toEqual(release(tableOf([12, 0, 0], 0, true)));
    expect(release(tableOf([8, 0, 0], 0, true)).kind).toBe('withheld');
    expect(shown(tableOf([12, 0, 0]))).toEqual(['whole', 10, 0, 0, 10]);
  });

  test('on a tender topic is nothing while few have spoken', () => {
    expect(release(tableOf([4, 3, 0], 30, true)).kind).toBe('withheld');
  });
});

function* smallTables(most = 14): Generator<[counts: number[], blank: number]> {
  for (let sum = 0; sum <= most; sum++)
    for (let a = 0; a <= sum; a++)
      for (let d = 0; a + d <= sum; d++)
        for (let p = 0; a + d + p <= sum; p++) yield [[a, d, p], sum - a - d - p];
}

/*
 * What follows is written from the rules alone, by listing tables, and shares nothing with the release check but the
 * rounding, which it has again for itself.
 */
function rounded(count: number, fewest: number): string {
  if (count === 0) return '0';
  return count < fewest ? 'a few' : String(Math.floor((count + 2) / 5) * 5);
}

/** Every count up to `most` by what is printed of it. */
function countsBy(fewest: number, most: number): Map<string, number[]> {
  const by = new Map<string, number[]>();
  for (let count = 0; count <= most; count++) {
    const figure = rounded(count, fewest);
    by.set(figure, [...(by.get(figure) ?? []), count]);
  }
  return by;
}

/** By hidden cell, each value it has in a table that prints the same for as many people. */
function valuesThatFit(printed: Release, attendance: number, fewest: number, all: Map<string, number[]>) {
  const columns = NAMES.map((name) => {
    const cell = printed.cells.find((one) => one.name === name);
    return cell ? (all.get(String(cell.shown)) ?? []) : [...all.values()].flat();
  });
  const hidden = NAMES.map((name) => printed.cells.find((one) => one.name === name)?.shown === 'a few');
  const found = { any: NAMES.map(() => new Set<number>()), allSpoke: NAMES.map(() => new Set<number>()) };
  for (const a of columns[0]!)
    for (const d of columns[1]!)
      for (const p of columns[2]!) {
        const spoke = a + d + p;
        if (spoke > attendance) continue;
        if (printed.total !== null && rounded(spoke, fewest) !== String(printed.total)) continue;
        if (printed.kind === 'merged' && spoke !== attendance) continue;
        [a, d, p].forEach((value, at) => found.any[at]!.add(value));
        if (spoke === attendance) [a, d, p].forEach((value, at) => found.allSpoke[at]!.add(value));
      }
  return { hidden, ...found };
}

test.each([
  ['five', 5],
  ['eight, where it is tender', 8],
])(
  'of all tables of three cells up to 20 no hidden cell can be worked out by who knows the attendance; fewest %s',
  (_, fewest) => {
    const all = countsBy(fewest, 62);
    const escapes: unknown[] = [];
    const kinds = new Set<string>();
    for (let a = 0; a <= 20; a++)
      for (let d = 0; d <= 20; d++)
        for (let p = 0; p <= 20; p++) {
          const printed = release(tableOf([a, d, p], 0, fewest === 8));
          kinds.add(printed.kind);
          if (printed.kind === 'withheld' || printed.kind === 'most') continue;
          const { hidden, any, allSpoke } = valuesThatFit(printed, a + d + p, fewest, all);
          const isOut = hidden.some((is, at) => is && (any[at]!.size < 3 || allSpoke[at]!.size < 3));
          if (isOut) escapes.push([a, d, p, printed]);
        }
    expect(escapes).toEqual([]);
    expect(kinds.has('whole')).toBe(true);
  },
);

test.each([false, true])(
  'nor by who knows these rules as well, and so which tables would have been printed otherwise; tender %s',
  (isTender) => {
    const byPrint = new Map<string, { any: Set<number>[]; allSpoke: Set<number>[] }>();
    for (const [counts, blank] of smallTables()) {
      const printed = JSON.stringify([
        counts.reduce((sum, one) => sum + one, blank),
        release(tableOf(counts, blank, isTender)),
      ]);
      const known = byPrint.get(printed) ?? {
        any: NAMES.map(() => new Set()),
        allSpoke: NAMES.map(() => new Set()),
      };
      counts.forEach((count, at) => {
        known.any[at]!.add(count);
        if (blank === 0) known.allSpoke[at]!.add(count);
      });
      byPrint.set(printed, known);
    }
    const escapes = [...byPrint].filter(([printed, { any, allSpoke }]) => {
      const { kind, cells } = (JSON.parse(printed) as [number, Release])[1];
      if (kind === 'withheld') return false;
      const isHidden = (at: number) =>
        (cells.find(({ name }) => name === NAMES[at])?.shown ?? 'a few') === 'a few';
      return NAMES.some((_, at) => {
        const ifAllSpoke = allSpoke[at]!.size;
        return isHidden(at) && (any[at]!.size < 3 || (ifAllSpoke > 0 && ifAllSpoke < 3));
      });
    });
    expect(escapes).toEqual([]);
  },
);

describe('a second release', () => {
  const first = release(tableOf([11, 3, 0]));

  test('after one more vote is the same to the byte', () => {
    for (let a = 0; a <= 20; a++)
      for (let d = 0; d <= 20; d++)
        for (const isTender of [false, true]) {
          const before = release(tableOf([a, d, 2], 0, isTender));
          const after = renew(before, tableOf([a + 1, d, 2], 0, isTender), 1);
          expect(JSON.stringify(after)).toBe(JSON.stringify(before));
        }
  });

  test('comes when as many have changed as may be told, and not before', () => {
    const now = tableOf([18, 3, 0]);
    expect(renew(first, now, 4)).toBe(first);
    expect(renew(first, now, 5)).toEqual(release(now));
    expect(renew(null, now, 0)).toEqual(release(now));
  });
});

describe('a split', () => {
  test('is told with its whole where every part and every rest passes', () => {
    const { whole, parts } = releaseSplit(tableOf([20, 20, 20]), [
      tableOf([10, 10, 10]),
      tableOf([10, 10, 10]),
    ]);
    expect(whole.kind).toBe('whole');
    expect(parts).toHaveLength(2);
  });

  test('is not told where a part, or the rest, has a few in it', () => {
    const [part, rest] = [tableOf([10, 8, 8]), tableOf([4, 8, 8])];
    expect([release(part).kind, release(rest).kind]).toEqual(['whole', 'whole']);
    const whole = tableOf([14, 16, 16]);
    expect(releaseSplit(whole, [part])).toEqual({ whole: release(whole), parts: null });
    expect(releaseSplit(whole, [rest]).parts).toBeNull();
  });
});

test('percentages come from rounded parts, and from none that is hidden', () => {
  expect(percentages(release(tableOf([12, 6, 0])))).toEqual([67, 33, 0]);
  expect(percentages(release(tableOf([11, 3, 0])))).toBeNull();
});

test('no mean is told over a few', () => {
  expect([mayAverage(4, false), mayAverage(5, false), mayAverage(7, true)]).toEqual([false, true, false]);
});
