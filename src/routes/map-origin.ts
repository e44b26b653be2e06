import type { MapTiles } from '#server/config.ts';

/** Lets pages show pictures from where the operator said maps come from, and from nowhere else besides our own. */
export function open({ headers }: Response, tiles: MapTiles | null): void {
  const policy = headers.get('content-security-policy');
  if (tiles === null || policy === null) return;
  const { origin } = new URL(tiles.address);
  headers.set('content-security-policy', policy.replace(/\bimg-src\b/, `img-src ${origin}`));
}
