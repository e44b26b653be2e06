/// <reference lib="webworker" />
import * as whose from './whose.ts';

const NO_SIGNAL = 'There is no signal just now. What you wrote is still here: please try again in a minute.';
const IS_DOWN =
  'Natter cannot be reached just now. What you wrote is still here: please try again in a minute.';

/** A form that the framework's own script sends, from a page that stays open. */
export function isScripts({ headers }: Request): boolean {
  return headers.has('x-sveltekit-action');
}

/** Sends a form; where nobody takes it, the page says so and keeps what was written. */
export async function send(request: Request): Promise<Response> {
  const answer = await whose.ask(request).catch(() => null);
  if (answer === null) return refuse(NO_SIGNAL);
  return answer.status > 500 ? refuse(IS_DOWN) : answer;
}

/** As an action would refuse; the data is written as the framework writes it (devalue: each value once, by its place). */
function refuse(words: string): Response {
  const data = JSON.stringify([{ values: 1, problems: 2 }, {}, { form: 3 }, words]);
  return Response.json({ type: 'failure', status: 503, data });
}
