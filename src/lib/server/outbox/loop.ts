export interface Loop {
  start(): void;
  /** Begins the next turn now instead of after the pause. */
  wake(): void;
  /** No new turn begins; resolves when the present one has ended. */
  stop(): Promise<void>;
}

/** Does `work` again and again with a pause between; what it throws goes to `onProblem`, and the loop goes on. */
export function createLoop(
  work: () => Promise<void>,
  pauseMs: number,
  onProblem: (problem: unknown) => void,
): Loop {
  let stopping = false;
  let woken = false;
  let resume = () => {};
  let running: Promise<void> = Promise.resolve();

  async function run() {
    while (!stopping) {
      woken = false;
      await turn();
      if (!stopping && !woken) await pause();
    }
  }

  async function turn(): Promise<void> {
    try {
      await work();
    } catch (problem) {
      // Whatever telling of it does, the loop has to go on.
      await Promise.resolve(problem)
        .then(onProblem)
        .catch(() => {});
    }
  }

  function pause(): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, pauseMs);
      resume = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  function wake() {
    woken = true;
    resume();
  }

  return {
    start: () => void (running = run()),
    wake,
    stop() {
      stopping = true;
      wake();
      return running;
    },
  };
}
