// Serves the built app until it is told to stop. `npm start` ends here; a systemd unit may begin here.
import { fileURLToPath } from 'node:url';
import { giveUp, Problem } from './saying.mjs';
import { largest } from './serving/bodies.mjs';
import { createNatterServer, placeOf, SCHEME_HEADER } from './serving/server.mjs';
import { readSettings } from './serving/settings.mjs';

const STOP_WITHIN_MS = 9_000;
const FINISH_WITHIN_MS = 5_000;

/** @type {import('./serving/server.mjs').Log} */
const log = (event, about = {}) =>
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...about }));

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
try {
  await serve();
} catch (problem) {
  giveUp(problem);
}

async function serve() {
  const settings = readSettings(process.env);
  const handler = await loadApp(settings);
  const server = createNatterServer(handler, settings, log);
  process.on('SIGTERM', () => stop(server));
  process.on('SIGINT', () => stop(server));
  process.on('unhandledRejection', (problem) => log('bug', { kind: 'promise', where: placeOf(problem) }));
  process.on('uncaughtException', (problem) => {
    log('bug', { kind: problem.name, where: placeOf(problem) });
    process.exit(1);
  });
  await listen(server, settings);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  console.log(`Natter is at ${settings.origin ?? `http://localhost:${port}`}`);
}

/** Starts the app: it reads its settings, opens and migrates the database. @param {import('./serving/settings.mjs').Settings} settings @returns {Promise<import('./serving/server.mjs').Handler>} */
async function loadApp({ bodyLimit }) {
  // The adapter would believe any visitor about these.
  for (const name of ['HOST_HEADER', 'PORT_HEADER', 'PROTOCOL_HEADER']) delete process.env[name];
  for (const name of ['ORIGIN', 'ADDRESS_HEADER', 'XFF_DEPTH']) {
    if (!process.env[name]) delete process.env[name];
  }
  process.env.PROTOCOL_HEADER = SCHEME_HEADER;
  // The adapter has one limit for all; each door's own is held in front of it.
  process.env.BODY_SIZE_LIMIT = String(largest(bodyLimit));
  const built = new URL('../../build/handler.js', import.meta.url).href;
  return (await import(built)).handler;
}

/** @param {import('node:http').Server} server @param {import('./serving/settings.mjs').Settings} settings */
function listen(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ { code }) =>
      reject(
        new Problem(`Natter cannot listen on port ${port} (${code}): set PORT or HOST to something else`),
      ),
    );
    server.listen({ port, host }, () => resolve(null));
  });
}

let stopping = false;

/** Takes no more requests, finishes those in flight, lets the app put its work down, and ends. @param {import('node:http').Server} server */
async function stop(server) {
  if (stopping) process.exit(1);
  stopping = true;
  log('stopping');
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await globalThis.natterStop?.();
  log('stopped');
  process.exit(0);
}
