import { createECDH, randomBytes, type ECDH } from 'node:crypto';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { makeCertificate } from './certificate.ts';
import { decrypt } from './push-decryption.ts';
import { faultOf, readVapid, type Vapid } from './push-rules.ts';

/** What arrived, decrypted with the subscriber's own key. */
export interface ReceivedPush {
  endpoint: string;
  ttl: number;
  urgency: string | undefined;
  topic: string | undefined;
  payload: string;
  authorization: string;
  vapid: Vapid;
  headers: http.IncomingHttpHeaders;
  httpVersion: string;
}

export interface PushAnswer {
  /** Without one the message is looked at and received as usual. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers at all, or answers with words without end. */
  manner?: 'silent' | 'endless';
}

export interface PushReceiver {
  /** `host:port`, as in PUSH_EXTRA_HOSTS. */
  host: string;
  origin: string;
  /** The certificate to trust, as PEM; empty over plain http. */
  ca: string;
  received: ReceivedPush[];
  /** Why messages were turned down that a real service would turn down too. */
  faults: string[];
  /** How many messages were brought to it, whatever it answered. */
  asked(): number;
  /** How many connections were made to it. */
  connections(): number;
  /** How many bytes of endless words could be written in all. */
  bytesTaken(): number;
  /** A new browser; with `applicationServerKey`, only messages signed by it are taken. */
  subscribe(applicationServerKey?: string): { endpoint: string; p256dh: string; auth: string };
  /** The browser went away: its endpoint answers 410 from now on. */
  unsubscribe(endpoint: string): void;
  /** What to answer from now on, to everybody or to one endpoint; without an answer, as a good service does. */
  answer(answer: PushAnswer | null, endpoint?: string): void;
  /** Closes all connections, as a service does with those that were quiet for a while. */
  hangUp(): void;
  stop(): Promise<void>;
}

interface Browser {
  key: ECDH;
  auth: Buffer;
  applicationServerKey: string | undefined;
  left: boolean;
}

/** A push service on loopback that looks as closely as a real one at what it is sent (RFC 8030, 8188, 8291, 8292). */
export async function startPushReceiver(speaks: 'http' | 'https' | 'h2' = 'http'): Promise<PushReceiver> {
  const browsers = new Map<string, Browser>();
  const answers = new Map<string, PushAnswer>();
  const received: ReceivedPush[] = [];
  const faults: string[] = [];
  const sockets = new Set<Socket>();
  let asked = 0;
  let connections = 0;
  let bytesTaken = 0;

  const certificate = speaks === 'http' ? null : makeCertificate();
  const server = serve(speaks, certificate, take);
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `${certificate ? 'https' : 'http'}://${host}`;

  async function take(request: http.IncomingMessage, response: http.ServerResponse) {
    asked++;
    const body = await readAll(request);
    const endpoint = origin + request.url;
    const told = answers.get(endpoint) ?? answers.get('');
    const status = told?.status ?? look(endpoint, request, body);
    if (told?.manner === 'silent') return;
    response.writeHead(status, told?.headers);
    if (told?.manner === 'endless') pour(response);
    else response.end(told?.body ?? '');
  }

  function look(endpoint: string, request: http.IncomingMessage, body: Buffer): number {
    const browser = browsers.get(endpoint);
    if (!browser) return 404;
    if (browser.left) return 410;
    const { headers, httpVersion } = request;
    const fault = faultOf(request.method, headers, body, { origin, key: browser.applicationServerKey });
    const payload = fault ? null : decryptOrNull(body, browser);
    if (payload === null) {
      faults.push(fault?.why ?? 'cannot be decrypted');
      return fault?.status ?? 400;
    }
    received.push({
      endpoint,
      ttl: Number(headers.ttl),
      urgency: headers.urgency as string | undefined,
      topic: headers.topic as string | undefined,
      payload,
      authorization: String(headers.authorization),
      vapid: readVapid(String(headers.authorization))!,
      headers,
      httpVersion,
    });
    return 201;
  }

  function pour(response: http.ServerResponse) {
    const words = Buffer.alloc(65_536, 'la ');
    const timer = setInterval(() => {
      response.write(words);
      bytesTaken += words.length;
    }, 1);
    response.on('close', () => clearInterval(timer)).on('error', () => {});
  }

  function hangUp() {
    for (const socket of sockets) socket.destroy();
  }

  return {
    host,
    origin,
    ca: certificate?.cert ?? '',
    received,
    faults,
    asked: () => asked,
    connections: () => connections,
    bytesTaken: () => bytesTaken,
    subscribe(applicationServerKey) {
      const key = createECDH('prime256v1');
      const p256dh = key.generateKeys('base64url');
      const auth = randomBytes(16);
      const endpoint = `${origin}/push/${randomBytes(24).toString('base64url')}`;
      browsers.set(endpoint, { key, auth, applicationServerKey, left: false });
      return { endpoint, p256dh, auth: auth.toString('base64url') };
    },
    unsubscribe: (endpoint) => (browsers.get(endpoint)!.left = true),
    answer: (answer, endpoint = '') =>
      void (answer ? answers.set(endpoint, answer) : answers.delete(endpoint)),
    hangUp,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        hangUp();
      }),
  };
}

function serve(
  speaks: 'http' | 'https' | 'h2',
  certificate: { key: string; cert: string } | null,
  take: (request: http.IncomingMessage, response: http.ServerResponse) => void,
) {
  if (!certificate) return http.createServer(take);
  return speaks === 'h2'
    ? http2.createSecureServer({ ...certificate, allowHTTP1: true }, take as never)
    : https.createServer(certificate, take);
}

function decryptOrNull(body: Buffer, browser: Browser): string | null {
  try {
    return decrypt(body, browser);
  } catch {
    return null;
  }
}

async function readAll(request: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
