import { release, type Table } from '#server/voice/disclosure.ts';
import { atMost, type Figure } from './figures.ts';

const MOST_MS = 200;

/** How long it takes to see what may be printed of a table, for small ones and for the worst that we could think of. */
export async function run(): Promise<Figure[]> {
  const all = [...tables(3, 20, false), ...tables(3, 20, true)];
  const wide = [false, true].flatMap((isTender) => [
    tableOf([1, 1, 1, 1, 1, 1, 1], 40, isTender),
    tableOf([4, 4, 4, 4, 4, 4, 4], 400, isTender),
    tableOf([1, 0, 0, 0, 0, 0, 300], 100, isTender),
    tableOf([120, 90, 3, 60, 2, 1, 240], 7, isTender),
  ]);
  return [
    atMost(`disclosure: slowest of ${all.length} tables of three cells`, 'ms', slowest(all), MOST_MS, null),
    atMost('disclosure: slowest of eight tables of seven cells', 'ms', slowest(wide), MOST_MS, null),
  ];
}

function* tables(cells: number, most: number, isTender: boolean): Generator<Table> {
  for (let code = 0; code < (most + 1) ** cells; code++) {
    const counts = Array.from({ length: cells }, (_, at) => Math.floor(code / (most + 1) ** at) % (most + 1));
    yield tableOf(counts, code % 7, isTender);
  }
}

/** The last cell is of those who passed. */
function tableOf(counts: number[], blank: number, isTender: boolean): Table {
  const cells = counts.map((count, index) => ({ name: `answer ${index + 1}`, count }));
  return { cells, pass: cells.at(-1)!.name, blank, isTender };
}

function slowest(all: Table[]): number {
  return all.reduce((most, table) => {
    const began = performance.now();
    release(table);
    return Math.max(most, performance.now() - began);
  }, 0);
}
