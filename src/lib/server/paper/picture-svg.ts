import { MONTHS, WEEKDAYS } from '#lib/day-names.ts';
import { BULBS, CORD, CORD_WIDTH, SHELTER } from './drawings.ts';
import { fit, line, type Try } from './lettering.ts';
import { CREAM, GREEN, INK, JAM, LAMP, LINE, QUIET } from './page.ts';
import type { Picture } from './picture.ts';

/** Pixels. */
export const WIDTH = 1200;
export const HEIGHT = 630;

const BAND = 132;
const EDGE = 72;
const LEAF = { x: EDGE, y: 230, width: 250, height: 300 };
const GAP = 14;

const TITLES: Try[] = [
  [92, 1],
  [76, 2],
  [60, 3],
  [50, 4],
];

/** A picture as SVG, in our own look. */
export function svgOf(picture: Picture): string {
  const left = picture.day ? LEAF.x + LEAF.width + 60 : EDGE;
  const width = WIDTH - left - EDGE;
  const thirds: Try[] = [
    [42, 1],
    [36, picture.cancelled ? 1 : 2],
  ];
  const blocks = [
    fit(picture.title, width, TITLES, { colour: INK, bold: true }),
    ...(picture.cancelled ? [fit('CANCELLED', width, [[50, 1]], { colour: JAM, bold: true })] : []),
    fit(picture.second, width, [[46, 1]], { colour: picture.cancelled ? QUIET : JAM, bold: true }),
    fit(picture.third, width, thirds, { colour: INK }),
  ];
  const high = blocks.reduce((sum, { height }) => sum + height + GAP, 0);
  const top = BAND + 30;
  let y = top + Math.max(0, (HEIGHT - top - high) / 2 - GAP);
  const placed = blocks.map((block) => {
    const drawn = block.at(left, y);
    y += block.height + GAP;
    return drawn;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${CREAM}"/>`,
    band(picture.head),
    picture.day ? leaf(picture.day, picture.cancelled) : '',
    ...placed,
    '</svg>',
  ].join('');
}

/** Green, with the shelter and a name, and fairy lights below. */
function band(name: string): string {
  const scale = 1.5;
  const cord = `<path d="${CORD}" fill="none" stroke="${GREEN}" stroke-width="1.6"/>`;
  const piece = cord + BULBS.map((bulb) => `<path d="${bulb}" fill="${LAMP}"/>`).join('');
  const pieces = Array.from({ length: Math.ceil(WIDTH / CORD_WIDTH / scale) }, (_, i) => {
    return `<g transform="translate(${i * CORD_WIDTH * scale} ${BAND - 4}) scale(${scale})">${piece}</g>`;
  });
  const shelter = SHELTER.map(
    ([d, { fill = 'none', stroke = 'none', thickness = 1 }]) =>
      `<path d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="${thickness}" stroke-linecap="round"/>`,
  );
  const tries: Try[] = [
    [46, 1],
    [32, 2],
  ];
  const named = fit(name, WIDTH - 2 * EDGE - 120, tries, { colour: CREAM, bold: true });
  return [
    `<rect width="${WIDTH}" height="${BAND}" fill="${GREEN}"/>`,
    `<g transform="translate(${EDGE} 16) scale(1.5)">${shelter.join('')}</g>`,
    named.at(EDGE + 120, (BAND - named.height) / 2),
    ...pieces,
  ].join('');
}

/** A torn-off calendar leaf, as on the pages. */
function leaf(day: string, off: boolean): string {
  const date = new Date(`${day}T00:00:00Z`);
  const { x, y, width, height } = LEAF;
  const middle = { x: x + width / 2, anchor: 'middle' as const };
  const round = `M${x} ${y + 76}v-50a26 26 0 0 1 26 -26h${width - 52}a26 26 0 0 1 26 26v50z`;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="26" fill="#fff" stroke="${LINE}" stroke-width="3"/>`,
    `<path d="${round}" fill="${off ? QUIET : JAM}"/>`,
    line(WEEKDAYS[(date.getUTCDay() + 6) % 7]!, {
      ...middle,
      y: y + 53,
      size: 40,
      colour: '#fff',
      bold: true,
    }),
    line(String(date.getUTCDate()), { ...middle, y: y + 208, size: 150, colour: INK, bold: true }),
    line(MONTHS[date.getUTCMonth()]!, { ...middle, y: y + 266, size: 42, colour: INK }),
    off ? `<path d="M${x + 40} ${y + 158}h${width - 80}" stroke="${JAM}" stroke-width="12"/>` : '',
  ].join('');
}
