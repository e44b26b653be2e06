import type { Sheet } from '#server/paper/sheet.ts';

/** A sheet as a page takes it: all of its rows, since a page is as long as it needs to be. */
export function onPage({ oneSide: _, ...sheet }: Sheet) {
  return sheet;
}

export type SheetOnPage = ReturnType<typeof onPage>;
