/** A place on the map: what is said when it is touched. */
interface Marked {
  point: { latitude: number; longitude: number };
  words: string;
}

interface MapOf {
  tiles: { address: string; credit: string };
  centre: Marked;
  places: Marked[];
}

/** Fetches the map's program and draws; nothing of it is on the page before somebody asks for it. */
export async function drawMap(element: HTMLElement, { tiles, centre, places }: MapOf): Promise<void> {
  const { default: leaflet } = await import('leaflet');
  await import('leaflet/dist/leaflet.css');
  const map = leaflet.map(element, { zoomControl: true, attributionControl: true });
  map.attributionControl.setPrefix(false);
  leaflet.tileLayer(tiles.address, { attribution: plain(tiles.credit), maxZoom: 18 }).addTo(map);
  for (const [one, colour] of [
    [centre, '#a3253a'] as const,
    ...places.map((place) => [place, '#1c4a37'] as const),
  ]) {
    leaflet
      .circleMarker([one.point.latitude, one.point.longitude], {
        radius: 10,
        color: colour,
        fillOpacity: 0.7,
      })
      .bindTooltip(elementWith(one.words), { permanent: false })
      .addTo(map);
  }
  const all = [centre, ...places].map(({ point }) => [point.latitude, point.longitude] as [number, number]);
  map.fitBounds(all, { padding: [30, 30], maxZoom: 15 });
}

/** Leaflet takes text for markup. */
function elementWith(words: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = words;
  return element;
}

function plain(words: string): string {
  return elementWith(words).innerHTML;
}
