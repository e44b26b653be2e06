/** What keeps a command from going on; its message is one line that says what to do. */
export class Problem extends Error {}

/** Says why a command ends, in its own words and without a stack, and ends it. @param {unknown} problem */
export function giveUp(problem) {
  console.error(
    problem instanceof Problem ? problem.message : `Something is wrong with Natter itself: ${problem}`,
  );
  process.exit(1);
}

/** The oldest Node that runs Natter. */
const OLDEST = { major: 20, minor: 19 };

/** Throws a `Problem` on a Node that is too old. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new Problem(
    `Natter needs Node ${OLDEST.major}.${OLDEST.minor} or newer, and this is Node ${version}: install a newer one from https://nodejs.org`,
  );
}
