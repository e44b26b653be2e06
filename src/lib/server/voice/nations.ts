/** The nations whose parish rules are known here. Another is a further row of data, not code. */
export type Nation = 'england' | 'wales';

/**
 * A day off that comes each year: on its date, or where that is a Saturday or Sunday on the next free weekday; on a
 * Monday of its month; or so many days from Easter Day.
 */
export type Yearly =
  | { name: string; month: number; date: number }
  | { name: string; month: number; monday: 'first' | 'last' }
  | { name: string; fromEaster: number };

export interface Rules {
  /** Clear days between notice and meeting, at the least. */
  clearDays: number;
  /** Where that is written, as a clerk would name it. */
  clearDaysLaw: string;
  /** In days from Easter Day, both ends in. */
  easterBreak: [from: number, to: number];
  bankHolidays: readonly Yearly[];
  /** Bank holidays proclaimed for one year only. */
  proclaimed: readonly string[];
  /** A note of what was decided: working days, the day of the meeting counted as the first; null where none is owed. */
  noteOfDecisions: number | null;
  /** Draft minutes of a small authority, online within so many months; null where none are owed. */
  draftMinutes: { months: number; turnoverUpTo: number } | null;
}

/** Banking and Financial Dealings Act 1971, with the days that are proclaimed every year. */
const ENGLAND_AND_WALES: readonly Yearly[] = [
  { name: "New Year's Day", month: 1, date: 1 },
  { name: 'Good Friday', fromEaster: -2 },
  { name: 'Easter Monday', fromEaster: 1 },
  { name: 'early May', month: 5, monday: 'first' },
  { name: 'spring', month: 5, monday: 'last' },
  { name: 'summer', month: 8, monday: 'last' },
  { name: 'Christmas Day', month: 12, date: 25 },
  { name: 'Boxing Day', month: 12, date: 26 },
];

export const NATIONS: Record<Nation, Rules> = {
  england: {
    clearDays: 3,
    clearDaysLaw: 'Local Government Act 1972, Schedule 12, paragraph 10',
    easterBreak: [-3, 2],
    bankHolidays: ENGLAND_AND_WALES,
    proclaimed: [],
    noteOfDecisions: null,
    // Transparency Code for Smaller Authorities.
    draftMinutes: { months: 1, turnoverUpTo: 25_000 },
  },
  wales: {
    clearDays: 3,
    clearDaysLaw: 'Local Government Act 1972, Schedule 12, paragraph 26',
    easterBreak: [-3, 2],
    bankHolidays: ENGLAND_AND_WALES,
    proclaimed: [],
    // Local Government and Elections (Wales) Act 2021.
    noteOfDecisions: 7,
    draftMinutes: null,
  },
};
