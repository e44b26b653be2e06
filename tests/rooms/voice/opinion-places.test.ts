import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsOf, silhouetteOf } from '#server/voice/opinion-groups.mjs';
import { BLANK, directionsOf, meansOf, placesOf, type Table } from '#server/voice/opinion-places.mjs';

const tables = fc
  .record({ people: fc.integer({ min: 3, max: 12 }), statements: fc.integer({ min: 2, max: 6 }) })
  .chain(({ people, statements }) =>
    fc
      .array(fc.constantFrom(1, -1, 0, BLANK), {
        minLength: people * statements,
        maxLength: people * statements,
      })
      .map((cells): Table => ({
        people,
        statements,
        cells: Int8Array.from(cells),
        removed: new Uint8Array(statements),
      })),
  );

/** Filled with means and centred, as the method is written. */
function filled({ people, statements, cells }: Table, means: Float64Array): number[][] {
  return Array.from({ length: people }, (_, i) =>
    Array.from({ length: statements }, (_cell, j) => {
      const vote = cells[i * statements + j]!;
      return vote === BLANK ? 0 : vote - means[j]!;
    }),
  );
}

function spreadAlong(rows: number[][], direction: ArrayLike<number>): number {
  return rows.reduce((sum, row) => sum + dot(row, direction) ** 2, 0);
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Array.from(one).reduce((sum, value, at) => sum + value * other[at]!, 0);
}

test('places are those of a table worked by hand', () => {
  // Means 1/3 and −1/3; both people who differ do so along (1, 1).
  const cells = Int8Array.from([1, -1, 1, 1, -1, -1]);
  const table = { people: 3, statements: 2, cells, removed: new Uint8Array(2) };
  const means = meansOf(table);
  expect([...means]).toEqual([1 / 3, -1 / 3]);
  const directions = directionsOf(table, means);
  expect(directions[0][0]).toBeCloseTo(Math.SQRT1_2);
  expect(directions[0][1]).toBeCloseTo(Math.SQRT1_2);
  expect(placesOf(table, means, directions)[2]).toBeCloseTo((2 / 3 + 4 / 3) * Math.SQRT1_2);
});

test('who voted on a quarter is moved out twice as far', () => {
  const cells = Int8Array.from([1, 1, 1, 1, -1, -1, -1, -1, 1, BLANK, BLANK, BLANK]);
  const table = { people: 3, statements: 4, cells, removed: new Uint8Array(4) };
  const means = Float64Array.from([0, 0, 0, 0]);
  const direction = new Float64Array(4).fill(0.5);
  const places = placesOf(table, means, [direction, new Float64Array(4)]);
  expect([places[0], places[4]]).toEqual([2, 1]);
});

test('the two directions are those along which votes vary, square to each other, the wider first', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const means = meansOf(table);
      const rows = filled(table, means);
      const [first, second] = directionsOf(table, means);
      expect(spreadAlong(rows, first)).toBeGreaterThanOrEqual(spreadAlong(rows, second) - 1e-6);
      expect(Math.abs(dot(first, second))).toBeLessThan(1e-6);
      for (const direction of [first, second]) {
        expect(dot(off(rows, direction), off(rows, direction))).toBeLessThan(1e-6);
        const largest = [...direction].reduce(
          (most, one) => (Math.abs(one) > Math.abs(most) ? one : most),
          0,
        );
        expect(largest).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

/** What a direction is turned by when the rows are laid along it: nothing, for one of their own directions. */
function off(rows: number[][], direction: Float64Array): number[] {
  const spread = spreadAlong(rows, direction);
  return Array.from(direction, (loading, j) => {
    const turned = rows.reduce((sum, row) => sum + dot(row, direction) * row[j]!, 0);
    return turned - spread * loading;
  });
}

/** Every way to part a few points into two, and the least sum of squares to their centres. */
function leastInertia(points: number[][]): number {
  let least = Infinity;
  for (let code = 1; code < 2 ** (points.length - 1); code++) {
    const sides = [0, 1].map((side) => points.filter((_, at) => ((code >> at) & 1) === side));
    least = Math.min(
      least,
      sides.reduce((sum, side) => sum + inertiaOf(side), 0),
    );
  }
  return least;
}

function inertiaOf(points: number[][]): number {
  const centre = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length);
  return points.reduce((sum, [x, y]) => sum + (x! - centre[0]!) ** 2 + (y! - centre[1]!) ** 2, 0);
}

describe('groups of points', () => {
  test('of two are the best of all ways to part them', () => {
    const coordinate = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 4, maxLength: 9 }), (points) => {
        const found = groupsOf(Float64Array.from(points.flat()), 1);
        fc.pre(found !== null && Math.max(...found.labels) === 1);
        const sides = [0, 1].map((side) => points.filter((_, at) => found.labels[at] === side));
        const inertia = sides.reduce((sum, side) => sum + inertiaOf(side), 0);
        expect(inertia).toBeLessThanOrEqual(leastInertia(points) + 1e-9);
      }),
    );
  });

  test('are as clear as the formula says', () => {
    // Two pairs on a line, at 0 and 1, and at 10 and 11: (9.5…10.5 − 1) / 9.5…10.5.
    const points = Float64Array.from([0, 0, 1, 0, 10, 0, 11, 0]);
    const clear = silhouetteOf(points, Int32Array.from([0, 0, 1, 1]), 2);
    expect(clear).toBeCloseTo((2 * (1 - 1 / 10.5) + 2 * (1 - 1 / 9.5)) / 4);
  });

  test('are none where all stand in one place', () => {
    expect(groupsOf(new Float64Array(40), 5)).toBeNull();
  });
});
