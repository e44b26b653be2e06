import { LibsqlError, type Transaction } from '@libsql/client';
import { writerOf, type Writer } from './database.ts';

interface Waiting {
  work: (tx: Writer) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (problem: unknown) => void;
}

type Outcome = { value: unknown } | { problem: unknown };

const TRIES = 6;

/**
 * One writer at a time, and one commit for all that wait (group commit): the embedded driver is synchronous
 * underneath, so a second writer that waited for the lock would freeze the whole process.
 */
export function createQueue(begin: () => Promise<Transaction>, groupSize: number) {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function run() {
    while (waiting.length > 0) {
      await gather();
      await settle(waiting.splice(0, groupSize), begin);
    }
    running = null;
  }

  /** A commit holds up the whole process, so requests that are half read join it: as long as each turn brings one. */
  async function gather() {
    for (let before = 0; before < waiting.length && waiting.length < groupSize;) {
      before = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    write<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as Waiting['resolve'], reject });
        running ??= run();
      });
    },
    async drain() {
      await running;
    },
  };
}

async function settle(group: Waiting[], begin: () => Promise<Transaction>) {
  for (let attempt = 1; ; attempt++) {
    try {
      const outcomes = await commit(group, begin);
      return group.forEach((one, i) => answer(one, outcomes[i]!));
    } catch (problem) {
      if (!isBusy(problem) || attempt === TRIES) return group.forEach((one) => one.reject(problem));
      await pause(attempt * 20 * (1 + Math.random()));
    }
  }
}

/** Nearly always nothing fails, and the group is spared the savepoints: what fails is found in a second go. */
async function commit(group: Waiting[], begin: () => Promise<Transaction>): Promise<Outcome[]> {
  try {
    return await commitTogether(group, begin, async (transaction, { work }) => ({
      value: await work(writerOf(transaction)),
    }));
  } catch (problem) {
    if (isBusy(problem)) throw problem;
    if (group.length === 1) return [{ problem }];
    return commitTogether(group, begin, within);
  }
}

async function commitTogether(
  group: Waiting[],
  begin: () => Promise<Transaction>,
  go: (transaction: Transaction, one: Waiting) => Promise<Outcome>,
): Promise<Outcome[]> {
  const transaction = await begin();
  try {
    const outcomes: Outcome[] = [];
    for (const one of group) outcomes.push(await go(transaction, one));
    await transaction.commit();
    return outcomes;
  } finally {
    transaction.close();
  }
}

async function within(transaction: Transaction, { work }: Waiting): Promise<Outcome> {
  await transaction.execute('SAVEPOINT one');
  try {
    const value = await work(writerOf(transaction));
    await transaction.execute('RELEASE one');
    return { value };
  } catch (problem) {
    if (isBusy(problem)) throw problem;
    await transaction.execute('ROLLBACK TO one');
    await transaction.execute('RELEASE one');
    return { problem };
  }
}

function answer(one: Waiting, outcome: Outcome) {
  if ('problem' in outcome) one.reject(outcome.problem);
  else one.resolve(outcome.value);
}

function isBusy(problem: unknown): boolean {
  return problem instanceof LibsqlError && problem.code.startsWith('SQLITE_BUSY');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
