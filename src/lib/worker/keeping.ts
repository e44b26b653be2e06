/// <reference lib="webworker" />
import * as banner from './banner.ts';
import * as whose from './whose.ts';

/** What may lie on a device: what's on, meet-ups, my own page, calls I make, and what a host needs on the day. */
const KEPT = [
  /^\/me$/,
  /^\/[a-z0-9-]+$/,
  /^\/[a-z0-9-]+\/calls$/,
  /^\/[a-z0-9-]+\/(desk\/)?meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d$/,
  /^\/[a-z0-9-]+\/desk\/meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d\/(agenda|notes)$/,
];
const NEVER = /^\/(start|sign-in|offline|healthz|readyz)$/;
const KEPT_AT = 'natter-kept-at';
const LONGEST_MS = 14 * 86_400_000;
const FRESH_MS = 3_600_000;
const MOST = 60;
/** With a copy at hand nobody waits longer than this for a bad signal. */
const PATIENCE_MS = 5_000;
/** What a proxy says while Natter itself is down. */
const IS_DOWN = [502, 503, 504];
export const OFFLINE = '/offline';

export function mayKeep(pathname: string): boolean {
  return !NEVER.test(pathname) && KEPT.some((shape) => shape.test(pathname));
}

/** A page from the network, kept for later; without a signal the copy that is here, marked as such. */
export async function page(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response> {
  const { pathname } = new URL(request.url);
  // The front door leads on to somewhere else, which takes a signal.
  const copy = (await find(pathname)) ?? (pathname === '/' ? await find('/me') : undefined);
  const answer = await withPatience(whose.ask(request), copy ? PATIENCE_MS : null).catch(() => null);
  if (answer && !(copy && IS_DOWN.includes(answer.status))) {
    waitUntil(keep(pathname, answer.clone()));
    return answer;
  }
  if (!copy) return offlinePage();
  const because = answer ? 'Natter cannot be reached just now.' : 'No signal.';
  return banner.asOf(copy, { keptAt: keptAtOf(copy), because, pathname });
}

/** What the framework asks for instead of a page: the page is kept too. */
export async function data(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/\/__data\.json$/, '') || '/';
  const answer = await whose.ask(request);
  if (mayKeep(path)) waitUntil(keepAhead([path]));
  return answer;
}

/** Fetches pages ahead of need, without telling the server that anybody has read them. */
export async function keepAhead(paths: string[], freshMs = FRESH_MS): Promise<void> {
  for (const path of paths.slice(0, MOST)) {
    const copy = await find(path);
    if (copy && Date.now() - keptAtOf(copy) < freshMs) continue;
    const answer = await whose.ask(path, { headers: { accept: 'text/html', 'natter-keeping': 'yes' } });
    if (!answer.redirected) await keep(path, answer, true);
  }
}

/** Asks which pages belong to my next weeks, and keeps them, whatever their shape. */
export async function keepMyWeek(): Promise<void> {
  const answer = await whose.ask('/me/week', { headers: { accept: 'application/json' } });
  if (answer.redirected || !answer.ok) return;
  const { pages } = (await answer.json()) as { pages: string[] };
  await keepAhead(pages);
}

function keptAtOf(copy: Response): number {
  return Number(copy.headers.get(KEPT_AT));
}

async function find(pathname: string): Promise<Response | undefined> {
  const person = await whose.current();
  if (person === null || person === 'nobody') return undefined;
  const copy = await (await whose.cacheOf(person)).match(pathname);
  if (!copy || !isPastItsTime(copy)) return copy;
  await (await whose.cacheOf(person)).delete(pathname);
  return undefined;
}

/** Two weeks, or as long as the page itself says (in Unix seconds): until an address in it is nobody's business. */
function isPastItsTime(copy: Response): boolean {
  const until = Number(copy.headers.get('natter-until') ?? Infinity);
  return Date.now() - keptAtOf(copy) > LONGEST_MS || Date.now() >= until * 1000;
}

/** Takes away what is past its time, looked at again or not. */
export async function dropPast(): Promise<void> {
  const person = await whose.current();
  if (person === null || person === 'nobody') return;
  for (const { url } of await (await whose.cacheOf(person)).keys()) await find(new URL(url).pathname);
}

/** What is not of a shape to be kept is brought up to date when it was kept for my week. */
async function keep(pathname: string, answer: Response, isOfMyWeek = mayKeep(pathname)): Promise<void> {
  const person = answer.headers.get('natter-for');
  if (person === null || person === 'nobody' || !(isPage(answer) || answer.status === 404)) return;
  const copy = copyOf(answer, await answer.text());
  await whose.inTurn(async () => {
    // Somebody else may have signed in while this was on its way.
    if (person !== (await whose.current())) return;
    const cache = await whose.cacheOf(person);
    // What is no longer there for somebody, such as a host's page once the role is gone, does not stay here either.
    if (answer.status === 404) await cache.delete(pathname);
    else if (isOfMyWeek || (await cache.match(pathname))) await put(cache, pathname, copy);
  });
}

async function put(cache: Cache, pathname: string, copy: Response): Promise<void> {
  await cache.put(pathname, copy);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
}

function copyOf(answer: Response, words: string): Response {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  headers.delete('content-encoding');
  headers.delete('set-cookie');
  return new Response(words, { headers });
}

function isPage(answer: Response): boolean {
  return answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html');
}

export async function offlinePage(): Promise<Response> {
  return (await caches.match(OFFLINE)) ?? Response.error();
}

function withPatience(answer: Promise<Response>, limit: number | null): Promise<Response> {
  if (limit === null) return answer;
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no signal')), limit));
  return Promise.race([answer, late]);
}
