import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { InwardAddress } from './outside-addresses.ts';

const { NGHTTP2_CANCEL, NGHTTP2_REFUSED_STREAM } = http2.constants;
const MOST_READ = 4096;
const IDLE_MS = 60_000;

/**
 * What came back: an answer, silence, an address we refuse, or 'missed': the service closed a connection that
 * had served before, as it may at any time, so the message deserves a fresh one.
 */
export type Reply =
  | { is: 'answer'; status: number; retryAfter?: string }
  | { is: 'silence' }
  | { is: 'inward' }
  | { is: 'missed' };

export interface Parcel {
  url: URL;
  headers: Record<string, string | number>;
  body: Buffer;
}

/** One way to one origin, kept open between messages. */
export interface Carrier {
  carry(parcel: Parcel): Promise<Reply>;
  close(): void;
}

/** Carries over an open HTTP/2 session; `retire` is called once it should get no more messages. */
export function overHttp2(session: http2.ClientHttp2Session, waitMs: number, retire: () => void): Carrier {
  const line = { session, waitMs, retire, hasAnswered: false };
  session.on('error', retire).on('goaway', retire).on('close', retire);
  session.setTimeout(IDLE_MS, () => session.close());
  return { carry: (parcel) => carryOverHttp2(line, parcel), close: () => session.destroy() };
}

interface Line {
  session: http2.ClientHttp2Session;
  waitMs: number;
  retire: () => void;
  hasAnswered: boolean;
}

function carryOverHttp2(line: Line, { url, headers, body }: Parcel): Promise<Reply> {
  const { session, waitMs, retire, hasAnswered } = line;
  if (session.closed || session.destroyed) return Promise.resolve({ is: 'missed' });
  return new Promise((settle) => {
    let reply: Reply = { is: hasAnswered ? 'missed' : 'silence' };
    const stream = session.request({ ':method': 'POST', ':path': url.pathname + url.search, ...headers });
    const timer = setTimeout(giveUp, waitMs);
    stream.on('response', (got) => {
      line.hasAnswered = true;
      reply = toAnswer(got[':status'], got['retry-after']);
    });
    stream.on('error', () => {});
    stream.on('close', () => {
      clearTimeout(timer);
      settle(stream.rstCode === NGHTTP2_REFUSED_STREAM ? { is: 'missed' } : reply);
    });
    drain(stream, hangUp);
    stream.end(body);

    function hangUp() {
      stream.close(NGHTTP2_CANCEL);
      stream.destroy();
    }

    // A silent session may be a dead one, as after a laptop's sleep: the next message gets a new one.
    function giveUp() {
      if (reply.is === 'missed') reply = { is: 'silence' };
      retire();
      hangUp();
      session.close();
    }
  });
}

/** Carries over HTTP/1.1 connections that are kept alive. */
export function overHttp1(options: https.AgentOptions, protocol: string, waitMs: number): Carrier {
  const { Agent, request } = protocol === 'https:' ? https : http;
  const agent = new Agent({ ...options, keepAlive: true, timeout: IDLE_MS });
  return {
    carry: (parcel) => carryOverHttp1(request(parcel.url, { agent, method: 'POST' }), parcel, waitMs),
    close: () => agent.destroy(),
  };
}

function carryOverHttp1(
  request: http.ClientRequest,
  { headers, body }: Parcel,
  waitMs: number,
): Promise<Reply> {
  return new Promise((settle) => {
    let reply: Reply | null = null;
    const timer = setTimeout(giveUp, waitMs);
    request.on('response', (response) => {
      reply = toAnswer(response.statusCode, response.headers['retry-after']);
      response.on('error', () => {});
      drain(response, () => request.destroy());
    });
    request.on('error', (failure) => (reply ??= toFailure(failure, request.reusedSocket)));
    request.on('close', () => {
      clearTimeout(timer);
      settle(reply ?? { is: 'silence' });
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    request.end(body);

    function giveUp() {
      reply ??= { is: 'silence' };
      request.destroy();
    }
  });
}

function toFailure(failure: NodeJS.ErrnoException, hadServed: boolean): Reply {
  if (failure instanceof InwardAddress) return { is: 'inward' };
  return { is: hadServed && failure.code === 'ECONNRESET' ? 'missed' : 'silence' };
}

function toAnswer(status: number | undefined, retryAfter: string | undefined): Reply {
  return { is: 'answer', status: status ?? 0, retryAfter };
}

// An answer's words are of no use to us, but reading a few keeps the connection usable.
function drain(answer: Readable, hangUp: () => void): void {
  let read = 0;
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_READ) hangUp();
  });
}
