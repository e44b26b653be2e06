/** @typedef {{ passed: number, failed: number, skipped: string[] }} Count */

/** @param {any[]} tests @param {string[]} statuses */
function withStatus(tests, statuses) {
  return tests.filter(({ status }) => statuses.includes(status));
}

/** Counts what playwright reports; one that passed only when tried again counts as failed. @param {any} report @returns {Count} */
export function countJourneys(report) {
  const specs = report.suites.flatMap(specsIn);
  const tests = specs.flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({ ...test, title: `${spec.title} (${test.projectName})` })),
  );
  return {
    passed: withStatus(tests, ['expected']).length,
    failed: withStatus(tests, ['unexpected', 'flaky']).length + (report.errors?.length ?? 0),
    skipped: withStatus(tests, ['skipped']).map((test) => [test.title, ...reasons(test)].join(': ')),
  };
}

/** @param {any} suite @returns {any[]} */
function specsIn(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)];
}

/** @param {{ annotations?: { type: string, description?: string }[] }} test */
function reasons({ annotations = [] }) {
  return annotations
    .filter(({ type }) => type === 'skip')
    .map(({ description }) => description ?? 'no reason given');
}
