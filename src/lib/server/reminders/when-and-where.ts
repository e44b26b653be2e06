import { dateTimeInWords } from '#lib/dates.ts';
import type { Matter } from './wording.ts';

export function when({ startsLocal, nowLocal }: Matter): string {
  return dateTimeInWords(startsLocal, nowLocal);
}

export function whenAndWhere(matter: Matter): string {
  const { where } = matter;
  return `${when(matter)}. ${where.charAt(0).toUpperCase()}${where.slice(1)}.`;
}
