import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

/*
 * Addresses that strangers give us lead out to the internet, never to this machine or a private network, but for hosts
 * that the operator named.
 */

/** Labels of a name, each with its dot. */
export const LABELS = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+$/;
const INWARD = inwardAddresses();

/** Whether the operator named this host and port; only such a host may have a private address. */
export function isNamed(url: URL, extraHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return extraHosts.some((extra) => extra.toLowerCase() === `${url.hostname}:${port}`);
}

/** The mark on a lookup that led to this machine or a private network. */
export class InwardAddress extends Error {
  constructor(hostname: string) {
    super(`${hostname} leads to a private address`);
  }
}

/** A DNS lookup for sockets that fails with `InwardAddress` when any answer is not out on the open internet. */
export function outwardOnly(lookup: LookupFunction = resolve as LookupFunction): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true } as LookupOptions, (failure, found) => {
      const addresses = (Array.isArray(found) ? found : []) as LookupAddress[];
      const [first] = addresses;
      if (failure || !first) done(failure ?? new Error(`${hostname} has no address`), '');
      else if (addresses.some(isInward)) done(new InwardAddress(hostname), '');
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** Whether a name is this machine's own. */
export function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

function isInward({ address, family }: LookupAddress): boolean {
  return INWARD.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

// RFC 6890: this machine, private, shared, link-local, test, multicast and reserved ranges, and the ways
// to write them as IPv6 (a BlockList sees through ::ffff:0:0/96 by itself).
function inwardAddresses(): BlockList {
  const list = new BlockList();
  const ipv4 = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'];
  ipv4.push('192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15');
  ipv4.push('198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4');
  const ipv6 = ['::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'];
  ipv6.push('fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8');
  for (const [network, length] of ipv4.map(splitRange)) {
    list.addSubnet(network, length, 'ipv4');
    list.addSubnet(`64:ff9b::${network}`, 96 + length, 'ipv6');
  }
  for (const [network, length] of ipv6.map(splitRange)) list.addSubnet(network, length, 'ipv6');
  return list;
}

function splitRange(range: string): [string, number] {
  const [network = '', length] = range.split('/');
  return [network, Number(length)];
}
