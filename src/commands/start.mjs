// npm start: installs and builds when needed, then serves. One process: what is loaded for serving is loaded last.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from './building.mjs';
import { installPackages } from './installing.mjs';
import { checkNode, giveUp, Problem } from './saying.mjs';
import { readSettings } from './serving/settings.mjs';

try {
  checkNode();
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  await refuseTakenPort(readSettings(process.env));
  installPackages();
  build();
} catch (problem) {
  giveUp(problem);
}
await import('./serve.mjs');
if (process.env.npm_lifecycle_event) endWithParent(process.ppid);

/** Building under a running Natter would pull the files from under it, so look first. @param {import('./serving/settings.mjs').Settings} settings */
function refuseTakenPort({ port, host }) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ problem) =>
      problem.code === 'EADDRINUSE' ? reject(new Problem(portIsTaken(port))) : resolve(null),
    );
    probe.listen({ port, host }, () => probe.close(resolve));
  });
}

/** @param {number} port */
function portIsTaken(port) {
  return `Port ${port} is taken: is Natter running already? To use another, set PORT, as in PORT=3001 npm start`;
}

/** npm hands a signal to a shell that ends without passing it on, and Natter would stay behind. @param {number} parent */
function endWithParent(parent) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.emit('SIGTERM');
  }, 250);
  watch.unref();
}
