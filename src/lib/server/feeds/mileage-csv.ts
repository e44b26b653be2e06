import type { Allowed } from '#server/lifts/allowances.ts';

const HEADINGS = [
  ...['Date', 'From', 'To', 'Miles', 'Passengers', 'Pence a mile', 'For the miles (£)', 'For passengers (£)'],
];

/** A mileage log as a table (RFC 4180) that spreadsheets open as it is: UTF-8 with a mark of it, dates as YYYY-MM-DD. */
export function mileageCsv(drives: Allowed[]): string {
  const lines = drives.map((one) => [
    one.onDate,
    words(one.from),
    words(one.to),
    one.tenthMiles === null ? '' : (one.tenthMiles / 10).toFixed(1),
    String(one.passengers),
    one.penceAMile === null ? '' : String(one.penceAMile),
    (one.pence / 100).toFixed(2),
    (one.passengerPence / 100).toFixed(2),
  ]);
  return `\uFEFF${[HEADINGS, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('')}`;
}

/** A spreadsheet takes what begins so for a formula, and would run it; an apostrophe makes it words. */
function words(text: string): string {
  return /^\s*[=+\-@|%＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
