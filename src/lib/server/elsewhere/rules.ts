import { read, RecurrenceRefused, type Rule } from '#server/meetups/rule.ts';
import { dayAfter } from './values.ts';
import type { Line } from './lines.ts';
import { monthsBetween, type Circumstances, type Point } from './points.ts';
import { EventRefused } from './refusals.ts';

/** People's rules have fewer than a hundred letters. */
const LONGEST = 150;
const AHEAD_DAYS = 402;

/**
 * A rule as far as it matters from `since` on, or null: one that has ended gives nothing more, and an end further off
 * than anybody looks is left out, as finding the clocks of that day takes time. A rule that counts its dates has to be
 * counted from its start; all of a file together may count through so many months, and have so many letters. Throws EventRefused.
 */
export function ruleAhead(line: Line | undefined, start: Point, about: Circumstances): Rule | null {
  if (!line) return null;
  const text = line.value.trim();
  about.ruleLettersLeft -= text.length;
  if (line.cut || text.length > LONGEST || about.ruleLettersLeft < 0)
    throw new EventRefused('RRULE', 'too long');
  const rule = readRule(text);
  if (rule.count !== Infinity) {
    about.monthsLeft -= Math.max(0, monthsBetween(start.local, about.since));
    if (about.monthsLeft < 0) throw new EventRefused('RRULE COUNT');
  }
  if (rule.until === null) return rule;
  if (rule.until.minute < about.since) return null;
  return rule.until.minute > dayAfter(about.since, AHEAD_DAYS) ? { ...rule, until: null } : rule;
}

function readRule(text: string): Rule {
  try {
    return read(text);
  } catch (problem) {
    if (problem instanceof RecurrenceRefused) throw new EventRefused(`RRULE ${problem.part}`);
    throw problem;
  }
}
