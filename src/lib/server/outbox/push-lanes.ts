const WIDTH = 32;
// The next go in once half the lane is free rather than one by one: messages that start together leave in one
// packet and come back in one, which saves a sixth of their work (bench/push.ts).
const HALF = WIDTH / 2;

interface Lane {
  busy: number;
  waiting: (() => void)[];
  openAt: number;
}

/** One lane a host: a host that is slow, or asks for peace, holds up nobody else's messages. */
export interface Lanes {
  /** Runs `work` once the host has room, or gives the seconds to wait if it has asked for peace by then. */
  through<T>(host: string, now: number, work: () => Promise<T>): Promise<T | { waitSeconds: number }>;
  /** Keeps messages from this host until `until`, in Unix seconds; those in line are told so at once. */
  hold(host: string, until: number): void;
  /** When this host may be sent to again, in Unix seconds; 0 if it may. */
  openAt(host: string): number;
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();

  async function through<T>(host: string, now: number, work: () => Promise<T>) {
    const lane = lanes.get(host) ?? { busy: 0, waiting: [], openAt: 0 };
    lanes.set(host, lane);
    await turnIn(lane);
    try {
      return lane.openAt > now ? { waitSeconds: lane.openAt - now } : await work();
    } finally {
      lane.busy--;
      if (lane.busy <= HALF) letIn(lane, WIDTH - lane.busy);
      if (lane.busy === 0 && lane.openAt <= now) lanes.delete(host);
    }
  }

  function hold(host: string, until: number) {
    const lane = lanes.get(host);
    if (!lane) return;
    lane.openAt = Math.max(lane.openAt, until);
    letIn(lane, Infinity);
  }

  return { through, hold, openAt: (host) => lanes.get(host)?.openAt ?? 0 };
}

function turnIn(lane: Lane): Promise<void> | void {
  if (lane.busy >= WIDTH || lane.waiting.length > 0) {
    return new Promise((goAhead) => lane.waiting.push(goAhead));
  }
  lane.busy++;
}

function letIn(lane: Lane, most: number): void {
  for (const goAhead of lane.waiting.splice(0, most)) {
    lane.busy++;
    goAhead();
  }
}
