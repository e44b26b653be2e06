/// <reference lib="webworker" />

const worker = self as unknown as ServiceWorkerGlobalScope;

/** A letter as it is sent: https://www.w3.org/TR/push-api/#declarative-push-message */
interface Declared {
  title: string;
  body?: string;
  navigate: string;
  tag?: string;
  actions?: { action: string; title: string; navigate: string }[];
}

export interface Kept {
  navigate: string;
  /** Where each button leads. */
  actions: Record<string, string>;
}

const LETTER = /^\/letters\/[^/]+$/;
/** Where the test notification leads. */
const TEST = '/me/reach';

/** Shows every push there is: a browser takes the permission away from a page whose pushes show nothing. */
export async function show(data: PushMessageData | null): Promise<void> {
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
export async function follow(kept: Kept | null, action: string): Promise<void> {
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
export async function subscribeAgain({
  oldSubscription,
}: {
  oldSubscription?: PushSubscription;
}): Promise<void> {
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
