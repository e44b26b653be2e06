import type { Page } from '@playwright/test';

/** The pages of the demo village, for whoever looks at all of them. */

export const HUB = '/stainsacre-social';

export const NOWHERE = '/nobody/here';

const ANYBODYS = [
  '/',
  HUB,
  '/sign-in',
  '/sign-in/code',
  '/start',
  `${HUB}/report`,
  `${HUB}/subscribe`,
  `${HUB}/whats-on`,
  `${HUB}/rota`,
  `${HUB}/lifts`,
  '/me/data/erased',
  `${HUB}/have-your-say`,
  `${HUB}/you-said`,
  `${HUB}/promises`,
  `${HUB}/new-here`,
  `${HUB}/have-your-say/agree`,
  `${HUB}/have-your-say/asks`,
  '/offline',
  NOWHERE,
];

const KEEPERS = [
  '/me',
  '/me/reach',
  '/me/told',
  '/me/voice',
  '/me/promises',
  '/me/calls',
  '/me/lifts',
  '/me/lifts/sheet',
  '/me/lifts/log',
  '/me/lifts/papers',
  '/me/calendar',
  '/me/devices',
  '/me/data',
  '/me/data/erase',
  '/start',
  HUB,
  `${HUB}/rota`,
  `${HUB}/rota/wishes`,
  `${HUB}/lifts`,
  `${HUB}/lifts/ask`,
  `${HUB}/lifts/offer`,
  `${HUB}/desk/lifts`,
  `${HUB}/desk/lifts/ask`,
  `${HUB}/desk/lifts/offer`,
  `${HUB}/desk/buses`,
  `${HUB}/desk/lifts/money`,
  `${HUB}/desk/lifts/papers`,
  `${HUB}/desk/lifts/taxis`,
  `${HUB}/desk`,
  `${HUB}/have-your-say`,
  `${HUB}/desk/voice`,
  `${HUB}/desk/voice/new`,
  `${HUB}/desk/voice/read-out`,
  `${HUB}/desk/promises`,
  `${HUB}/notes`,
  `${HUB}/desk/bodies`,
  `${HUB}/have-your-say/agree`,
  `${HUB}/desk/agree`,
  `${HUB}/desk/asks`,
  `${HUB}/desk/rota`,
  `${HUB}/desk/jobs`,
  `${HUB}/desk/jobs/new`,
  `${HUB}/desk/meetups/new`,
  `${HUB}/desk/venues`,
  `${HUB}/desk/venues/new`,
  `${HUB}/desk/people`,
  `${HUB}/desk/people/new`,
  `${HUB}/desk/hub`,
  `${HUB}/calls`,
  `${HUB}/desk/calls`,
  `${HUB}/desk/calls/new`,
  `${HUB}/desk/calls/sheet`,
  `${HUB}/desk/rota/sheet`,
  `${HUB}/desk/paper`,
  `${HUB}/desk/calendars`,
  `${HUB}/desk/slips`,
  `${HUB}/desk/boards`,
  `${HUB}/desk/magazine`,
  `${HUB}/desk/reports`,
];

const OF_MEETUP = [
  ...[
    '',
    '/agenda',
    '/agenda/sheet',
    '/notes',
    '/notes/sheet',
    '/jobs',
    '/lifts',
    '/lifts/list',
    '/lifts/taxi',
    '/change',
    '/cancel',
    '/reached',
    '/ring-list',
    '/sign-in-sheet',
  ],
];

