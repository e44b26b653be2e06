/// <reference lib="webworker" />

/** Everything private lies in caches whose names begin so; they belong to the person named in WHOSE. */
const PRIVATE = 'kept-';
const WHOSE = 'whose';
const NOTE = '/whose';

/** Whose pages are kept here, as the server calls them; null for nobody's. */
export async function current(): Promise<string | null> {
  const note = await (await caches.open(WHOSE)).match(NOTE);
  return note ? note.text() : null;
}

export function cacheOf(person: string): Promise<Cache> {
  return caches.open(PRIVATE + person);
}

/** Called with what each answer says of whom it is for: what belonged to anybody else is gone at once. */
export async function noteFor(answer: Response): Promise<string | null> {
  const person = answer.headers.get('natter-for');
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
}
