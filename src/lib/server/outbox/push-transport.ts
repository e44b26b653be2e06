import * as http2 from 'node:http2';
import { isIP, type LookupFunction } from 'node:net';
import * as tls from 'node:tls';
import { InwardAddress, isNamed, outwardOnly } from './outside-addresses.ts';
import { overHttp1, overHttp2, type Carrier, type Parcel, type Reply } from './push-carriers.ts';

export interface TransportOptions {
  extraHosts: readonly string[];
  /** How long to wait for an answer, in milliseconds. */
  waitMs: number;
  /** The certificate to trust instead of the usual ones, as PEM. */
  ca?: string;
  lookup?: LookupFunction;
}

export interface Transport {
  post(parcel: Parcel): Promise<Exclude<Reply, { is: 'missed' }>>;
  close(): void;
}

/**
 * Posts small things to push services over connections kept open: HTTP/2 where the service offers it, else
 * HTTP/1.1. Follows no redirect and reads at most 4 kB of an answer. Hosts not named by the operator may not
 * lead to a private address.
 */
export function createTransport(options: TransportOptions): Transport {
  const carriers = new Map<string, Promise<Carrier>>();
  let isClosed = false;

  async function post(parcel: Parcel): Promise<Exclude<Reply, { is: 'missed' }>> {
    const reply = await carry(parcel);
    if (reply.is !== 'missed') return reply;
    const second = await carry(parcel);
    return second.is === 'missed' ? { is: 'silence' } : second;
  }

  async function carry(parcel: Parcel): Promise<Reply> {
    if (isClosed) return { is: 'silence' };
    try {
      return await (await carrierTo(parcel.url)).carry(parcel);
    } catch (failure) {
      return failure instanceof InwardAddress ? { is: 'inward' } : { is: 'silence' };
    }
  }

  function carrierTo(url: URL): Promise<Carrier> {
    const known = carriers.get(url.origin);
    if (known) return known;
    const made: Promise<Carrier> = connect(url, options, retire);
    carriers.set(url.origin, made);
    made.catch(retire);
    return made;

    function retire() {
      if (carriers.get(url.origin) === made) carriers.delete(url.origin);
    }
  }

  function close() {
    isClosed = true;
    for (const made of carriers.values()) {
      made.then(
        (carrier) => carrier.close(),
        () => {},
      );
    }
    carriers.clear();
  }

  return { post, close };
}

async function connect(url: URL, options: TransportOptions, retire: () => void): Promise<Carrier> {
  const { extraHosts, waitMs, ca } = options;
  const lookup = isNamed(url, extraHosts) ? options.lookup : outwardOnly(options.lookup);
  if (url.protocol === 'http:') return overHttp1({ lookup }, 'http:', waitMs);
  const socket = await dial(url, { lookup, ca, timeout: waitMs });
  if (socket.alpnProtocol === 'h2') {
    return overHttp2(http2.connect(url.origin, { createConnection: () => socket }), waitMs, retire);
  }
  socket.destroy();
  return overHttp1({ lookup, ca }, 'https:', waitMs);
}

function dial(url: URL, options: tls.ConnectionOptions): Promise<tls.TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((connected, failed) => {
    const socket = tls.connect({
      ...options,
      host,
      port: Number(url.port || 443),
      servername: isIP(host) ? '' : host,
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    socket.setNoDelay(true);
    socket.once('timeout', () => socket.destroy(new Error('no connection in time')));
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout').removeListener('error', failed);
      connected(socket);
    });
  });
}
