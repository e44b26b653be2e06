import { Problem } from '../saying.mjs';

/**
 * What the server itself needs to know; src/lib/server/config.ts reads the rest.
 * @typedef {{ host: string | undefined, port: number, origin: string | null, bodyLimit: number, tellsVisitorsApart: boolean }} Settings
 */

/**
 * Reads the server's settings. Throws a `Problem` that says what to set.
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(env) {
  checkAddressHeader(env.ADDRESS_HEADER, env.XFF_DEPTH);
  return {
    host: env.HOST || undefined,
    port: readPort(env.PORT),
    origin: readOrigin(env.ORIGIN),
    bodyLimit: readSize(env.BODY_SIZE_LIMIT || '1100K'),
    tellsVisitorsApart: Boolean(env.ADDRESS_HEADER),
  };
}

/** @param {string | undefined} text */
export function readPort(text) {
  const port = Number(text || 3000);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Problem('PORT must be a number from 0 to 65535, as in PORT=3000');
}

/** @param {string | undefined} text */
function readOrigin(text) {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase().replace(/\/$/, ''))
    return url.origin;
  throw new Problem('ORIGIN must be an address alone, as in ORIGIN=https://natter.example.org');
}

/** @param {string} text */
function readSize(text) {
  const [, figure, unit] = /^(\d+)([KMG]?)$/i.exec(text) ?? [];
  if (!figure) throw new Problem('BODY_SIZE_LIMIT must be a size, as in BODY_SIZE_LIMIT=512K');
  return Number(figure) * 1024 ** ' KMG'.indexOf((unit || ' ').toUpperCase());
}

/** @param {string | undefined} header @param {string | undefined} depth */
function checkAddressHeader(header, depth) {
  if (header && !/^[\w-]+$/.test(header)) {
    throw new Problem('ADDRESS_HEADER must be the name of a header, as in ADDRESS_HEADER=X-Forwarded-For');
  }
  if (depth && !/^[1-9]\d?$/.test(depth)) {
    throw new Problem('XFF_DEPTH must be the number of proxies in front of Natter, as in XFF_DEPTH=1');
  }
}
