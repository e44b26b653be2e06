// Runs a TypeScript file after seeing to its packages: node src/commands/with-packages.mjs [--present] FILE.ts args
// With --present it takes the packages that are there: installing would pull them from under a running Natter.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from './installing.mjs';
import { giveUp } from './saying.mjs';

const [, , ...given] = process.argv;
const present = given[0] === '--present';
const [file = '', ...args] = present ? given.slice(1) : given;

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
try {
  if (!present || !existsSync('node_modules/tsx')) installPackages();
} catch (problem) {
  giveUp(problem);
}
const { register } = await import('tsx/esm/api');
register();
process.argv = [process.execPath, resolve(file), ...args];
await import(pathToFileURL(resolve(file)).href);
