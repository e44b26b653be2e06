// Runs a TypeScript file after seeing to its packages: node src/commands/with-packages.mjs FILE.ts args
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './installing.mjs';
import { giveUp } from './saying.mjs';

const [file, ...args] = process.argv.slice(2);

try {
  installPackages();
} catch (problem) {
  giveUp(problem);
}
const { register } = await import('tsx/esm/api');
register();
process.argv = [process.argv[0] ?? '', resolve(file ?? ''), ...args];
await import(pathToFileURL(resolve(file ?? '')).href);
