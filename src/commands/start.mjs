// npm start: installs and builds when needed, then serves. One process: what is loaded for serving is loaded last.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from './building.mjs';
import { installPackages } from './installing.mjs';
import { checkNode, giveUp, Problem } from './saying.mjs';

try {
  checkNode();
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  await refuseTakenPort();
  installPackages();
  build();
} catch (problem) {
  giveUp(problem);
}
await import('./serve.mjs');

/** Building under a running Natter would pull the files from under it, so look first. */
function refuseTakenPort() {
  const port = Number(process.env.PORT || 3000);
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ problem) =>
      problem.code === 'EADDRINUSE' ? reject(new Problem(portIsTaken(port))) : resolve(null),
    );
    probe.listen({ port, host: process.env.HOST || undefined }, () => probe.close(resolve));
  });
}

/** @param {number} port */
function portIsTaken(port) {
  return `Port ${port} is taken: is Natter running already? To use another, set PORT, as in PORT=3001 npm start`;
}
