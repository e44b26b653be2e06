import { dev } from '$app/environment';

/** Registers our service worker, as a classic script so that older browsers take it; null where there are none. */
export async function register(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  const type = dev ? 'module' : 'classic';
  await navigator.serviceWorker.register('/service-worker.js', { type, updateViaCache: 'none' });
  return navigator.serviceWorker.ready;
}
