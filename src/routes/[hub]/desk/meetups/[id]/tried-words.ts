import { relativeDay, shortTime } from '#lib/dates.ts';
import type { ToTell } from './who-knows.ts';

const RINGS = { spoke: 'Spoke', 'left-a-message': 'Left a message', 'no-answer': 'No answer' } as const;
const HOW = { opened: 'opened it', tapped: 'tapped it', answered: 'answered', told: 'was told' } as const;

/** What was tried with somebody, and what came of it; a sentence each. "Sent" is never "told". */
export function triedInWords(one: ToTell, today: string): string[] {
  const tried = one.tried.flatMap((way) => wayInWords(way, one.mailFails, today));
  const rings = one.rings.map(
    ({ outcome, at, by }) => `${RINGS[outcome]} ${timeOf(at, today)}${by ? ` (${by})` : ''}`,
  );
  const through = one.inPersonThrough ? [`Usually told through ${one.inPersonThrough}`] : [];
  const only = one.telephone && tried.length === 0 ? ['Only the telephone reaches them'] : [];
  return [...(one.telephone ? only : ['No telephone']), ...through, ...tried, ...rings];
}

/** "opened it at 9.02", "was told on Monday at 6.10pm". */
export function reachedInWords({ reached, reachedHow }: ToTell, today: string): string {
  return reached && reachedHow ? `${HOW[reachedHow]} ${timeOf(reached, today)}` : '';
}

function wayInWords(
  { way, state, at }: ToTell['tried'][number],
  mailFails: boolean,
  today: string,
): string[] {
  const name = way === 'push' ? 'A message to their phone' : 'An email';
  const short = way === 'push' ? 'The message' : 'The email';
  if (way === 'mail' && mailFails) return ['The email address does not work'];
  if (state === 'handed-over') return [`${name} went off ${timeOf(at, today)}, not opened yet`];
  if (state === 'waiting')
    return [at > today ? `${name} goes off ${timeOf(at, today)}` : `${name} is on its way`];
  return [`${short} did not get through`];
}

function timeOf(local: string, today: string): string {
  const day = relativeDay(local, today);
  const on = day === 'today' ? '' : day === 'tomorrow' || day === 'yesterday' ? `${day} ` : `on ${day} `;
  return `${on}at ${shortTime(local)}`;
}
