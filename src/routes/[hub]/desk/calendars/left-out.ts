import type { Refusal } from '#server/elsewhere/refusals.ts';

const PARTS: [RegExp, string][] = [
  [/^CLASS$/, 'it is marked as private'],
  [/^SUMMARY$/, 'it has no name'],
  [/^DTSTART$/, 'it does not say when it begins'],
  [/^(DTEND|DURATION)$/, 'its end makes no sense'],
  [/^RRULE COUNT$/, 'it counts its dates from too long ago'],
  [/^(RRULE|EXRULE)/, 'it comes again in a way that we cannot follow'],
  [/^RECURRENCE-ID$/, 'some of its dates were changed in a way that we cannot follow'],
  [/^(EXDATE|RDATE)$/, 'it has dates that we cannot read'],
];

/** What was left out and why: "Yoga: it comes again in a way that we cannot follow (RRULE BYHOUR)". */
export function leftOutInWords({ title, part, value }: Refusal): string {
  if (part === 'MORE') return `And ${value} more`;
  const name = title || 'Something';
  if (part === 'TZID') return `${name}: we do not know the time zone “${value}”`;
  const because = PARTS.find(([name]) => name.test(part))?.[1] ?? 'we cannot read it';
  return `${name}: ${because} (${[part, value].filter(Boolean).join(' ')})`;
}
