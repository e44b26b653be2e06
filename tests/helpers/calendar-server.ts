import * as https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeCertificate } from './certificate.ts';

/** What it answers with; without a status, 200. */
export interface CalendarAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Never answers, or breaks off in the middle. */
  manner?: 'silent' | 'broken';
}

export interface CalendarServer {
  /** `host:port`, as in CALENDAR_EXTRA_HOSTS. */
  host: string;
  origin: string;
  ca: string;
  /** The headers of each request, by path. */
  asked: { path: string; headers: IncomingHttpHeaders }[];
  answer(path: string, answer: CalendarAnswer): void;
  stop(): Promise<void>;
}

/** Somebody else's web server on loopback, over https. */
export async function startCalendarServer(): Promise<CalendarServer> {
  const certificate = makeCertificate();
  const answers = new Map<string, CalendarAnswer>();
  const asked: CalendarServer['asked'] = [];
  const server = https.createServer(certificate, (request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const { status = 200, headers = {}, body = '', manner } = answers.get(path) ?? { status: 404 };
    if (manner === 'silent') return;
    const tag = headers.etag;
    if (tag !== undefined && request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
    } else if (manner === 'broken') {
      response.writeHead(status, { ...headers, 'content-length': String(body.length * 2) });
      response.write(body, () => response.destroy());
    } else {
      response.writeHead(status, headers).end(body);
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `https://${host}`,
    ca: certificate.cert,
    asked,
    answer: (path, answer) => void answers.set(path, answer),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

export const packed = (body: string | Buffer): CalendarAnswer => ({
  headers: { 'content-encoding': 'gzip' },
  body: gzipSync(body),
});
