// Steps 1 to 4 of "where we agree": where each person stands, from their votes alone.
// Plain JavaScript, so that the thread runs it as it lies here beside the built app, and tests alike.

/**
 * @typedef {object} Table People × statements, row by row.
 * @property {number} people
 * @property {number} statements
 * @property {Int8Array} cells 1 agree, −1 disagree, 0 pass, `BLANK` not voted on
 * @property {Uint8Array} removed by statement, 1 where it was taken away: it stays a column, of nothing
 */

export const BLANK = 2;
const SETTLED = 1e-10;
/** Rounds at the most; where two directions are nearly as strong, which of them comes first says little. */
const ROUNDS = 10_000;
/** What a second direction must be of the first to be more than rounding. */
const NOTHING = 1e-12;

/** By statement: the mean of its votes; 0 where there are none, and where it was removed. @param {Table} table */
export function meansOf({ people, statements, cells, removed }) {
  const sums = new Float64Array(statements);
  const counts = new Float64Array(statements);
  for (let i = 0; i < people; i++) {
    for (let j = 0; j < statements; j++) {
      const vote = at(cells, i * statements + j);
      if (vote === BLANK) continue;
      add(sums, j, vote);
      add(counts, j, 1);
    }
  }
  return sums.map((sum, j) => (removed[j] || counts[j] === 0 ? 0 : sum / at(counts, j)));
}

/**
 * The two directions in which votes differ most, by power iteration from all ones; each has length 1 and its largest
 * loading positive, or is all 0 where nothing is left to differ in.
 * @param {Table} table @param {Float64Array} means @returns {[Float64Array, Float64Array]}
 */
export function directionsOf(table, means) {
  const scatter = scatterOf(table, means);
  const first = iterate(scatter, table.statements, 0);
  deflate(scatter, first);
  const second = iterate(scatter, table.statements, first.strength * NOTHING);
  const [wider, other] = first.strength >= second.strength ? [first, second] : [second, first];
  return [wider.direction, other.direction];
}

/**
 * Two coordinates a person, one after the other. Who voted on less is moved out as far as those who voted on all.
 * @param {Table} table @param {Float64Array} means @param {[Float64Array, Float64Array]} directions
 */
export function placesOf({ people, statements, cells, removed }, means, [first, second]) {
  const places = new Float64Array(2 * people);
  for (let i = 0; i < people; i++) {
    let [x, y, votes] = [0, 0, 0];
    for (let j = 0; j < statements; j++) {
      const vote = at(cells, i * statements + j);
      if (vote === BLANK) continue;
      votes++;
      if (removed[j]) continue;
      const off = vote - at(means, j);
      x += off * at(first, j);
      y += off * at(second, j);
    }
    const stretch = Math.sqrt(statements / Math.max(votes, 1));
    places[2 * i] = stretch * x;
    places[2 * i + 1] = stretch * y;
  }
  return places;
}

/** @param {Float64Array | Int32Array | Int8Array} values @param {number} index */
export function at(values, index) {
  return /** @type {number} */ (values[index]);
}

/** @param {Float64Array} values @param {number} index @param {number} amount */
export function add(values, index, amount) {
  values[index] = at(values, index) + amount;
}

/** How statements vary together; a blank lies at its mean, and so adds nothing. @param {Table} table @param {Float64Array} means */
function scatterOf({ people, statements, cells, removed }, means) {
  const scatter = new Float64Array(statements * statements);
  const seen = new Int32Array(statements);
  const off = new Float64Array(statements);
  for (let i = 0; i < people; i++) {
    let count = 0;
    for (let j = 0; j < statements; j++) {
      const vote = at(cells, i * statements + j);
      if (vote === BLANK || removed[j]) continue;
      seen[count] = j;
      off[count++] = vote - at(means, j);
    }
    for (let a = 0; a < count; a++) {
      const row = at(seen, a) * statements;
      const value = at(off, a);
      for (let b = 0; b < count; b++) {
        add(scatter, row + at(seen, b), value * at(off, b));
      }
    }
  }
  return scatter;
}

/**
 * From all ones; where two camps are so evenly opposed that all ones lie across the direction, from a slope.
 * @param {Float64Array} scatter @param {number} size @param {number} least strength that counts as a direction
 */
function iterate(scatter, size, least) {
  const slope = Float64Array.from({ length: size }, (_, j) => 1 / (j + 1));
  const found = iterateFrom(new Float64Array(size).fill(1 / Math.sqrt(size)), scatter, least);
  return found.strength > 0 ? found : iterateFrom(slope, scatter, least);
}

/** @param {Float64Array} direction @param {Float64Array} scatter @param {number} least */
function iterateFrom(direction, scatter, least) {
  const size = direction.length;
  for (let round = 0; round < ROUNDS; round++) {
    const next = times(scatter, direction);
    const strength = Math.hypot(...next);
    if (!(strength > least)) return { direction: new Float64Array(size), strength: 0 };
    let change = 0;
    for (let j = 0; j < size; j++) {
      next[j] = at(next, j) / strength;
      change += (at(next, j) - at(direction, j)) ** 2;
    }
    direction = next;
    if (Math.sqrt(change) < SETTLED) return { direction: turned(direction), strength };
  }
  return { direction: turned(direction), strength: Math.hypot(...times(scatter, direction)) };
}

/** @param {Float64Array} scatter @param {Float64Array} direction */
function times(scatter, direction) {
  const size = direction.length;
  const product = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      sum += at(scatter, j * size + k) * at(direction, k);
    }
    product[j] = sum;
  }
  return product;
}

/** @param {Float64Array} scatter @param {{ direction: Float64Array, strength: number }} taken */
function deflate(scatter, { direction, strength }) {
  const size = direction.length;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) {
      add(scatter, j * size + k, -strength * at(direction, j) * at(direction, k));
    }
  }
}

/** @param {Float64Array} direction */
function turned(direction) {
  let largest = 0;
  for (const loading of direction) if (Math.abs(loading) > Math.abs(largest)) largest = loading;
  return largest < 0 ? direction.map((loading) => -loading) : direction;
}
