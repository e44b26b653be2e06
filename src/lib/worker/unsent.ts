/// <reference lib="webworker" />
import { IM_COMING, MAYBE, NOT_THIS_TIME } from '#lib/words.ts';
import * as store from './store.ts';
import type { Unsent } from './store.ts';
import * as whose from './whose.ts';
import { WORDS, type Why } from './words.ts';

/** What may wait, by its button: an answer of mine, and on a host's page what is noted on the day. */
const MINE: Record<string, string> = { '/coming': IM_COMING, '/maybe': MAYBE, '/not': NOT_THIS_TIME };
const NOTED: Record<string, string> = { '/tally': 'How many there were', '/came': 'Who came' };
/** What came of a call that I made. */
const RUNG: Record<string, string> = {
  '/done': 'Done',
  '/message': 'Left a message',
  '/noanswer': 'No answer',
  '/cannot': 'I can’t make it',
};
/** On the day of a lift. */
const RIDDEN: Record<string, string> = {
  '/onMyWay': 'On my way',
  '/pickedUp': 'Picked up',
  '/homeSafe': 'Home safe',
};
/** What a host types while the room talks. */
const TYPED: Record<string, string> = { '/decide': 'A decision', '/promise': 'A promise' };
const NOTES = /^\/[a-z0-9-]+\/desk\/meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d\/notes$/;
const LIFTS = '/me/lifts';
const CALLS = /^\/[a-z0-9-]+\/calls$/;
const DATE = /^\/[a-z0-9-]+\/(desk\/)?meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d$/;

/** What a form that may wait for a signal says, in words; undefined for any other form. */
export function wordsFor({ pathname, search }: URL): string | undefined {
  if (CALLS.test(pathname)) return RUNG[search.slice(1)];
  if (pathname === LIFTS) return RIDDEN[search.slice(1)];
  if (NOTES.test(pathname)) return TYPED[search.slice(1)];
  const [fits, desk] = DATE.exec(pathname) ?? [];
  if (fits === undefined) return undefined;
  return (desk ? NOTED : MINE)[search.slice(1)];
}

/**
 * What a form that waits is about: said again, the last word counts. On a meet-up's page all three answers are one; on
 * its host's page the count and who came are two; each call, each tap of a lift and each line of the notes is its own.
 */
export function aboutOf({ pathname, search }: URL, body: string): string {
  if (CALLS.test(pathname)) return `${pathname} ${new URLSearchParams(body).get('step')}`;
  if (pathname === LIFTS || NOTES.test(pathname)) return `${pathname}${search} ${body}`;
  return pathname.includes('/desk/') ? pathname + search : pathname;
}

/** Sends a form; where nobody takes it, it is written down, and `kept` is called. */
export async function sendOrKeep(request: Request, kept: () => Promise<void>): Promise<Response> {
  const { pathname, href } = new URL(request.url);
  const said = wordsFor(new URL(href)) ?? '';
  const copy = request.clone();
  const id = crypto.randomUUID();
  const answer = await whose.ask(withHeaders(request, { 'natter-id': id })).catch(() => null);
  const person = await whose.current();
  if (answer && isTaken(answer)) return answer;
  if (person === null || person === 'nobody') return answer ?? Response.error();
  const body = new URLSearchParams([...(await copy.formData())].map(([n, v]) => [n, String(v)])).toString();
  const about = aboutOf(new URL(href), body);
  await store.keep({ id, person, url: href, path: pathname, body, about, said, at: Date.now(), told: null });
  await kept();
  return answerFor(request, pathname);
}

/** Sends what waits, oldest first, as long as somebody answers. `sent` is told where each led. */
export async function sendAll(sent: (path: string) => Promise<void>): Promise<void> {
  for (const one of await store.all()) {
    const here = await whose.current();
    if (one.told !== null || here === 'nobody') continue;
    if (one.person !== here) await settle(one, 'somebody-else');
    else await settle(one, await send(one));
    if (one.person === here) await sent(one.path);
  }
}

/** What waits or is to be read, for whoever is here; signed out, for whoever was: it waits for them to sign in again. */
export async function ofMine(): Promise<Unsent[]> {
  const here = await whose.current();
  return (await store.all()).filter(({ person }) => person === here || here === 'nobody');
}

/** What came of it: null when it was taken as it was meant. Throws when it has to wait. */
async function send({ id, person, url, body, at }: Unsent): Promise<Why | null> {
  const answer = await whose.ask(url, {
    method: 'POST',
    body,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-sveltekit-action': 'true',
      'natter-id': id,
      'natter-by': person,
      // The server's clock and this one may differ, so only how long it waited is told.
      'natter-waited': String(Math.max(0, Math.round((Date.now() - at) / 1000))),
    },
  });
  if (!isTaken(answer)) throw new Error('not now');
  const why = answer.headers.get('natter-why') as Why | null;
  if (why) return why;
  const result = await answer.json().catch(() => null);
  if (result?.type === 'redirect' || result?.type === 'success') return null;
  return answer.status === 404 ? 'gone' : 'form';
}

async function settle(one: Unsent, why: Why | null): Promise<void> {
  if (why === null) return store.remove(one.id);
  // It stays as it was until the same person is here again.
  if (why === 'signed-out') throw new Error('not now');
  const here = await whose.current();
  const told = WORDS[why] ?? WORDS.form;
  // Of what another said, nothing is left but that there was something.
  if (why === 'somebody-else')
    await store.keep({ ...one, person: here ?? '', url: '', path: '', body: '', said: '', told });
  else await store.keep({ ...one, body: '', told });
}

/** A full house, a server that is down and a hotspot's own page take nothing; ours says whom its answer is for. */
function isTaken({ status, type, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status < 500 && status !== 429 && headers.has('natter-for'));
}

/** The same request with more headers; a page's own cannot be copied as it is. */
function withHeaders(request: Request, more: Record<string, string>): Request {
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Request(request, { headers });
}

/** As the framework's own script, or a plain form, expects it: on to the page of the meet-up. */
function answerFor(request: Request, path: string): Response {
  if (request.mode === 'navigate') return Response.redirect(path, 303);
  return Response.json({ type: 'redirect', status: 303, location: `${path}?unsent` });
}
