import { isApple, isOnHomeScreen } from '#lib/home-screen.ts';
import { postJson } from '#lib/post-json.ts';
import { register } from '#lib/service-worker.ts';

/**
 * off: it can be turned on with a tap · on: letters reach this browser · blocked: the person or the browser said no ·
 * home-screen: an iPhone or iPad, where it works once Natter is on the Home Screen · impossible: not in this browser.
 */
export type PushState = 'off' | 'on' | 'blocked' | 'home-screen' | 'impossible';

const CHECKED = 'push-checked';
const CHECK_EVERY_MS = 3_600_000;

/** How things stand in this browser. Asks nobody anything. */
export async function findState(): Promise<PushState> {
  const canPush = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!canPush) return isApple() && !isOnHomeScreen() ? 'home-screen' : 'impossible';
  if (Notification.permission === 'denied') return 'blocked';
  if (Notification.permission === 'default') return 'off';
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return 'off';
  const { endpoint } = await known();
  return endpoint === subscription.endpoint ? 'on' : 'off';
}

/** Turns it on. Only from a tap: browsers refuse to ask otherwise, and so do we. */
export async function turnOn(): Promise<'on' | 'blocked' | 'failed'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked';
  try {
    const registration = await register();
    if (!registration) return 'failed';
    const { key } = await known();
    await keep(await subscribe(registration, key));
    return 'on';
  } catch {
    return 'failed';
  }
}

export async function turnOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  await fetch('/me/push', { method: 'DELETE', headers: { 'content-type': 'application/json' } });
}

export async function sendTest(): Promise<'sent' | 'no-device' | 'not-now'> {
  try {
    const { outcome } = (await postJson('/me/push/test', {})) as {
      outcome: 'sent' | 'no-device' | 'not-now';
    };
    return outcome;
  } catch {
    return 'not-now';
  }
}

/** "Did it arrive?" A device where it did not is not relied on. */
export async function sayArrived(arrived: boolean): Promise<void> {
  await postJson('/me/push/arrived', { arrived });
}

/**
 * Subscriptions vanish without a word, so a browser that was allowed to looks at every start whether it is still
 * known here, for whoever is signed in now. At most once an hour and person.
 */
export async function checkAgain(person: string): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !isTimeToCheck(person)) return;
  const registration = await register();
  const subscription = await registration?.pushManager.getSubscription();
  if (!registration || !subscription) return;
  const { key, endpoint } = await known();
  if (!isFor(subscription, key)) await keep(await subscribe(registration, key));
  else if (endpoint !== subscription.endpoint) await keep(subscription);
}

async function known(): Promise<{ key: string; endpoint: string | null }> {
  const answer = await fetch('/me/push', { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const present = await registration.pushManager.getSubscription();
  if (present && isFor(present, key)) return present;
  // One made for another key would be refused by the push service.
  await present?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

function keep(subscription: PushSubscription): Promise<unknown> {
  return postJson('/me/push', subscription.toJSON());
}

function isFor(subscription: PushSubscription, key: string): boolean {
  const made = subscription.options?.applicationServerKey;
  if (!made) return true;
  const wanted = bytesOf(key);
  const bytes = new Uint8Array(made);
  return bytes.length === wanted.length && bytes.every((byte, i) => byte === wanted[i]);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isTimeToCheck(person: string): boolean {
  try {
    const [who, at] = (sessionStorage.getItem(CHECKED) ?? ' 0').split(' ');
    if (who === encodeURIComponent(person) && Date.now() - Number(at) < CHECK_EVERY_MS) return false;
    sessionStorage.setItem(CHECKED, `${encodeURIComponent(person)} ${Date.now()}`);
  } catch {
    // No storage here: looking more often does no harm.
  }
  return true;
}
