// Steps 5 to 7 of "where we agree": who is in, and which groups they make. The same votes make the same groups to the
// byte, whatever the machine: chance comes from a counter, and nothing is stopped by a clock.

import { add, at, BLANK } from './opinion-places.mjs';

/** @typedef {import('./opinion-places.mjs').Table} Table */
/** @typedef {{ labels: Int32Array, inertia: number }} Parting a group by point */

const ENOUGH_VOTES = 7;
const ENOUGH_PEOPLE = 15;
const MOST_GROUPS = 5;
const PEOPLE_A_GROUP = 12;
const RESTARTS = 300;
const ROUNDS = 100;

/**
 * Rows of the people whose votes say enough, the most active added where they are few; who was in before stays in.
 * @param {Table} table @param {Uint8Array} stays 1 by person who was in before
 */
export function includedIn({ people, statements, cells }, stays) {
  const votes = Array.from({ length: people }, (_, i) => {
    const row = cells.subarray(i * statements, (i + 1) * statements);
    return row.reduce((sum, vote) => sum + (vote === BLANK ? 0 : 1), 0);
  });
  const votesOf = (/** @type {number} */ i) => votes[i] ?? 0;
  const rows = votes.map((_, i) => i).filter((i) => votesOf(i) > 0);
  const isIn = (/** @type {number} */ i) =>
    stays[i] === 1 || votesOf(i) >= Math.min(ENOUGH_VOTES, statements);
  const included = rows.filter(isIn);
  const others = rows.filter((i) => !isIn(i)).sort((a, b) => votesOf(b) - votesOf(a) || a - b);
  const added = others.slice(0, Math.max(0, ENOUGH_PEOPLE - included.length));
  return Int32Array.from([...included, ...added]).sort();
}

/**
 * The groups that are furthest apart for how close each is, none under `least` people; null where no number of groups
 * comes out so. Group 0 is the largest, and of two as large the one whose first person comes first.
 * @param {Float64Array} points two coordinates a point @param {number} least
 * @returns {{ labels: Int32Array, silhouette: number } | null}
 */
export function groupsOf(points, least) {
  const count = points.length / 2;
  const most = Math.min(MOST_GROUPS, 2 + Math.floor(count / PEOPLE_A_GROUP));
  /** @type {{ labels: Int32Array, silhouette: number } | null} */
  let best = null;
  for (let k = 2; k <= Math.min(most, count); k++) {
    const { labels } = part(points, k);
    if (sizesOf(labels, k).some((size) => size < least)) continue;
    const silhouette = silhouetteOf(points, labels, k);
    if (!best || silhouette > best.silhouette) best = { labels: numbered(labels, k), silhouette };
  }
  return best;
}

/**
 * From −1 to 1: how much nearer points are to their own group than to the next one. Source: Rousseeuw, 1987.
 * @param {Float64Array} points @param {Int32Array} labels @param {number} k
 */
export function silhouetteOf(points, labels, k) {
  const count = labels.length;
  const sizes = sizesOf(labels, k);
  const sums = new Float64Array(count * k);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squareBetween(points, i, points, j));
      add(sums, i * k + at(labels, j), distance);
      add(sums, j * k + at(labels, i), distance);
    }
  }
  let total = 0;
  for (let i = 0; i < count; i++) {
    const own = at(labels, i);
    if (sizes[own] === 1) continue;
    const inside = at(sums, i * k + own) / (at(sizes, own) - 1);
    const others = Array.from(sizes, (size, g) =>
      g === own || size === 0 ? Infinity : at(sums, i * k + g) / size,
    );
    const outside = Math.min(...others);
    const larger = Math.max(inside, outside);
    if (larger > 0 && larger < Infinity) total += (outside - inside) / larger;
  }
  return count === 0 ? 0 : total / count;
}

