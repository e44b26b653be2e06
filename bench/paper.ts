import { atMost, median, type Figure } from './figures.ts';
import type { Server } from './servers.ts';
import { prepare, ROUNDS } from './side-by-side.ts';
import type { Seeded } from './village.ts';

interface Seen {
  first: number;
  poster: number;
  list: number;
  picture: number;
}

/**
 * How long somebody waits for a sheet of paper or a picture, in milliseconds: each time another meet-up's, so that
 * none is kept from before. The very first one loads what it is made with.
 */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  const seen: Seen[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const server = await pair.startNatter();
      seen.push(await look(server, pair.seeded).finally(() => server.stop()));
    }
    const of = (name: keyof Seen) => median(seen.map((one) => one[name]));
    return [
      atMost('first poster as PDF', 'ms', of('first'), 1_000, null),
      atMost('poster as PDF', 'ms', of('poster'), 1_000, null),
      atMost("what's on as PDF", 'ms', of('list'), 1_000, null),
      atMost('picture of a date', 'ms', of('picture'), 50, null),
    ];
  } finally {
    pair.remove();
  }
}

async function look(server: Server, { posters, pictures, whatsOn }: Seeded): Promise<Seen> {
  const [first = '', ...others] = posters;
  return {
    first: await wait(server, first, 'application/pdf'),
    poster: median(await waits(server, others, 'application/pdf')),
    list: await wait(server, whatsOn, 'application/pdf'),
    picture: median(await waits(server, pictures, 'image/png')),
  };
}

async function waits(server: Server, paths: string[], kind: string): Promise<number[]> {
  const spent: number[] = [];
  for (const path of paths) spent.push(await wait(server, path, kind));
  return spent;
}

async function wait({ url }: Server, path: string, kind: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url + path);
  await response.arrayBuffer();
  if (response.status !== 200 || response.headers.get('content-type') !== kind)
    throw new Error(`${path} answered ${response.status}`);
  return performance.now() - began;
}
