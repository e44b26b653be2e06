/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

import { build, files, version } from '$service-worker';
import * as badge from '#lib/worker/badge.ts';
import * as forms from '#lib/worker/forms.ts';
import * as keeping from '#lib/worker/keeping.ts';
import * as notices from '#lib/worker/notices.ts';
import * as store from '#lib/worker/store.ts';
import * as unsent from '#lib/worker/unsent.ts';
import * as whose from '#lib/worker/whose.ts';

// Built into one classic script, so that older browsers take it.
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The shell: what every page is made of. Nothing private is ever in it. */
const SHELL = `shell-${version}`;
const SHELL_FILES = [...build, ...files.filter((file) => /\.(woff2|svg)$/.test(file))];
const SIGNS_OUT = /^\/(sign-out|me\/devices|me\/data\/erase)$/;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', (event) => event.waitUntil(hear(event.data as Said)));
worker.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(sendAll()));
worker.addEventListener('push', (event) =>
  event.waitUntil(Promise.all([notices.show(event.data), badge.show().catch(() => {})])),
);
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(notices.follow(event.notification.data as notices.Kept | null, event.action));
});
worker.addEventListener('pushsubscriptionchange', (event) =>
  event.waitUntil(notices.subscribeAgain(event as Event & { oldSubscription?: PushSubscription })),
);

async function install(): Promise<void> {
  const shell = await caches.open(SHELL);
  // Asked for as by nobody, so that nothing of whoever is signed in is in it.
  await Promise.all([
    shell.addAll(SHELL_FILES),
    shell.add(new Request(keeping.OFFLINE, { credentials: 'omit' })),
  ]);
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
  const isRead = request.method === 'GET';
  const waitUntil = (work: Promise<unknown>) => event.waitUntil(work.catch(() => {}));
  if (request.method === 'POST') answerForm(event, url);
  else if (isRead && request.mode === 'navigate') event.respondWith(keeping.page(request, waitUntil));
  else if (isRead && isOfShell(url.pathname)) event.respondWith(fromShell(request));
  else if (isRead && url.pathname.endsWith('/__data.json'))
    event.respondWith(keeping.data(request, waitUntil));
}

function answerForm(event: FetchEvent, url: URL): void {
  const { request } = event;
  if (SIGNS_OUT.test(url.pathname) || url.search === '?/not-me') event.respondWith(signOut(request));
  else if (unsent.wordsFor(url)) answerSaid(event, url);
  else if (forms.isScripts(request)) event.respondWith(forms.send(request));
}

/** My week, and the page it was said on, are kept anew: what they said before is no longer so. */
function answerSaid(event: FetchEvent, { pathname }: URL): void {
  const answer = unsent.sendOrKeep(event.request, askForSync);
  event.respondWith(answer);
  event.waitUntil(answer.then(() => keeping.keepAhead(['/me', pathname], 0)).catch(() => {}));
}

/** What waits goes out first, as whoever said it; then nothing of theirs stays here. */
async function signOut(request: Request): Promise<Response> {
  await sendAll().catch(() => {});
  await forgetAll();
  const answer = await fetch(request).catch(() => keeping.offlinePage());
  // What was asked for until just now was still answered as theirs.
  await forgetAll();
  return answer;
}

async function forgetAll(): Promise<void> {
  await Promise.all([whose.forgetAll(), store.forgetAll()]);
}

/** What was kept of a page before something was sent about it is kept anew. */
function sendAll(): Promise<void> {
  return unsent.sendAll((path) => keeping.keepAhead(['/me', path], 0).catch(() => {}));
}

/** Pieces of the version before too: a page of it may still be open, and the server has them no longer. */
function isOfShell(pathname: string): boolean {
  return SHELL_FILES.includes(pathname) || pathname.startsWith('/_app/immutable/');
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** What a page says: somebody is here and has a signal, or nobody is. */
type Said = { here: string } | 'nobody';

async function hear(said: Said): Promise<void> {
  if (said === 'nobody') return whose.forgetAll();
  await keeping.dropPast().catch(() => {});
  await sendAll().catch(() => {});
  // The page that is open was loaded before the worker was there.
  if (keeping.mayKeep(said.here)) await keeping.keepAhead([said.here]).catch(() => {});
  await keeping.keepMyWeek().catch(() => {});
  await badge.show().catch(() => {});
}

/** Where there is background sync, it goes out even after the page is closed. */
async function askForSync(): Promise<void> {
  const { sync } = worker.registration as unknown as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register('send').catch(() => {});
}
