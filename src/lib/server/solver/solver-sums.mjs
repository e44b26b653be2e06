/** @typedef {Map<number, number>} Sum by column: what it counts; whole for every whole answer */

const NEAR = 1e-6;

/**
 * No answer can be below this, whatever the rows.
 * @param {Sum} sum @param {Float64Array} low @param {Float64Array} high
 */
export function floorOf(sum, low, high) {
  let floor = 0;
  for (const [at, value] of sum) floor += value * ((value > 0 ? low : high)[at] ?? 0);
  return Math.round(floor);
}

/** @param {Sum} sum @param {Float64Array} columns */
export function valueOf(sum, columns) {
  let total = 0;
  for (const [at, value] of sum) total += value * (columns[at] ?? 0);
  return Math.round(total);
}

/** @param {Sum} sum @param {Float64Array | null} one @param {Float64Array | null} other */
export function lesser(sum, one, other) {
  if (!one || !other) return one ?? other;
  return valueOf(sum, one) <= valueOf(sum, other) ? one : other;
}

/** True when all that have to be are whole. @param {Float64Array} columns @param {Int32Array} integrality */
export function areWhole(columns, integrality) {
  return columns.every((value, at) => integrality[at] === 0 || isNearWhole(value));
}

/** @param {number} value */
export function isNearWhole(value) {
  return Math.abs(value - Math.round(value)) < NEAR;
}
