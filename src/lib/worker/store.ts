/// <reference lib="webworker" />

/** Something said without a signal, waiting on this device. */
export interface Unsent {
  /** Its own: the server takes it once, however often it is sent. */
  id: string;
  /** Who said it, as the server calls them. */
  person: string;
  url: string;
  path: string;
  body: string;
  /** What it is about, see `aboutOf`. */
  about: string;
  /** The button, in words; '' for what somebody else said. */
  said: string;
  /** By this device's clock, milliseconds. */
  at: number;
  /** What came of it, in words; null while it waits. Kept until somebody has read it. */
  told: string | null;
}

const CHANGED = 'natter-unsent';

/** All there is, in the order in which it was said. */
export async function all(): Promise<Unsent[]> {
  const found = await withStore('readonly', (store) => store.getAll() as IDBRequest<Unsent[]>);
  return found.sort((a, b) => a.at - b.at);
}

/** Keeps it; what waited about the same, said earlier, is replaced: the last word counts. */
export async function keep(one: Unsent): Promise<void> {
  const before = (await all()).filter((other) => other.told === null && isAboutTheSame(one, other));
  for (const { id } of before) await withStore('readwrite', (store) => store.delete(id));
  await change((store) => store.put(one));
}

export async function remove(id: string): Promise<void> {
  await change((store) => store.delete(id));
}

export async function forgetAll(): Promise<void> {
  await change((store) => store.clear());
}

/** Calls back whenever something has changed, here or in another tab; returns how to stop that. */
export function follow(look: () => void): () => void {
  const channel = new BroadcastChannel(CHANGED);
  channel.onmessage = look;
  return () => channel.close();
}

function isAboutTheSame(one: Unsent, other: Unsent): boolean {
  return one.about === other.about && one.person === other.person;
}

async function change(work: (store: IDBObjectStore) => IDBRequest): Promise<void> {
  await withStore('readwrite', work);
  const channel = new BroadcastChannel(CHANGED);
  channel.postMessage('');
  channel.close();
}

function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('natter', 2);
    opening.onupgradeneeded = () => {
      const { result } = opening;
      if (result.objectStoreNames.contains('unsent')) result.deleteObjectStore('unsent');
      result.createObjectStore('unsent', { keyPath: 'id' });
    };
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
