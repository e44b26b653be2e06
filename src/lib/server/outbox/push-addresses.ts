import { isNamed, isThisMachine, LABELS } from './outside-addresses.ts';

const LONGEST = 2000;
const WELL_KNOWN = ['fcm.googleapis.com', 'updates.push.services.mozilla.com'];
const WELL_KNOWN_BELOW = ['push.services.mozilla.com', 'push.apple.com', 'notify.windows.com'];

/**
 * Whether a push message may go to this address. Strangers give us these addresses, so only https on port
 * 443 of a known push service will do, or exactly a host and port the operator named in `extraHosts`
 * (`host:port`), which may also be plain http when it is this machine. Ask when saving and again when sending.
 */
export function isAllowed(endpoint: string, extraHosts: readonly string[]): boolean {
  const url = parse(endpoint);
  if (url === null) return false;
  if (isNamed(url, extraHosts)) return url.protocol === 'https:' || isThisMachine(url.hostname);
  return url.protocol === 'https:' && url.port === '' && isWellKnown(url.hostname);
}

function parse(endpoint: string): URL | null {
  if (endpoint.length > LONGEST || !/^[!-~]+$/.test(endpoint)) return null;
  if (!URL.canParse(endpoint)) return null;
  const url = new URL(endpoint);
  return isPlainlyWritten(url, endpoint) ? url : null;
}

// A parser forgives much (`https:\\`, `%2e`, `0x7f.1`, `@`): what it had to change, a browser never wrote.
function isPlainlyWritten(url: URL, endpoint: string): boolean {
  const written = endpoint.toLowerCase();
  const withPort = url.protocol === 'https:' && url.port === '' ? `${url.origin}:443/` : `${url.origin}/`;
  return written.startsWith(`${url.origin}/`) || written.startsWith(withPort);
}

function isWellKnown(hostname: string): boolean {
  return WELL_KNOWN.includes(hostname) || WELL_KNOWN_BELOW.some((parent) => isBelow(hostname, parent));
}

function isBelow(hostname: string, parent: string): boolean {
  return hostname.endsWith(`.${parent}`) && LABELS.test(hostname.slice(0, -parent.length));
}
