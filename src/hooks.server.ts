import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import * as clock from '#server/clock.ts';
import { ConfigProblem, readConfig } from '#server/config.ts';
import { openHouse, type House } from '#server/house.ts';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as reports from '#server/hubs/reports.ts';
import * as setUpLinks from '#server/hubs/set-up-links.ts';
import { newId } from '#server/ids.ts';
import { createLog } from '#server/log.ts';
import * as sessions from '#server/people/sessions.ts';
import * as mapOrigin from './routes/map-origin.ts';
import * as renewed from './routes/renewed.ts';
import * as sentLater from './routes/sent-later.ts';
import * as sessionCookie from './routes/session-cookie.ts';
import * as signedOut from './routes/signed-out.ts';
import * as textSize from './routes/text-size/text-size.ts';

const log = createLog((line) => console.log(line), clock.now);
let house: House;

export const init: ServerInit = async () => {
  // While developing, changed code opens the house again in the same process.
  await globalThis.natterStop?.();
  try {
    house = await openHouse(readConfig(process.env), log, clock.now());
  } catch (problem) {
    if (!(problem instanceof ConfigProblem)) throw problem;
    console.error(problem.message);
    process.exit(1);
  }
  globalThis.natterStop = () => house.close();
  await house.delivery.start();
  await sayReports();
  const link = await setUpLinks.fresh(house.db, clock.now());
  if (link) console.log(`Set up your hub, once, at ${house.address}/start?link=${link}`);
};

/** A mail may have been lost: what nobody has looked at is said again at each start. */
async function sayReports(): Promise<void> {
  const waiting = (await reports.forOperator(house.db)).length;
  if (waiting === 0) return;
  const address = `${house.address}/operator/${reportLinks.make(house.keys.signing, clock.now())}`;
  console.log(`Reports about keepers that nobody has looked at: ${waiting}. Read them at ${address}`);
}

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.house = house;
  event.locals.now = clock.now();
  event.locals.viewer = null;
  const secret = sessionCookie.read(event);
  if (secret) {
    const session = await sessions.read(house.db, secret, event.locals.now);
    event.locals.viewer = session?.viewer ?? null;
    // One that has ended is left alone: a late answer that took it away would take the next one's, who has signed in since.
    if (session?.renewed) sessionCookie.set(event, secret, session.expiresAt);
  }
  const size = textSize.read(event);
  const response =
    sentLater.refuseAnothers(event) ??
    (await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%natter.text%', size),
      preload: ({ type }) => type === 'js' || type === 'css',
    }));
  mapOrigin.open(response, house.config.mapTiles);
  return sayWhoseItIs(renewed.answerFor(event) ?? signedOut.answerFor(event) ?? response, event);
};

/** What may be kept on the way is for everybody; all else names whom it is for, so that a device keeps people apart. */
function sayWhoseItIs(response: Response, { locals: { viewer }, url }: RequestEvent): Response {
  const { headers } = response;
  if (headers.has('set-cookie')) headers.set('cache-control', 'private, no-store');
  else if (!headers.has('cache-control')) headers.set('cache-control', cacheRule(viewer !== null, url));
  if (!headers.get('cache-control')?.startsWith('public'))
    headers.set('natter-for', sentLater.nameOf(viewer));
  return response;
}

/** What somebody signed in sees is kept nowhere; the rest may be kept, but must be asked about again. */
function cacheRule(signedIn: boolean, url: URL): string {
  const ownPages = /^\/(me|sign-in|start|letters|operator)(\/|$)|^\/[^/]+\/desk(\/|$)/;
  return signedIn || ownPages.test(url.pathname) ? 'private, no-store' : 'private, no-cache';
}

export const handleError: HandleServerError = async ({ error, event, status, message }) => {
  if (renewed.isGone(event, status)) return renewed.note(event);
  if (status < 500) return { message };
  if (await signedOut.isSo(event).catch(() => false)) return signedOut.note(event);
  const id = newId();
  log('mishap', { id, route: event.route.id, method: event.request.method });
  // The place in the code, never the words: those may hold what somebody typed.
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  log('mishap-place', {
    id,
    kind: error instanceof Error ? error.name : typeof error,
    where: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 5)
      .join(' '),
  });
  return { message: 'Something went wrong on our side', id };
};
