import { BlockList, isIP } from 'node:net';

const houseNetwork = new BlockList();
houseNetwork.addSubnet('127.0.0.0', 8);
houseNetwork.addSubnet('10.0.0.0', 8);
houseNetwork.addSubnet('172.16.0.0', 12);
houseNetwork.addSubnet('192.168.0.0', 16);
houseNetwork.addSubnet('169.254.0.0', 16);
houseNetwork.addAddress('::1', 'ipv6');
houseNetwork.addSubnet('fc00::', 7, 'ipv6');
houseNetwork.addSubnet('fe80::', 10, 'ipv6');

const HOST = /^(?:([a-z0-9.-]+)|\[([0-9a-f:.]+)\])(?::\d{1,5})?$/i;

/** A proxy sets one of these, and behind a proxy the plain connection says nothing about the visitor's. */
const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * How the visitor reached us, for the check that a form came from our own page. It is https unless the
 * request can only have come straight from this machine or the house network, where nobody has a certificate.
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string | null} origin what the operator set
 * @returns {'http' | 'https'}
 */
export function schemeOf(headers, origin) {
  if (origin) return origin.startsWith('https:') ? 'https' : 'http';
  if (PROXIED.some((name) => name in headers)) return 'https';
  return isHouseName(headers.host ?? '') ? 'http' : 'https';
}

/** True for a Host that only this machine or the house network knows. @param {string} host */
export function isHouseName(host) {
  const [, name, six] = HOST.exec(host) ?? [];
  const address = six ?? name ?? '';
  if (isIP(address)) return houseNetwork.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  if (six || !name) return false;
  return /^[a-z][a-z0-9-]*$/i.test(name) || /\.(local|lan|localhost|home\.arpa)$/i.test(name);
}
