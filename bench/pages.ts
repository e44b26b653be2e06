import { atLeast, median, type Figure } from './figures.ts';
import { press } from './press.ts';
import type { Server } from './servers.ts';
import { inTurn, prepare } from './side-by-side.ts';

const SECONDS = 5;
const WARM_UP = 2;
const CONNECTIONS = 20;

/**
 * The meet-up page with 57 answers, the hub's home, a rota of twelve weeks with 30 people, and what was said with 200
 * topics, in requests a second beside the bare page.
 */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  try {
    const { natter, bare } = await inTurn(pair, {
      bare: async (server) => ({ page: await ask(server, '/'), home: 0, rota: 0, say: 0 }),
      natter: async (server) => ({
        page: await ask(server, pair.seeded.meetup),
        home: await ask(server, pair.seeded.hub),
        rota: await ask(server, pair.seeded.rota),
        say: await ask(server, pair.seeded.haveYourSay),
      }),
    });
    const plain = median(bare.map(({ page }) => page));
    return [
      atLeast('meet-up page', 'req/s', median(natter.map(({ page }) => page)), plain, 0.6),
      atLeast('hub home', 'req/s', median(natter.map(({ home }) => home)), plain, 0.6),
      atLeast('rota of twelve weeks', 'req/s', median(natter.map(({ rota }) => rota)), plain, 0.4),
      atLeast('have your say, 200 topics', 'req/s', median(natter.map(({ say }) => say)), plain, 0.4),
    ];
  } finally {
    pair.remove();
  }
}

async function ask(server: Server, path: string): Promise<number> {
  const load = { url: server.url + path, connections: CONNECTIONS };
  await press({ ...load, seconds: WARM_UP });
  const { perSecond, errors, statuses } = await press({ ...load, seconds: SECONDS });
  if (errors > 0 || !statuses['200']) throw new Error(`${path} answered ${JSON.stringify(statuses)}`);
  return perSecond;
}
