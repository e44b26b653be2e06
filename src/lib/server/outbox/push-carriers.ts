import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { InwardAddress } from './push-addresses.ts';

const { NGHTTP2_CANCEL, NGHTTP2_REFUSED_STREAM } = http2.constants;
const MOST_READ = 4096;
const IDLE_MS = 60_000;

/** What came back: an answer, silence, an address we refuse, or a connection that closed before it took the message. */
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
  session.on('error', retire).on('goaway', retire).on('close', retire);
  session.setTimeout(IDLE_MS, () => session.close());
  return {
    carry: (parcel) => carryOverHttp2(session, parcel, waitMs, retire),
    close: () => session.destroy(),
  };
}

function carryOverHttp2(
  session: http2.ClientHttp2Session,
  { url, headers, body }: Parcel,
  waitMs: number,
  retire: () => void,
): Promise<Reply> {
  if (session.closed || session.destroyed) return Promise.resolve({ is: 'missed' });
  return new Promise((settle) => {
    let reply: Reply = { is: 'silence' };
    const stream = session.request({ ':method': 'POST', ':path': url.pathname + url.search, ...headers });
    const timer = setTimeout(giveUp, waitMs);
    stream.on('response', (got) => (reply = toAnswer(got[':status'], got['retry-after'])));
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
    let reply: Reply = { is: 'silence' };
    const timer = setTimeout(() => request.destroy(), waitMs);
    request.on('response', (response) => {
      reply = toAnswer(response.statusCode, response.headers['retry-after']);
      response.on('error', () => {});
      drain(response, () => request.destroy());
    });
    request.on('error', (failure: NodeJS.ErrnoException) => {
      if (failure instanceof InwardAddress) reply = { is: 'inward' };
      else if (request.reusedSocket && failure.code === 'ECONNRESET') reply = { is: 'missed' };
    });
    request.on('close', () => {
      clearTimeout(timer);
      settle(reply);
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    request.end(body);
  });
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
