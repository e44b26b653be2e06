/** Nothing may run, load or frame an answer that the app gave no policy of its own. */
const CLOSED =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/** A service worker is bound by the policy of its own script, and fetches our pages. */
const WORKER = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/**
 * Headers of every answer: pages, files, refusals and mishaps. The app's own come on top.
 *
 * `same-origin`, not `no-referrer`: both keep the address of a page, which may hold a token, from other
 * sites, but with `no-referrer` a browser sends `Origin: null` with our own forms and they would be refused.
 * @param {string} path @param {'http' | 'https'} scheme
 * @returns {Record<string, string>}
 */
export function headersFor(path, scheme) {
  return {
    'content-security-policy': path.startsWith('/service-worker.js') ? WORKER : CLOSED,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...(scheme === 'https' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
