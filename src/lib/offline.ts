import { register } from '#lib/service-worker.ts';

/** Lets the worker keep my pages and send what waits, now and whenever a signal comes back. */
export async function begin(isKnown: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (!isKnown) return tell('nobody', await navigator.serviceWorker.getRegistration());
  const go = async () => tell({ here: location.pathname }, await register());
  addEventListener('online', () => void go());
  await go();
}

function tell(words: unknown, registration: ServiceWorkerRegistration | null | undefined): void {
  registration?.active?.postMessage(words);
}
