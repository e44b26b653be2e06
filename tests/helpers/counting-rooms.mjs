import { writeFileSync } from 'node:fs';

/**
 * A reporter for vitest that counts, and keeps the reasons of skipped tests, which its own JSON leaves out.
 * A file that could not be read at all, or a promise that nobody caught, is one failure.
 */
export default class CountingReporter {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} uncaught */
  onTestRunEnd(modules, uncaught) {
    /** @type {import('../../src/commands/counting.mjs').Count} */
    const count = { passed: 0, failed: uncaught.length, skipped: [] };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) addTest(count, test);
    }
    if (process.env.COUNT_FILE) writeFileSync(process.env.COUNT_FILE, JSON.stringify(count));
  }
}

/** @param {import('../../src/commands/counting.mjs').Count} count @param {import('vitest/node').TestCase} test */
function addTest(count, test) {
  const result = test.result();
  if (result.state === 'passed') {
    count.passed += 1;
  } else if (result.state === 'skipped') {
    count.skipped.push(`${test.fullName}: ${result.note ?? 'no reason given'}`);
  } else {
    count.failed += 1;
  }
}
