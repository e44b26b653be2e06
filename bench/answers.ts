import { atLeast, median, type Figure } from './figures.ts';
import { press } from './press.ts';
import type { Load } from './load.ts';
import type { Server } from './servers.ts';
import { inTurn, prepare } from './side-by-side.ts';

const SECONDS = 5;
const WARM_UP = 2;
const CLIENTS = 50;

/** "I'm coming" from 50 people at once, each signed in, beside one bare write a request. */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  const { cookies, meetup } = pair.seeded;
  const bareForms = cookies.map((_, i) => `person=p${i + 1}&party=2`);
  try {
    const { natter, bare } = await inTurn(pair, {
      bare: (server) => send(server, { url: `${server.url}/answer`, forms: bareForms }),
      natter: (server) =>
        send(server, {
          url: `${server.url}${meetup}?/coming`,
          cookies,
          forms: ['party=1&once={n}', 'party=2&once={n}'],
        }),
    });
    return [atLeast('answers', 'posts/s', median(natter), median(bare), 0.5)];
  } finally {
    pair.remove();
  }
}

async function send({ url }: Server, load: Pick<Load, 'url' | 'forms' | 'cookies'>): Promise<number> {
  const headers = { origin: url, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  await press({ ...load, headers, connections: CLIENTS, seconds: WARM_UP });
  const { perSecond, errors, statuses } = await press({
    ...load,
    headers,
    connections: CLIENTS,
    seconds: SECONDS,
  });
  if (errors > 0 || !statuses['303']) throw new Error(`answers were answered ${JSON.stringify(statuses)}`);
  return perSecond;
}
