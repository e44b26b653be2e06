import { createServer, STATUS_CODES } from 'node:http';
import { hold } from './bodies.mjs';
import { compress } from './compression.mjs';
import { headersFor } from './headers.mjs';
import { schemeOf } from './scheme.mjs';

/** Carries the scheme to the adapter; what a visitor sends under this name is dropped. */
export const SCHEME_HEADER = 'x-natter-scheme';

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} Handler */
/** @typedef {(event: string, about?: Record<string, string | number>) => void} Log */

/** A slow visitor holds a connection, never more than this long. */
const LIMITS = {
  connectionsCheckingInterval: 5_000,
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Longer than proxies keep theirs, so that none sends a request down a connection that is just closing.
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16 * 1024,
};
const SILENCE_MS = 120_000;

/**
 * One click in a mail program stops letters (RFC 8058). It is a form without an Origin, which the framework refuses;
 * the signed address says all there is to say, and without a type it is no form.
 */
const ONE_CLICK = /^\/letters\/[\w.-]+\/stop$/;

/**
 * A server around the built app: headers on every answer, compression, limits, and the visitor's scheme.
 * @param {Handler} handler @param {import('./settings.mjs').Settings} settings @param {Log} log
 */
export function createNatterServer(handler, settings, log) {
  const sayOnce = once(log);
  const server = createServer(LIMITS, (request, response) => {
    const scheme = schemeOf(request.headers, settings.origin);
    request.headers[SCHEME_HEADER] = scheme;
    for (const [name, value] of Object.entries(headersFor(request.url ?? '/', scheme)))
      response.setHeader(name, value);
    if (scheme === 'http' && !isLoopback(request.headers.host)) sayOnce('cookies-without-host-prefix');
    // Behind a proxy all come from one address, and would share one limit.
    if (request.headers['x-forwarded-for'] && !settings.tellsVisitorsApart) sayOnce('visitors-count-as-one');
    // Once it stops, a connection takes no further request.
    if (!server.listening) response.setHeader('connection', 'close');
    // What was sent along and not read would keep the next request on this connection waiting.
    response.on('finish', () => request.removeAllListeners('data').resume());
    response.on('close', () => server.listening || server.closeIdleConnections());

    if (!request.url?.startsWith('/')) return refuse(response, 400);
    if (!hold(request, settings.bodyLimit)) return refuse(response, 413);
    if (request.method === 'POST' && ONE_CLICK.test(request.url)) delete request.headers['content-type'];
    compress(request, response);
    answer(handler, request, response, log);
  });
  server.setTimeout(SILENCE_MS);
  server.on('clientError', refuseUnreadable);
  return server;
}

/** @type {(handler: Handler, ...rest: [...Parameters<Handler>, Log]) => Promise<void>} */
async function answer(handler, request, response, log) {
  try {
    await handler(request, response);
  } catch (problem) {
    log('bug', { kind: problem instanceof Error ? problem.name : typeof problem, where: placeOf(problem) });
    if (response.headersSent) response.destroy();
    else refuse(response, 500);
  }
}

/** Answers in the plainest way; the app was not asked. @param {import('node:http').ServerResponse} response @param {number} status */
function refuse(response, status) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${STATUS_CODES[status]}\n`);
}

/** What is not HTTP at all, or came too slowly, is answered before there is a request. @param {NodeJS.ErrnoException} problem @param {import('node:stream').Duplex} socket */
function refuseUnreadable(problem, socket) {
  if (problem.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[problem.code ?? ''] ?? 400;
  const headers = { ...headersFor('/', 'http'), 'content-length': '0', connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`);
}

/** Where a bug is, without its words: they may hold what people wrote. @param {unknown} problem */
export function placeOf(problem) {
  const lines = problem instanceof Error ? (problem.stack ?? '').split('\n') : [];
  const frames = lines.filter((line) => /^\s+at /.test(line)).slice(0, 3);
  return frames.map((line) => line.trim().replace(/^at /, '').replace(process.cwd(), '')).join(' < ');
}

/** @param {string | undefined} host */
function isLoopback(host = '') {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

/** @param {Log} log */
function once(log) {
  /** @type {Set<string>} */
  const said = new Set();
  return (/** @type {string} */ event) => {
    if (!said.has(event)) log(event);
    said.add(event);
  };
}
