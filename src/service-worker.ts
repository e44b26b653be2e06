/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

import { build, files, version } from '$service-worker';
import * as keeping from '#lib/worker/keeping.ts';
import * as unsent from '#lib/worker/unsent.ts';
import * as whose from '#lib/worker/whose.ts';

// Built into one classic script, so that older browsers take it.
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The shell: what every page is made of. Nothing private is ever in it. */
const SHELL = `shell-${version}`;
const SHELL_FILES = [...build, ...files.filter((file) => /\.(woff2|svg)$/.test(file)), keeping.OFFLINE];
const SIGNS_OUT = /^\/(sign-out|me\/devices|me\/data\/erase)$/;

/** A letter as it is sent: https://www.w3.org/TR/push-api/#declarative-push-message */
interface Declared {
  title: string;
  body?: string;
  navigate: string;
  tag?: string;
  actions?: { action: string; title: string; navigate: string }[];
}

interface Kept {
  navigate: string;
  /** Where each button leads. */
  actions: Record<string, string>;
}

const LETTER = /^\/letters\/[^/]+$/;
/** Where the test notification leads. */
const TEST = '/me/reach';

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', (event) => event.waitUntil(hear(event.data as Said)));
worker.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(unsent.sendAll()));
worker.addEventListener('push', (event) => event.waitUntil(show(event.data)));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(follow(event.notification.data as Kept | null, event.action));
});
worker.addEventListener('pushsubscriptionchange', (event) =>
  event.waitUntil(subscribeAgain(event as Event & { oldSubscription?: PushSubscription })),
);

async function install(): Promise<void> {
  await (await caches.open(SHELL)).addAll(SHELL_FILES);
  // The pages that are open keep what they have loaded; nothing is loaded anew under a half-written form.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('shell-') && name !== SHELL);
  // One back stays: a page of the version before may still want a piece of it.
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

function answer(event: FetchEvent): void {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (request.method === 'POST') return answerForm(event, url);
  if (request.method !== 'GET') return;
  const waitUntil = (work: Promise<unknown>) => event.waitUntil(work.catch(() => {}));
  if (request.mode === 'navigate') event.respondWith(keeping.page(request, waitUntil));
  else if (isOfShell(url.pathname)) event.respondWith(fromShell(request));
  else if (url.pathname.endsWith('/__data.json')) waitUntil(noteData(url.pathname));
}

function answerForm(event: FetchEvent, url: URL): void {
  if (SIGNS_OUT.test(url.pathname) || url.search === '?/not-me') {
    event.waitUntil(Promise.all([whose.forgetAll(), unsent.forgetAll()]));
  } else if (unsent.wordsFor(url)) {
    event.respondWith(unsent.sendOrKeep(event.request));
    event.waitUntil(askForSync());
  }
}

/** A page that was reached without loading it whole is kept too. */
function noteData(pathname: string): Promise<void> {
  return keeping.keepAhead([pathname.replace(/\/__data\.json$/, '') || '/']);
}

/** Pieces of the version before too: a page of it may still be open, and the server has them no longer. */
function isOfShell(pathname: string): boolean {
  return SHELL_FILES.includes(pathname) || pathname.startsWith('/_app/immutable/');
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** What a page says: somebody is here and has a signal, or nobody is. */
type Said = { here: string } | 'signed-out';

async function hear(said: Said): Promise<void> {
  if (said === 'signed-out') {
    await Promise.all([whose.forgetAll(), unsent.forgetAll()]);
  } else {
    await unsent.sendAll().catch(() => {});
    // The page that is open was loaded before the worker was there.
    await keeping.keepAhead([said.here]).catch(() => {});
    await keeping.keepMyWeek().catch(() => {});
  }
}

/** Where there is background sync, it goes out even after the page is closed. */
async function askForSync(): Promise<void> {
  const { sync } = worker.registration as unknown as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register('send').catch(() => {});
}

/** Shows every push there is: a browser takes the permission away from a page whose pushes show nothing. */
async function show(data: PushMessageData | null): Promise<void> {
  const { title, body, navigate, tag, actions = [] } = read(data);
  const shown = tag ? await worker.registration.getNotifications({ tag }) : [];
  // The same letter sent twice makes no second sound; another one about the same meet-up does.
  const isNew = !shown.some((notification) => (notification.data as Kept | null)?.navigate === navigate);
  const options = {
    body,
    tag,
    lang: 'en-GB',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { navigate, actions: Object.fromEntries(actions.map((one) => [one.action, one.navigate])) },
    actions: actions.map(({ action, title }) => ({ action, title })),
    ...(tag && isNew ? { renotify: true } : {}),
  };
  await worker.registration.showNotification(title, options as NotificationOptions);
}

function read(data: PushMessageData | null): Declared {
  try {
    const { notification } = data?.json() as { notification: Declared };
    if (notification.title && notification.navigate) return notification;
  } catch {
    // Whatever it was, something is shown below.
  }
  return { title: 'Something has changed', body: 'Tap to see what.', navigate: '/me' };
}

/** A tap tells us that the person knows, and leads to the letter. "Thanks, I know" needs no page. */
async function follow(kept: Kept | null, action: string): Promise<void> {
  const target = ownAddress((action && kept?.actions[action]) || kept?.navigate);
  const noted = await note(target);
  if (!(noted && action === 'know')) await open(target);
}

function ownAddress(address: string | undefined): URL {
  const home = worker.location.origin;
  try {
    const url = new URL(address ?? '/me', home);
    // Our own path, even if this installation is reached by another name than the one it knows itself by.
    return new URL(url.pathname + url.search + url.hash, home);
  } catch {
    return new URL('/me', home);
  }
}

async function note({ pathname }: URL): Promise<boolean> {
  try {
    if (LETTER.test(pathname)) return (await fetch(`${pathname}/seen`, { method: 'POST' })).ok;
    if (pathname === TEST) return (await postJson('/me/push/arrived', { arrived: true })).ok;
    return false;
  } catch {
    return false;
  }
}

async function open({ href }: URL): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = windows.find(({ url }) => url === href);
  if (same) await same.focus();
  else await worker.clients.openWindow(href);
}

/** Browsers renew subscriptions when they please; the new one has to be known before the next letter. */
async function subscribeAgain({ oldSubscription }: { oldSubscription?: PushSubscription }): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey ?? (await fetchKey());
  if (!key) return;
  const fresh = await worker.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  await postJson('/me/push', fresh.toJSON());
}

async function fetchKey(): Promise<string | null> {
  const answer = await fetch('/me/push', { headers: { accept: 'application/json' } });
  return answer.ok ? ((await answer.json()) as { key: string }).key : null;
}

function postJson(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
