import { atMost, median, round, type Figure } from './figures.ts';
import { press } from './press.ts';
import type { Server } from './servers.ts';
import { inTurn, prepare } from './side-by-side.ts';

const SETTLED_MS = 3_000;
const LOADED_SECONDS = 10;

interface Seen {
  startMs: number;
  idle: number;
  loaded: number;
}

/** From the start of the process to the first 200, and resident memory at rest and under load. */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  const { meetup } = pair.seeded;
  try {
    const { natter, bare } = await inTurn(pair, {
      bare: (server) => look(server, '/'),
      natter: (server) => look(server, meetup),
    });
    const of = (seen: Seen[], name: keyof Seen) => median(seen.map((one) => one[name]));
    const start = of(natter, 'startMs');
    const bareStart = of(bare, 'startMs');
    return [
      {
        name: 'cold start',
        value: round(start),
        unit: 'ms',
        ratio: round(start / bareStart),
        goal: '≤ 3 × bare',
        holds: start <= 3 * bareStart,
      },
      atMost('memory at rest', 'MiB', of(natter, 'idle'), 110, of(bare, 'idle')),
      atMost('memory under load', 'MiB', of(natter, 'loaded'), 200, of(bare, 'loaded')),
    ];
  } finally {
    pair.remove();
  }
}

async function look(server: Server, path: string): Promise<Seen> {
  await fetch(server.url + path);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const idle = server.memory().now;
  await press({ url: server.url + path, connections: 50, seconds: LOADED_SECONDS });
  return { startMs: server.startMs, idle, loaded: server.memory().most };
}