/** The best of many beginnings. @param {Float64Array} points @param {number} k @returns {Parting} */
function part(points, k) {
  const chance = chanceFrom(k);
  /** @type {Parting | null} */
  let best = null;
  for (let start = 0; start < RESTARTS; start++) {
    const parting = settle(points, begin(points, k, chance));
    if (!best || parting.inertia < best.inertia) best = parting;
  }
  return /** @type {Parting} */ (best);
}

/** Centres far from one another. Source: Arthur and Vassilvitskii, "k-means++", 2007. @param {Float64Array} points @param {number} k @param {() => number} chance */
function begin(points, k, chance) {
  const count = points.length / 2;
  const centres = new Float64Array(2 * k);
  const nearest = new Float64Array(count).fill(Infinity);
  let pick = Math.floor(chance() * count);
  for (let g = 0; ; g++) {
    centres.set(points.subarray(2 * pick, 2 * pick + 2), 2 * g);
    if (g === k - 1) return centres;
    let total = 0;
    for (let i = 0; i < count; i++) {
      nearest[i] = Math.min(at(nearest, i), squareBetween(points, i, centres, g));
      total += at(nearest, i);
    }
    let left = chance() * total;
    pick = 0;
    while (pick < count - 1 && (left -= at(nearest, pick)) >= 0) pick++;
  }
}

/** Lloyd's rounds until nobody changes group. @param {Float64Array} points @param {Float64Array} centres @returns {Parting} */
function settle(points, centres) {
  const k = centres.length / 2;
  const labels = new Int32Array(points.length / 2).fill(-1);
  let inertia = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const moved = assign(points, centres, labels);
    inertia = moved.inertia;
    if (!moved.any) break;
    centre(points, labels, centres, k);
  }
  return { labels, inertia };
}

/** @param {Float64Array} points @param {Float64Array} centres @param {Int32Array} labels */
function assign(points, centres, labels) {
  const k = centres.length / 2;
  let any = false;
  let inertia = 0;
  for (let i = 0; i < labels.length; i++) {
    let own = 0;
    let least = Infinity;
    for (let g = 0; g < k; g++) {
      const square = squareBetween(points, i, centres, g);
      if (square >= least) continue;
      own = g;
      least = square;
    }
    if (labels[i] !== own) any = true;
    labels[i] = own;
    inertia += least;
  }
  return { any, inertia };
}

/** An empty group keeps its centre. @param {Float64Array} points @param {Int32Array} labels @param {Float64Array} centres @param {number} k */
function centre(points, labels, centres, k) {
  const sums = new Float64Array(2 * k);
  const sizes = sizesOf(labels, k);
  labels.forEach((g, i) => {
    add(sums, 2 * g, at(points, 2 * i));
    add(sums, 2 * g + 1, at(points, 2 * i + 1));
  });
  for (let g = 0; g < k; g++) {
    if (at(sizes, g) === 0) continue;
    centres[2 * g] = at(sums, 2 * g) / at(sizes, g);
    centres[2 * g + 1] = at(sums, 2 * g + 1) / at(sizes, g);
  }
}

/** @param {Int32Array} labels @param {number} k */
function numbered(labels, k) {
  const sizes = sizesOf(labels, k);
  const order = [...sizes.keys()].sort(
    (a, b) => at(sizes, b) - at(sizes, a) || labels.indexOf(a) - labels.indexOf(b),
  );
  return labels.map((g) => order.indexOf(g));
}

/** @param {Int32Array} labels @param {number} k */
function sizesOf(labels, k) {
  const sizes = new Float64Array(k);
  for (const g of labels) add(sizes, g, 1);
  return sizes;
}

/** @param {Float64Array} a @param {number} i @param {Float64Array} b @param {number} j */
function squareBetween(a, i, b, j) {
  const x = at(a, 2 * i) - at(b, 2 * j);
  const y = at(a, 2 * i + 1) - at(b, 2 * j + 1);
  return x * x + y * y;
}

/** Numbers from 0 up to 1 that only depend on the seed. Source: Tommy Ettinger's "mulberry32". @param {number} seed */
function chanceFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
