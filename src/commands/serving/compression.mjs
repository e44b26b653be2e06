import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller answers fit into one packet as they are. */
const WORTH_IT = 1024;
const TEXT = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?(json|xml)\b|image\/svg)/;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** @typedef {import('node:http').IncomingMessage} Request @typedef {import('node:http').ServerResponse} Response */

/**
 * Holds the app's text answers until they are whole, and sends them compressed. Files come compressed from
 * the build; they, and everything that is not text, pass through.
 * @param {Request} request @param {Response} response
 */
export function compress(request, response) {
  const encoding = mayReflect(request) ? null : bestEncoding(request.headers['accept-encoding']);
  const { writeHead, write, end } = response;
  /** @type {Buffer[] | null} */
  let held = null;

  // The app passes the status alone; what serves files passes its headers too.
  response.writeHead = /** @type {any} */ (
    (/** @type {number} */ status, /** @type {any[]} */ ...rest) => {
      if (rest.length > 0 || request.method === 'HEAD' || !isText(response)) {
        return writeHead.call(response, status, ...rest);
      }
      response.statusCode = status;
      held = [];
      return response;
    }
  );
  response.write = /** @type {any} */ (
    (/** @type {any} */ chunk, /** @type {any[]} */ ...rest) => {
      if (!held) return write.call(response, chunk, /** @type {any} */ (rest[0]), rest[1]);
      held.push(toBuffer(chunk));
      return true;
    }
  );
  response.end = /** @type {any} */ (
    (/** @type {any[]} */ ...rest) => {
      if (!held) return end.apply(response, /** @type {any} */ (rest));
      if (rest[0]) held.push(toBuffer(rest[0]));
      const body = held.length === 1 ? /** @type {Buffer} */ (held[0]) : Buffer.concat(held);
      held = null;
      Object.assign(response, { writeHead, write, end });
      send(response, body, encoding);
      return response;
    }
  );
}

/** Without copying what is bytes already. @param {string | Uint8Array} chunk */
function toBuffer(chunk) {
  return typeof chunk === 'string'
    ? Buffer.from(chunk)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** @param {Response} response @param {Buffer} body @param {'br' | 'gzip' | null} encoding */
function send(response, body, encoding) {
  if (body.length < WORTH_IT) return finish(response, body);
  response.setHeader('vary', [response.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', '));
  if (!encoding) return finish(response, body);
  /** @type {(problem: Error | null, packed: Buffer) => void} */
  const sendPacked = (problem, packed) => {
    if (problem) return finish(response, body);
    response.setHeader('content-encoding', encoding);
    weakenEtag(response);
    finish(response, packed);
  };
  if (encoding === 'br') brotliCompress(body, BROTLI, sendPacked);
  else gzip(body, sendPacked);
}

/** @param {Response} response @param {Buffer} body */
function finish(response, body) {
  if (response.destroyed) return;
  response.setHeader('content-length', body.length);
  response.end(body);
}

/** The same page in another encoding is not the same bytes. @param {Response} response */
function weakenEtag(response) {
  const etag = response.getHeader('etag');
  if (typeof etag === 'string' && !etag.startsWith('W/')) response.setHeader('etag', `W/${etag}`);
}

/** @param {Response} response */
function isText(response) {
  if (
    response.hasHeader('content-encoding') ||
    /no-transform/.test(String(response.getHeader('cache-control')))
  ) {
    return false;
  }
  return TEXT.test(String(response.getHeader('content-type') ?? ''));
}

/**
 * Length tells secrets when another site can make a signed-in browser ask for words of its choosing, next to
 * the secret, again and again (the BREACH attack). Such requests are answered uncompressed.
 * @param {Request} request
 */
function mayReflect({ headers }) {
  return headers['sec-fetch-site'] === 'cross-site' && headers.cookie !== undefined;
}

/** @param {string | string[] | undefined} header @returns {'br' | 'gzip' | null} */
export function bestEncoding(header) {
  const accepted = String(header ?? '')
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : null;
}