/** The paths for somebody new. */
export async function anybodys(page: Page): Promise<string[]> {
  const [meetup] = await findLinks(page, HUB, /\/meetups\/[^/?#]+$/);
  const [topic] = await findLinks(page, `${HUB}/have-your-say`, /\/have-your-say\/[\w-]{22}$/);
  const asked = await findLinks(page, `${HUB}/have-your-say/asks`, /\/asks\/[\w-]{22}$/);
  return [...ANYBODYS, meetup!, `${meetup}/poster`, topic!, ...asked.slice(0, 2), `${asked[0]}/paper`];
}

/** The paths for a keeper who is signed in on this page. */
export async function keepers(page: Page): Promise<string[]> {
  const [meetup] = await findLinks(page, `${HUB}/desk`, /\/desk\/meetups\/[\w-]{22}-[\d-]{10}$/);
  const [series] = await findLinks(page, `${HUB}/desk`, /\/desk\/series\/[\w-]+$/);
  const [venue] = await findLinks(page, `${HUB}/desk/venues`, /\/desk\/venues\/[\w-]{22}$/);
  const [person] = await findLinks(page, `${HUB}/desk/people`, /\/desk\/people\/[\w-]{22}$/);
  const [job] = await findLinks(page, `${HUB}/desk/jobs`, /\/desk\/jobs\/[\w-]{22}$/);
  const [calendar] = await findLinks(page, `${HUB}/desk/calendars`, /\/desk\/calendars\/[\w-]{22}$/);
  const [board] = await findLinks(page, `${HUB}/desk/boards`, /\/desk\/boards\/[\w-]{22}$/);
  const [call] = await findLinks(page, `${HUB}/desk/calls`, /\/desk\/calls\/[\w-]{22}$/);
  const topics = await findLinks(page, `${HUB}/desk/voice`, /\/desk\/voice\/[\w-]{22}$/);
  const topic = topics[0]!;
  const briefing = await firstBriefing(page, topics);
  const [body] = await findLinks(page, `${HUB}/desk/bodies`, /\/desk\/bodies\/[\w-]{22}$/);
  const asked = await findLinks(page, `${HUB}/desk/asks`, /\/asks\/[\w-]{22}$/);
  const [point] = await findLinks(page, `${HUB}/desk/lifts`, /\/desk\/lifts\/[\w-]{22}$/);
  const [spokenFor] = await findLinks(page, `${HUB}/rota`, /\/rota\/for\/[\w-]{22}$/);
  const [bus] = await findLinks(page, `${HUB}/desk/buses`, /\/desk\/buses\/[\w-]{22}$/);
  const [day] = await findLinks(page, `${HUB}/desk/lifts`, /\/desk\/lifts\/days\/[\d-]{10}$/);
  const more = [
    body!,
    ...asked.slice(0, 2),
    `${asked[0]}/new`,
    topic,
    `${topic}/carry`,
    briefing,
    job!,
    calendar!,
    board!,
    call!,
    point!,
    bus!,
    spokenFor!,
    day!,
    `${day}/taxi`,
    `${day}/list`,
    `${series}/jobs`,
    `${person}/helping`,
    `${person}/card`,
    `${person}/driving`,
  ];
  return [...KEEPERS, ...OF_MEETUP.map((one) => meetup + one), series!, venue!, person!, ...more];
}

/** The paths for a councillor who is signed in on this page, and nobody else. */
export async function councillors(page: Page): Promise<string[]> {
  const bodies = await findLinks(page, '/me', /\/bodies\/[\w-]{22}$/);
  const asks = bodies.map((body) => `${body}/asks`);
  const asked = await findLinks(page, asks[0]!, /\/asks\/[\w-]{22}$/);
  return [...bodies, ...asks, ...asked.slice(0, 1)];
}

/** Of the first topic that is being carried somewhere. */
async function firstBriefing(page: Page, topics: string[]): Promise<string> {
  for (const topic of topics) {
    const [briefing] = await findLinks(page, `${topic}/carry`, /\/briefing$/);
    if (briefing) return briefing;
  }
  throw new Error('no topic of the demo village is being carried');
}

/** The addresses of the pages about one thing, from the lists that lead to them. */
export async function findLinks(page: Page, list: string, wanted: RegExp): Promise<string[]> {
  await page.goto(list);
  const hrefs = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
  return [...new Set(hrefs.filter((href) => wanted.test(href)))];
}

/** A way to look at a page. */
export interface Look {
  name: string;
  width: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  contrast?: 'more';
  /** The device's own colours instead of ours. */
  forced?: boolean;
  /** The size of text that the device is set to, where 16 is as usual. */
  text?: number;
}

/** 320 px is also 1280 px at 400 %. */
export const LOOKS: Look[] = [
  { name: '320', width: 320 },
  { name: '768', width: 768 },
  { name: '1280', width: 1280 },
  { name: '320-dark', width: 320, colorScheme: 'dark' },
  { name: '1280-dark', width: 1280, colorScheme: 'dark' },
  { name: '768-contrast', width: 768, contrast: 'more' },
  { name: '768-contrast-dark', width: 768, contrast: 'more', colorScheme: 'dark' },
  { name: '768-forced', width: 768, forced: true },
  { name: '768-text-200', width: 768, text: 32 },
  { name: '320-text-200', width: 320, text: 32 },
  { name: '1280-zoom-400', width: 320, height: 256 },
];

/** Sets a page to a look; from then on it stays so. */
export async function lookAs(page: Page, look: Look) {
  const { width, height = 900, colorScheme = 'light', contrast = 'no-preference', forced, text } = look;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, contrast, forcedColors: forced ? 'active' : 'none' });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: text ?? 16 } });
  await devtools.detach();
}
