import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './running.mjs';
import { checkNode, Problem } from './saying.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Package */

/** Installs the packages of the lock file, unless exactly those are there. */
export function installPackages(folder = process.cwd()) {
  checkNode();
  if (isInstalled(folder)) return;
  console.log('Installing what Natter needs. This happens once and takes a minute or so.');
  const { ok, output } = runQuietly(...npm(['ci', '--include=dev', '--no-audit', '--no-fund']), folder);
  if (!ok)
    throw new Problem(`${output}\nThe packages could not be installed: is this machine on the internet?`);
}

/**
 * True when node_modules holds what package-lock.json asks for. npm writes its own list there when it has
 * finished, so an install that broke off does not count.
 */
export function isInstalled(folder = process.cwd()) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, one]) => path === '' || fits(one, present[path]));
}

/** @param {Package} wanted @param {Package | undefined} present */
function fits(wanted, present) {
  // Packages for other machines are optional, and npm leaves them out.
  if (!present) return wanted.optional === true;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

/** @param {string} path @returns {Record<string, Package> | null} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** How to run npm: the one that started us, else the one on the path. @param {string[]} args @returns {[string, string[]]} */
export function npm(args) {
  const self = process.env.npm_execpath;
  return self?.endsWith('.js') ? [process.execPath, [self, ...args]] : ['npm', args];
}
