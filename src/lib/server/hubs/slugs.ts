/** First parts of paths that are not hubs, now or as planned; `tests/rooms/hubs/slugs.test.ts` compares them with the routes. */
export const RESERVED: readonly string[] = [
  'about',
  'api',
  'app',
  'assets',
  'demo',
  'find',
  'fonts',
  'healthz',
  'help',
  'hubs',
  'icons',
  'letters',
  'manifest.webmanifest',
  'me',
  'offline',
  'open-referral',
  'operator',
  'people',
  'privacy',
  'readyz',
  'recipes',
  'safety',
  'sign-in',
  'sign-out',
  'robots.txt',
  'sitemap.xml',
  'squeaks',
  'start',
  'static',
  'text-size',
  'well-known',
];

const LONGEST = 50;
const MOST_TRIED = 10_000;

/** Addresses for a hub of this name, best first: "stainsacre-social", "stainsacre-social-2" … */
export function* slugsFor(name: string): Generator<string> {
  const plain = slugOf(name);
  if (!RESERVED.includes(plain)) yield plain;
  for (let n = 2; n < MOST_TRIED; n++) yield `${plain}-${n}`;
}

function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  // A name in letters that an address cannot hold still gets one.
  return words.length < 2 ? ['hub', words].filter(Boolean).join('-') : words;
}
