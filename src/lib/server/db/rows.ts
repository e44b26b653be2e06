import type { Row } from './database.ts';

/** The text in a column; a bug if it is anything else. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null || row[column] === undefined ? null : text(row, column);
}

/** The number in a column; a bug if it is anything else. */
export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not a number`);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null || row[column] === undefined ? null : number(row, column);
}

/** A 0/1 column as a boolean. */
export function flag(row: Row, column: string): boolean {
  return number(row, column) === 1;
}

/**
 * The rows that a statement packed into one column as JSON objects; a flag comes as 0 or 1. A row of its own costs the
 * driver some 5 µs and a definition for each of its columns: for many rows this is several times as quick.
 */
export function packedRows(row: Row, column: string): Row[] {
  return JSON.parse(text(row, column)) as Row[];
}
