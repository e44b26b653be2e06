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

/** How many requests went out, and which was the youngest whose answer has said who is here. */
let asked = 0;
let youngest = 0;
let turn: Promise<unknown> = Promise.resolve();

/** As `fetch`; each answer says whom it is for, and what belonged to anybody else is gone at once. */
export async function ask(request: RequestInfo, options?: RequestInit): Promise<Response> {
  const order = ++asked;
  const answer = await fetch(request, options);
  const person = answer.headers.get('natter-for');
  if (person !== null) await inTurn(() => note(person, order));
  return answer;
}

/** Somebody signs out here: nothing of theirs stays, and nothing that was asked for before brings it back. */
export function forgetAll(): Promise<void> {
  return inTurn(() => note('nobody', ++asked));
}

/** One after the other, so that nothing is put down for somebody who is just going. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
}

/** An answer may come late, when somebody else is here: what was asked for first does not count any more. */
async function note(person: string, order: number): Promise<void> {
  if (order < youngest) return;
  youngest = order;
  if (person !== (await current())) await become(person);
}

async function become(person: string): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PRIVATE) && name !== PRIVATE + person);
  await Promise.all(others.map((name) => caches.delete(name)));
  await (await caches.open(WHOSE)).put(NOTE, new Response(person));
  await badge.clear();
}
