import { modulo, weekdayOf } from '#server/civil-days.ts';
import type { Days, Month } from '#server/meetups/month.ts';
import { isAllowed, kindOf, kindOfYear, matching } from '#server/meetups/month.ts';
import { monthAfter, monthOf, monthsOf, pick, wholeOf } from '#server/meetups/month.ts';
import type { Rule } from '#server/meetups/rule.ts';

const WHOLE_WEEK: Days = 0x7f;
/** After 400 years, or 400 steps of an interval, the calendar comes round again, weekdays and all. */
const CALENDAR_YEARS = 400;

/**
 * The days (since 1 January 1970) that a rule falls on, in order, from its start to `until`, both included.
 * Days before `from` are left out, but counted by COUNT. A start that does not fit its own rule is not among
 * them (RFC 5545 leaves that open; most calendars do the same).
 */
export function* daysOf(said: Rule, start: number, from: number, until: number): Generator<number> {
  const choose = chooser(fillIn(said, start), start);
  const begin = said.count === Infinity ? Math.max(start, from) : start;
  let left = said.count;
  let month = monthOf(begin);
  let barrenSince = month.year;
  const patience = CALENDAR_YEARS * said.interval;
  for (; month.first <= until && month.year - barrenSince <= patience; month = monthAfter(month)) {
    for (let days = choose(month); days; days &= days - 1) {
      barrenSince = month.year;
      const day = month.first + 31 - Math.clz32(days & -days);
      if (day < begin) continue;
      if (day > until || left === 0) return;
      left -= 1;
      if (day >= from) yield day;
    }
  }
}

/** What a rule leaves unsaid comes from its start (RFC 5545, 3.3.10). */
function fillIn(rule: Rule, start: number): Rule {
  if (rule.freq === 'DAILY' || rule.weekdays.length || rule.monthDays.length) return rule;
  if (rule.freq === 'WEEKLY') return { ...rule, weekdays: [{ weekday: weekdayOf(start), nth: 0 }] };
  const { month, first } = monthOf(start);
  const isAnniversary = rule.freq === 'YEARLY' && !rule.months.length;
  return { ...rule, months: isAnniversary ? [month] : rule.months, monthDays: [start - first + 1] };
}

/** Which days of a month fit, those before the start too: BYSETPOS counts them. */
function chooser(rule: Rule, start: number): (month: Month) => Days {
  if (rule.freq === 'DAILY') return daily(rule, start);
  else if (rule.freq === 'WEEKLY') return weekly(rule, start);
  else if (rule.freq === 'MONTHLY') return monthly(rule, start);
  else return yearly(rule, start);
}

function daily(rule: Rule, start: number): (month: Month) => Days {
  // A day by itself is the first and the last of its set, and nothing else.
  if (rule.positions.length && !rule.positions.some((position) => Math.abs(position) === 1)) return () => 0;
  const allowed = rememberKinds((month) => matching(rule, month));
  return (month) => {
    let days = 0;
    for (let at = modulo(start - month.first, rule.interval); at < month.length; at += rule.interval) {
      days |= 1 << at;
    }
    return days & allowed(month);
  };
}

function weekly(rule: Rule, start: number): (month: Month) => Days {
  const bitOf = (weekday: number) => 1 << modulo(weekday - rule.weekStart, 7);
  const wanted = rule.weekdays.reduce((week, { weekday }) => week | bitOf(weekday), 0);
  const firstWeek = start - modulo(weekdayOf(start) - rule.weekStart, 7);
  const step = 7 * rule.interval;
  const picked: Days[] = [];
  const choose = (month: Month) => {
    if (!isAllowed(rule, month.month)) return 0;
    let days = 0;
    for (let at = -modulo(month.first - firstWeek, step); at < month.length; at += step) {
      if (at <= -7) continue;
      const allowed = wanted & allowedInWeek(rule, month, at);
      const week = (picked[allowed] ??= pick([allowed], rule.positions)[0]!);
      days |= at < 0 ? week >> -at : week << at;
    }
    return days & wholeOf(month);
  };
  return rule.interval === 1 ? rememberKinds(choose) : choose;
}

/** The days of the week that begins at `at` in a month, without those in a neighbouring month shut out. */
function allowedInWeek(rule: Rule, { month, length }: Month, at: number): Days {
  let week = WHOLE_WEEK;
  if (at < 0 && !isAllowed(rule, month === 1 ? 12 : month - 1)) week &= WHOLE_WEEK << -at;
  if (at + 7 > length && !isAllowed(rule, month === 12 ? 1 : month + 1)) week &= (1 << (length - at)) - 1;
  return week;
}

function monthly(rule: Rule, start: number): (month: Month) => Days {
  const begun = monthOf(start);
  const choose = rememberKinds((month) => pick([matching(rule, month)], rule.positions)[0]!);
  return (month) => {
    const months = (month.year - begun.year) * 12 + month.month - begun.month;
    return months % rule.interval ? 0 : choose(month);
  };
}

function yearly(rule: Rule, start: number): (month: Month) => Days {
  const begun = monthOf(start);
  const years: Days[][] = [];
  return (month) => {
    if ((month.year - begun.year) % rule.interval || !isAllowed(rule, month.month)) return 0;
    const year = (years[kindOfYear(month.year)] ??= pick(
      monthsOf(month.year).map((each) => matching(rule, each)),
      rule.positions,
    ));
    return year[month.month - 1]!;
  };
}

function rememberKinds(choose: (month: Month) => Days): (month: Month) => Days {
  const known: Days[] = [];
  return (month) => (known[kindOf(month)] ??= choose(month));
}
