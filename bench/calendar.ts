import { atLeast, median, type Figure } from './figures.ts';
import { press } from './press.ts';
import type { Server } from './servers.ts';
import { inTurn, prepare } from './side-by-side.ts';

const SECONDS = 5;
const WARM_UP = 2;
const CONNECTIONS = 20;
const DATES = 200;

/** A hub's calendar of 200 dates, whole and where nothing has changed, in requests a second beside the bare page. */
export async function run(): Promise<Figure[]> {
  const pair = await prepare();
  try {
    const { natter, bare } = await inTurn(pair, {
      bare: async (server) => ({ whole: await ask(server, '/', '200'), unchanged: 0 }),
      natter: async (server) => {
        const tag = await tagOf(server, pair.seeded.calendar);
        return {
          whole: await ask(server, pair.seeded.calendar, '200'),
          unchanged: await ask(server, pair.seeded.calendar, '304', { 'if-none-match': tag }),
        };
      },
    });
    const plain = median(bare.map(({ whole }) => whole));
    const of = (name: 'whole' | 'unchanged') => median(natter.map((seen) => seen[name]));
    return [
      atLeast(`calendar of ${DATES} dates`, 'req/s', of('whole'), plain, 0.3),
      atLeast('calendar, unchanged', 'req/s', of('unchanged'), plain, 2),
    ];
  } finally {
    pair.remove();
  }
}

async function tagOf({ url }: Server, path: string): Promise<string> {
  const response = await fetch(url + path);
  const dates = (await response.text()).split('BEGIN:VEVENT').length - 1;
  if (dates < DATES) throw new Error(`the calendar has ${dates} dates`);
  return response.headers.get('etag') ?? '';
}

async function ask(
  { url }: Server,
  path: string,
  status: '200' | '304',
  headers: Record<string, string> = {},
): Promise<number> {
  const load = { url: url + path, connections: CONNECTIONS, headers };
  await press({ ...load, seconds: WARM_UP });
  const { perSecond, errors, statuses } = await press({ ...load, seconds: SECONDS });
  if (errors > 0 || !statuses[status]) throw new Error(`${path} answered ${JSON.stringify(statuses)}`);
  return perSecond;
}
