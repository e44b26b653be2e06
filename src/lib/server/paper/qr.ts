import { encode } from 'uqr';

/** A QR code as a picture of modules: `path` draws the dark ones (SVG, one unit a module) in a square of `size`. */
export interface Qr {
  size: number;
  path: string;
}

/** The light frame that readers need around a code: four modules (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

/** The code of an address. A quarter of it may be torn or wet (level Q), as on a door or a notice-board. */
export function qrOf(address: string): Qr {
  const { data, size } = encode(address, { ecc: 'Q', border: QUIET_ZONE });
  return { size, path: data.flatMap((row, y) => runsOf(row, y)).join('') };
}

/** One rectangle for each run of dark modules, so that no hair lines show between them. */
function runsOf(row: boolean[], y: number): string[] {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x++;
    runs.push(`M${from} ${y}h${x + 1 - from}v1h-${x + 1 - from}z`);
  }
  return runs;
}
