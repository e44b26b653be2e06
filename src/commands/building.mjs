import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './running.mjs';
import { Problem } from './saying.mjs';

/** Everything the built app is made from. Migrations are read when it starts. */
const SOURCES = [
  'src',
  'static',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'tsconfig.json',
  'vite.config.ts',
];

/** Builds the app, unless the build that is there was made from exactly these sources. */
export function build(folder = process.cwd()) {
  const sources = digest(folder);
  if (isBuilt(folder, sources)) return;
  console.log('Building Natter. This takes half a minute, and happens again only when its source changes.');
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  const { ok, output } = runQuietly(process.execPath, [vite, 'build'], folder);
  if (!ok) throw new Problem(`${output}\nNatter could not be built from this source.`);
  writeFileSync(stamp(folder), sources);
}

/** True when the build was made from these sources. */
export function isBuilt(folder = process.cwd(), sources = digest(folder)) {
  if (!existsSync(join(folder, 'build', 'handler.js'))) return false;
  return existsSync(stamp(folder)) && readFileSync(stamp(folder), 'utf8') === sources;
}

/** One hash over the names and contents of all sources. */
export function digest(folder = process.cwd()) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesIn(folder, source))) {
    const content = readFileSync(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Files below a path, in an order that does not depend on the machine. @param {string} folder @param {string} path @returns {string[]} */
function filesIn(folder, path) {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesIn(folder, `${path}/${name}`));
}

/** @param {string} folder */
function stamp(folder) {
  return join(folder, 'build', '.made-from');
}
