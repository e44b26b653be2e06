import { json, type RequestEvent } from '@sveltejs/kit';

type Event = Pick<RequestEvent, 'request' | 'locals'>;

const WORDS =
  'Natter has been renewed since you opened this page. This form is not the same now. What you wrote is still here. Please copy it, then open the page again.';

/** A form for something that is no more: its page is older than what runs here. A rule that finds nothing never comes here. */
export function isGone({ request }: Event, status: number): boolean {
  return request.method === 'POST' && (status === 404 || status === 405);
}

/** What the page of a mishap is told. */
export function note({ locals }: Event): App.Error {
  locals.renewed = true;
  return { message: 'Natter has been renewed since you opened that page', renewed: true };
}

/**
 * For a form that the framework's own script sent, as an action would refuse it: the page stays, with what was written.
 * The data is written as the framework writes it (devalue: each value once, by its place).
 */
export function answerFor({ request, locals }: Event): Response | null {
  if (!locals.renewed || !request.headers.has('x-sveltekit-action')) return null;
  const data = JSON.stringify([{ values: 1, problems: 2 }, {}, { form: 3 }, WORDS]);
  return json({ type: 'failure', status: 409, data }, { headers: { 'natter-why': 'gone' } });
}
