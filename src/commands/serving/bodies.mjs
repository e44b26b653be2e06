/** @typedef {import('node:http').IncomingMessage} Request */

/** Tells the app that what came along is more than is taken here; what a visitor sends under this name is dropped. */
export const TOO_LARGE_HEADER = 'x-natter-too-large';

/** The doors that take more: a host brings a file there, and nothing of it is read for anybody else. */
const WITH_FILE = /^\/[\w-]+\/desk\/(buses\?\/bring|calendars\?\/file)$/;
/** A bus company's timetable may have 8 MB; a calendar has less, but its form is given back with what was typed. */
const FILE_LIMIT = 8_100_000;

/** The most that any request may bring. @param {number} bodyLimit */
export function largest(bodyLimit) {
  return Math.max(bodyLimit, FILE_LIMIT);
}

/**
 * Holds a request to what its door takes. False where the app is not to be asked at all. A form with a file that says it
 * is larger goes to the app without its body, so that the page can say so in words.
 * @param {Request} request @param {number} bodyLimit bytes
 */
export function hold(request, bodyLimit) {
  const { headers, method, url = '' } = request;
  delete headers[TOO_LARGE_HEADER];
  const limit = method === 'POST' && WITH_FILE.test(url) ? largest(bodyLimit) : bodyLimit;
  if (headers['transfer-encoding']) cutOff(request, limit);
  if (!(Number(headers['content-length']) > limit)) return true;
  if (method !== 'POST' || !headers['content-type']?.startsWith('multipart/form-data')) return false;
  headers[TOO_LARGE_HEADER] = 'yes';
  headers['content-length'] = '0';
  return true;
}

/** One that does not say how long it is, as some proxies send, is counted while it comes. @param {Request} request @param {number} limit bytes */
function cutOff(request, limit) {
  let left = limit;
  const push = request.push.bind(request);
  request.push = (piece, encoding) => {
    left -= piece?.length ?? 0;
    if (left >= 0) return push(piece, encoding);
    request.destroy();
    return false;
  };
}
