import { BLANK } from './opinion-places.mjs';

export type Vote = 'agree' | 'disagree' | 'pass';

export interface Statement {
  id: string;
  /** Taken away; its votes no longer say anything. */
  removed: boolean;
}

/** People × statements, both in the order of their ids, so that the same votes make the same table. */
export interface VoteTable {
  people: string[];
  statements: string[];
  /** By statement, 1 where it is removed. */
  removed: Uint8Array;
  /** Row by row: 1 agree, −1 disagree, 0 pass, `BLANK` not voted on. */
  cells: Int8Array;
}

/** How many said what of one statement; `seen` counts passes too. */
export interface Tally {
  agrees: number;
  disagrees: number;
  seen: number;
}

const CELLS: Record<Vote, number> = { agree: 1, disagree: -1, pass: 0 };

/** A table of votes in the order they were given: of two on one statement, the last one counts. */
export function tableOf(
  statements: readonly Statement[],
  votes: Iterable<{ person: string; statement: string; vote: Vote }>,
): VoteTable {
  const columns = [...statements].sort((a, b) => byId(a.id, b.id));
  const columnOf = new Map(columns.map(({ id }, index) => [id, index]));
  const given = [...votes].filter(({ statement }) => columnOf.has(statement));
  const people = [...new Set(given.map(({ person }) => person))].sort(byId);
  const rowOf = new Map(people.map((id, index) => [id, index]));
  const cells = new Int8Array(people.length * columns.length).fill(BLANK);
  for (const { person, statement, vote } of given)
    cells[rowOf.get(person)! * columns.length + columnOf.get(statement)!] = CELLS[vote];
  return {
    people,
    statements: columns.map(({ id }) => id),
    removed: Uint8Array.from(columns, ({ removed }) => Number(removed)),
    cells,
  };
}

/** What these rows of the table say, by statement. */
export function talliesOf({ statements, cells }: VoteTable, rows: Iterable<number>): Tally[] {
  const tallies = statements.map(() => ({ agrees: 0, disagrees: 0, seen: 0 }));
  for (const row of rows) {
    for (let column = 0; column < tallies.length; column++) {
      const cell = cells[row * tallies.length + column];
      if (cell === BLANK) continue;
      const tally = tallies[column]!;
      tally.seen++;
      if (cell === 1) tally.agrees++;
      else if (cell === -1) tally.disagrees++;
    }
  }
  return tallies;
}

/** Numbers by their size, before everything else in the order of its letters. */
export function byId(a: string, b: string): number {
  const [one, other] = [isNumber(a), isNumber(b)];
  if (one && other) return Number(a) - Number(b);
  else if (one !== other) return one ? -1 : 1;
  else return a < b ? -1 : a > b ? 1 : 0;
}

function isNumber(id: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(id);
}
