/// <reference lib="webworker" />
import * as banner from './banner.ts';
import * as whose from './whose.ts';

/** What may lie on a device: what's on, meet-ups, my own page, calls I make, and what a host needs on the day. */
const KEPT = [
  /^\/me$/,
  /^\/[a-z0-9-]+$/,
  /^\/[a-z0-9-]+\/calls$/,
  /^\/[a-z0-9-]+\/(desk\/)?meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d$/,
];
const NEVER = /^\/(start|sign-in|offline|healthz|readyz)$/;
const KEPT_AT = 'natter-kept-at';
const LONGEST_MS = 14 * 86_400_000;
const FRESH_MS = 3_600_000;
const MOST = 60;
/** With a copy at hand nobody waits longer than this for a bad signal. */
const PATIENCE_MS = 5_000;
export const OFFLINE = '/offline';

export function mayKeep(pathname: string): boolean {
  return !NEVER.test(pathname) && KEPT.some((shape) => shape.test(pathname));
}

/** A page from the network, kept for later; without a signal the copy that is here, marked as such. */
export async function page(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response> {
  const { pathname } = new URL(request.url);
  const copy = mayKeep(pathname) ? await find(pathname) : undefined;
  try {
    const answer = await withPatience(fetch(request), copy ? PATIENCE_MS : null);
    const person = await whose.noteFor(answer);
    if (answer.status === 404 && person) waitUntil(drop(person, pathname));
    else if (mayKeep(pathname) && isPage(answer) && person) waitUntil(keep(person, pathname, answer.clone()));
    return answer;
  } catch {
    return copy ? banner.asOf(copy, Number(copy.headers.get(KEPT_AT)), pathname) : offlinePage();
  }
}

/** Fetches pages ahead of need, without telling the server that anybody has read them. */
export async function keepAhead(paths: string[]): Promise<void> {
  for (const path of paths.filter(mayKeep).slice(0, MOST)) {
    const copy = await find(path);
    if (copy && Date.now() - Number(copy.headers.get(KEPT_AT)) < FRESH_MS) continue;
    const answer = await fetch(path, { headers: { accept: 'text/html', 'natter-keeping': 'yes' } });
    const person = await whose.noteFor(answer);
    if (answer.status === 404 && person) await drop(person, path);
    if (!isPage(answer) || answer.redirected || !person) continue;
    await keep(person, path, answer);
  }
}

/** Asks which pages belong to my next weeks, and keeps them. */
export async function keepMyWeek(): Promise<void> {
  const answer = await fetch('/me/week', { headers: { accept: 'application/json' } });
  if (answer.redirected || !answer.ok) return;
  const { pages } = (await answer.json()) as { pages: string[] };
  await keepAhead(pages);
}

async function find(pathname: string): Promise<Response | undefined> {
  const person = await whose.current();
  if (person === null) return undefined;
  const copy = await (await whose.cacheOf(person)).match(pathname);
  const age = copy ? Date.now() - Number(copy.headers.get(KEPT_AT)) : 0;
  return age > LONGEST_MS ? undefined : copy;
}

async function keep(person: string, pathname: string, answer: Response): Promise<void> {
  // Somebody else may have signed in while this was on its way.
  if ((await whose.current()) !== person) return;
  const cache = await whose.cacheOf(person);
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  headers.delete('content-encoding');
  headers.delete('set-cookie');
  await cache.put(pathname, new Response(await answer.text(), { headers }));
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
}

/** What is no longer there for somebody, such as a host's page once the role is gone, does not stay here either. */
async function drop(person: string, pathname: string): Promise<void> {
  await (await whose.cacheOf(person)).delete(pathname);
}

function isPage(answer: Response): boolean {
  return answer.ok && (answer.headers.get('content-type') ?? '').startsWith('text/html');
}

async function offlinePage(): Promise<Response> {
  return (await caches.match(OFFLINE)) ?? Response.error();
}

function withPatience(answer: Promise<Response>, limit: number | null): Promise<Response> {
  if (limit === null) return answer;
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no signal')), limit));
  return Promise.race([answer, late]);
}
