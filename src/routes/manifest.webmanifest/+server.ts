import { PLACES } from '#lib/places.ts';
import type { RequestHandler } from './$types';

/** Places one can go to by holding the icon down. */
const SHORTCUTS = [
  ...PLACES.map(({ name, words }) => ({ name: words, url: `/?to=${name}` })),
  { name: 'My week', url: '/me' },
];

const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
  src: `/icons/${name}-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

const MANIFEST = {
  id: '/',
  name: 'Natter: neighbours getting together',
  short_name: 'Natter',
  description: 'Meet-ups in the village: when and where, and who brings the milk.',
  lang: 'en-GB',
  dir: 'ltr',
  start_url: '/me',
  scope: '/',
  display: 'standalone',
  background_color: '#fbf6ec',
  theme_color: '#12352a',
  categories: ['social', 'lifestyle'],
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    icon('icon', 192, 'any'),
    icon('icon', 512, 'any'),
    icon('maskable', 192, 'maskable'),
    icon('maskable', 512, 'maskable'),
  ],
  shortcuts: SHORTCUTS.map((one) => ({ ...one, icons: [icon('icon', 192, 'any')] })),
};

export const GET: RequestHandler = () =>
  new Response(JSON.stringify(MANIFEST), {
    headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=86400' },
  });
