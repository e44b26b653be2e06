/// <reference lib="webworker" />
import * as whose from './whose.ts';

/** Something said without a signal, waiting on this device. */
export interface Unsent {
  id: number;
  /** Who said it, as the server calls them. */
  person: string;
  url: string;
  path: string;
  body: string;
  /** The button, in words. */
  said: string;
  at: number;
  /** Why it did not count when it was sent; null while it waits. Kept until somebody has read it. */
  told: string | null;
}

/** What may wait, by its button: an answer of mine, and on a host's page what is noted on the day. */
const MINE: Record<string, string> = { '/coming': 'I’m coming', '/maybe': 'Maybe', '/not': 'Not this time' };
const NOTED: Record<string, string> = { '/tally': 'How many there were', '/came': 'Who came' };
/** What came of a call that I made. */
const RUNG: Record<string, string> = {
  '/done': 'Done',
  '/message': 'Left a message',
  '/noanswer': 'No answer',
  '/cannot': 'I can’t make it',
};
const CALLS = /^\/[a-z0-9-]+\/calls$/;
const DATE = /^\/[a-z0-9-]+\/(desk\/)?meetups\/[\w-]{20,40}-\d{4}-\d\d-\d\d$/;

/** What a form that may wait for a signal says, in words; undefined for any other form. */
export function wordsFor({ pathname, search }: URL): string | undefined {
  if (CALLS.test(pathname)) return RUNG[search.slice(1)];
  const [fits, desk] = DATE.exec(pathname) ?? [];
  if (fits === undefined) return undefined;
  return (desk ? NOTED : MINE)[search.slice(1)];
}

/** Sends a form; without a signal it is written down, and the page says so. */
export async function sendOrKeep(request: Request): Promise<Response> {
  const copy = request.clone();
  const url = new URL(request.url);
  try {
    return await fetch(request);
  } catch {
    const person = (await whose.current()) ?? 'nobody';
    if (person === 'nobody') return Response.error();
    const said = wordsFor(url) ?? '';
    const body = new URLSearchParams([...(await copy.formData())].map(([n, v]) => [n, String(v)])).toString();
    const one = { person, url: request.url, path: url.pathname, body, said, at: Date.now(), told: null };
    await change((store) => store.add(one));
    return answerFor(request, url.pathname);
  }
}

/** As the framework's own script, or a plain form, expects it: on to the page of the meet-up. */
function answerFor(request: Request, path: string): Response {
  if (request.mode === 'navigate') return Response.redirect(path, 303);
  return Response.json({ type: 'redirect', status: 303, location: `${path}?unsent` });
}

/** Sends what waits, oldest first, as long as there is a signal. What another person said here is not sent. */
export async function sendAll(): Promise<void> {
  for (const one of (await all()).filter(({ told }) => told === null)) {
    if (one.person !== (await whose.current())) await remove(one.id);
    else await settle(one, await send(one));
  }
}

function send({ url, body, at, person }: Unsent): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'x-sveltekit-action': 'true',
      'natter-by': person,
      'natter-waited': String(Math.round((Date.now() - at) / 1000)),
    },
  });
}

/** The server's clock and this one may differ, so only how long it waited is told. */
async function settle(one: Unsent, answer: Response): Promise<void> {
  // Somebody else signed in here while it was on its way.
  if (answer.status === 403) return remove(one.id);
  const result = await answer.json().catch(() => null);
  if (answer.status >= 500 || result === null) throw new Error('not now');
  if (result.type === 'redirect' && !String(result.location).startsWith('/sign-in')) return remove(one.id);
  if (result.type === 'success') return remove(one.id);
  const told = WHY[result.status as number] ?? 'It could not be taken. Please open it and say it again.';
  await change((store) => store.put({ ...one, told }));
}

const WHY: Record<number, string> = {
  303: 'You were signed out while you were away. Please sign in and say it again.',
  404: 'It is no longer there.',
  409: 'It was cancelled or over while you were away.',
  410: 'You have answered on another device since, and that counts.',
  422: 'There was no longer room. Please open it and look.',
};

export function all(): Promise<Unsent[]> {
  return withStore('readonly', (store) => store.getAll() as IDBRequest<Unsent[]>);
}

/** What whoever is here may see of it: their own, and when nobody is signed in, what could not be sent for that reason. */
export async function shown(): Promise<Unsent[]> {
  const here = (await whose.current()) ?? 'nobody';
  return (await all()).filter(({ person }) => here === 'nobody' || person === here);
}

export async function remove(id: number): Promise<void> {
  await change((store) => store.delete(id));
}

export async function forgetAll(): Promise<void> {
  await change((store) => store.clear());
}

async function change(work: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  await withStore('readwrite', work);
}

function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('natter', 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('unsent', { keyPath: 'id', autoIncrement: true });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('unsent', mode);
      const asked = work(transaction.objectStore('unsent'));
      transaction.oncomplete = () => {
        database.close();
        resolve(asked.result);
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
