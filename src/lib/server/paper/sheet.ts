import type { Qr } from './qr.ts';

/** A list on paper, the same for a page and for a PDF. */
export interface Sheet {
  hubName: string;
  title: string;
  /** Said above the list. */
  lines: string[];
  columns: Column[];
  rows: Cell[][];
  /** Said below it. */
  foot: string[];
  qr: Qr | null;
  /** Points. */
  size: 14 | 16;
  /** Sheets that must be one side say how many rows did not fit, in these words. */
  oneSide: ((left: number) => string) | null;
}

export interface Column {
  heading: string;
  /** Its share of the width; all together 1. */
  share: number;
}

/** Words with more under them; a box to tick; or room to write. */
export type Cell = { text: string; sub?: string; strong?: boolean } | 'box' | 'room';
