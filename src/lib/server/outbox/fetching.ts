import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InwardAddress, isNamed, isThisMachine, LABELS, outwardOnly } from './outside-addresses.ts';

/** What somebody else's address gave. `tag` and `changed` are to be shown when asking again. */
export type Fetched =
  | { is: 'read'; body: Uint8Array; tag: string | null; changed: string | null }
  | { is: 'unchanged' }
  | { is: 'not-allowed' | 'inward' | 'too-large' | 'not-there' | 'not-for-us' | 'no-answer' | 'trouble' };

export interface Known {
  tag: string | null;
  changed: string | null;
}

export interface Fetcher {
  /** Whether an address may be asked at all. */
  mayAsk(address: string): boolean;
  /** Asks an address; with what is known of it, only for something newer. `most` in bytes, unpacked. */
  fetch(address: string, most: number, known?: Known, stop?: AbortSignal): Promise<Fetched>;
}

export interface FetcherOptions {
  /** `host:port` that the operator named: these alone may be private, or on another port. */
  extraHosts: readonly string[];
  /** What we call ourselves. */
  says?: string;
  /** How long all of it may take, in milliseconds. */
  waitMs?: number;
  /** The certificate to trust instead of the usual ones, as PEM. */
  ca?: string;
  lookup?: LookupFunction;
}

const LONGEST = 2_000;
const MOST_STEPS = 3;
const WAIT_MS = 10_000;
const READS_CALENDARS = 'Natter (reads a calendar every six hours)';

/**
 * Reads what lies at an address that somebody gave us: https on port 443, a name rather than an IP address, no password
 * in it, out on the internet. Up to three redirects, each looked at in the same way.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { extraHosts, waitMs = WAIT_MS } = options;

  async function fetch(address: string, most: number, known?: Known, stop?: AbortSignal): Promise<Fetched> {
    const late = AbortSignal.timeout(waitMs);
    const signal = stop ? AbortSignal.any([late, stop]) : late;
    let next = address;
    for (let step = 0; step <= MOST_STEPS; step += 1) {
      if (!isAllowed(next, extraHosts)) return { is: 'not-allowed' };
      const answer = await ask(new URL(next), { ...options, most, known, signal });
      if (answer.is !== 'elsewhere') return answer;
      next = answer.address;
    }
    return { is: 'trouble' };
  }

  return { mayAsk: (address) => isAllowed(address, extraHosts), fetch };
}

function isAllowed(address: string, extraHosts: readonly string[]): boolean {
  if (address.length > LONGEST || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password) return false;
  if (isNamed(url, extraHosts))
    return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
  return url.protocol === 'https:' && url.port === '' && isName(url.hostname);
}

/** A name rather than an IP address: labels, the last of which is no number. */
function isName(hostname: string): boolean {
  return LABELS.test(`${hostname}.`) && /\.[a-z][a-z0-9-]*$/.test(hostname);
}

type Answer = Fetched | { is: 'elsewhere'; address: string };
type Asked = FetcherOptions & { most: number; known?: Known | undefined; signal: AbortSignal };

function ask(url: URL, { extraHosts, lookup, ca, says, most, known, signal }: Asked): Promise<Answer> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((settle) => {
    const asking = request(url, {
      agent: false,
      lookup: isNamed(url, extraHosts) ? lookup : outwardOnly(lookup),
      ...(ca ? { ca } : {}),
      signal,
      headers: {
        accept: says ? '*/*' : 'text/calendar, text/plain;q=0.5, */*;q=0.1',
        'accept-encoding': 'gzip',
        'user-agent': says ?? READS_CALENDARS,
        ...(known?.tag ? { 'if-none-match': known.tag } : {}),
        ...(known?.changed ? { 'if-modified-since': known.changed } : {}),
      },
    });
    const end = (answer: Answer) => {
      settle(answer);
      asking.destroy();
    };
    asking.on('error', (problem) =>
      settle({ is: problem instanceof InwardAddress ? 'inward' : 'no-answer' }),
    );
    asking.on('response', (response) => void take(url, response, most).then(end));
    asking.end();
  });
}

async function take(url: URL, response: http.IncomingMessage, most: number): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(status))
    return { is: 'elsewhere', address: follow(url, headers.location) };
  if (status === 304) return { is: 'unchanged' };
  if (status === 404 || status === 410) return { is: 'not-there' };
  if (status === 401 || status === 403) return { is: 'not-for-us' };
  if (status !== 200) return { is: 'trouble' };
  const body = await gather(response, headers['content-encoding'] ?? 'identity', most);
  if (!(body instanceof Uint8Array)) return { is: body };
  return { is: 'read', body, tag: short(headers.etag), changed: short(headers['last-modified']) };
}

function follow(url: URL, location: string | undefined): string {
  return location && URL.canParse(location, url) ? new URL(location, url).href : '';
}

/** What is not worth keeping is null. */
function short(header: string | undefined): string | null {
  return header && header.length <= 200 ? header : null;
}

/** The whole of an answer, unpacked, or why not. Counts both what comes and what it unpacks to. */
async function gather(
  response: http.IncomingMessage,
  encoding: string,
  most: number,
): Promise<Uint8Array | 'too-large' | 'trouble' | 'no-answer'> {
  const isPacked = /^(x-)?gzip$/i.test(encoding);
  if (!isPacked && encoding !== 'identity') return 'trouble';
  if (Number(response.headers['content-length'] ?? 0) > most) return 'too-large';
  const stream: Readable = isPacked ? response.pipe(createGunzip()) : response;
  // A pipe does not hand on that its source broke off.
  if (isPacked) response.on('error', (problem) => stream.destroy(problem));
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of stream) {
      size += (part as Uint8Array).length;
      if (size > most) return 'too-large';
      parts.push(part as Uint8Array);
    }
  } catch {
    return response.complete ? 'trouble' : 'no-answer';
  }
  return Buffer.concat(parts);
}
