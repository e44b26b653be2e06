// npm test: everything that must hold, step by step. Its last line counts: "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getBrowser } from './browser.mjs';
import { build } from './building.mjs';
import { getCalendarReaders } from './calendar-readers.mjs';
import { countJourneys } from './counting.mjs';
import { installPackages } from './installing.mjs';
import { runAloud, runQuietly } from './running.mjs';
import { giveUp } from './saying.mjs';

/** @typedef {import('./counting.mjs').Count} Count */

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'natter-test-reports-'));
/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: [] };

try {
  installPackages();
} catch (problem) {
  giveUp(problem);
}
check('Formatting', 'prettier/bin/prettier.cjs', ['--check', '.']);
check('Routes and their types', '@sveltejs/kit/svelte-kit.js', ['sync']);
check('Lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']);
check('Pages', 'svelte-check/bin/svelte-check', ['--fail-on-warnings', '--threshold', 'warning']);
check('TypeScript', 'typescript/bin/tsc', ['--noEmit']);
const isBuilt = step('The build', () => build());
getCalendarReaders();
suite('Rooms, architecture and docs', 'vitest/vitest.mjs', ['run'], {
  args: ['--reporter=default', '--reporter=./tests/helpers/counting-rooms.mjs'],
  env: (report) => ({ COUNT_FILE: report }),
  count: (report) => report,
});
if (isBuilt) {
  await getBrowser();
  suite('Journeys', 'playwright/cli.js', ['test'], {
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    args: ['--reporter=list,json'],
    count: countJourneys,
  });
}
rmSync(reports, { recursive: true, force: true });

for (const one of total.skipped) console.log(`Skipped: ${one}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** One thing that holds or does not, counted as one. @param {string} name @param {() => void} work */
function step(name, work) {
  const began = Date.now();
  try {
    work();
    total.passed += 1;
    console.log(`✓ ${name} (${seconds(began)})`);
    return true;
  } catch (problem) {
    total.failed += 1;
    console.log(`✗ ${name} (${seconds(began)})\n${problem instanceof Error ? problem.message : problem}`);
    return false;
  }
}

/** A tool that says nothing while all is well. @param {string} name @param {string} tool @param {string[]} args */
function check(name, tool, args) {
  step(name, () => {
    const { ok, output } = runQuietly(process.execPath, [join('node_modules', tool), ...args]);
    if (!ok) throw new Error(output);
  });
}

/**
 * A runner of many tests, each counted.
 * @param {string} name @param {string} tool @param {string[]} args
 * @param {{ args: string[], env: (report: string) => Record<string, string>, count: (report: any) => Count }} how
 */
function suite(name, tool, args, how) {
  const began = Date.now();
  const report = join(reports, `${name}.json`);
  console.log(`\n${name}`);
  const ok = runAloud(process.execPath, [join('node_modules', tool), ...args, ...how.args], how.env(report));
  const count = readCount(report, how.count);
  // A runner that fell over without a failed test is itself a failure.
  if (!ok && count.failed === 0) count.failed = 1;
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped.push(...count.skipped);
  console.log(
    `${count.failed === 0 ? '✓' : '✗'} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds(began)})`,
  );
}

/** @param {string} report @param {(report: any) => Count} count @returns {Count} */
function readCount(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** @param {number} began */
function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
