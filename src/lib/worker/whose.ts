/// <reference lib="webworker" />
import * as badge from './badge.ts';

/** Everything private lies in caches whose names begin so; they belong to the person named in WHOSE. */
const PRIVATE = 'kept-';
const WHOSE = 'whose';
const NOTE = '/whose';

/** Whose pages are kept here, as the server calls them; 'nobody' after signing out, null before anybody came. */
export async function current(): Promise<string | null> {
  const note = await (await caches.open(WHOSE)).match(NOTE);
  return note ? note.text() : null;
}

export function cacheOf(person: string): Promise<Cache> {
  return caches.open(PRIVATE + person);
}

/** As `fetch`; each answer says whom it is for. */
export async function ask(request: RequestInfo, options?: RequestInit): Promise<Response> {
  const answer = await fetch(request, options);
  await noteFor(answer);
  return answer;
}

/** What belonged to anybody else than whom an answer is for is gone at once. Returns who is here. */
export async function noteFor(answer: Response | null): Promise<string | null> {
  const person = answer?.headers.get('natter-for') ?? null;
  if (person === null) return current();
  if (person !== (await current())) await become(person);
  return person;
}

/** Somebody signs out here: nothing of theirs stays. */
export function forgetAll(): Promise<void> {
  return become('nobody');
}

async function become(person: string): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PRIVATE) && name !== PRIVATE + person);
  await Promise.all(others.map((name) => caches.delete(name)));
  await (await caches.open(WHOSE)).put(NOTE, new Response(person));
  await badge.clear();
}
