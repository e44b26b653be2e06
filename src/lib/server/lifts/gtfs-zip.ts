import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { TimetableRefused } from './gtfs-refusals.ts';

/** The most bytes of a file that somebody brings. */
export const LARGEST = 8_000_000;
/** What the parts that are read may have together, unpacked; a county has more, one company less. */
const LARGEST_UNPACKED = 120_000_000;
const MOST_ENTRIES = 200;
/** Parts that are looked at; of all others no byte is unpacked. */
const WANTED = new Set([
  ...['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt', 'calendar.txt'],
  ...['calendar_dates.txt', 'frequencies.txt', 'booking_rules.txt', 'location_groups.txt'],
  ...['location_group_stops.txt', 'locations.geojson'],
]);

/** A timetable as it was brought: a zip with tables in it. */
export interface TimetableZip {
  has(name: string): boolean;
  /** Hands over a part piece by piece; a part may be read more than once. */
  read(name: string, take: (piece: Uint8Array) => void): Promise<void>;
}

/**
 * Opens a zip that nobody vouches for. Nothing of it is ever written anywhere. Throws TimetableRefused: for names that
 * lead out of it, two parts of one name, a password, or more than is read here. A part that unpacks to more than the
 * zip's list says is 'broken' as soon as it does, so that a small file cannot become a huge one.
 */
export async function open(bytes: Uint8Array): Promise<TimetableZip> {
  if (bytes.length > LARGEST) throw new TimetableRefused('too-large');
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
  }).catch(() => {
    throw new TimetableRefused('not-a-zip');
  });
  const entries = await entriesOf(zip);
  let left = LARGEST_UNPACKED;
  return {
    has: (name) => entries.has(name),
    async read(name, take) {
      const entry = entries.get(name);
      if (!entry) throw new TimetableRefused('missing', name);
      left -= entry.uncompressedSize;
      if (left < 0) throw new TimetableRefused('too-large');
      await unpack(zip, entry, take);
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new TimetableRefused('too-large');
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (!WANTED.has(entry.fileName)) continue;
      if (entries.has(entry.fileName)) throw new TimetableRefused('broken', entry.fileName);
      if (entry.isEncrypted()) throw new TimetableRefused('locked');
      entries.set(entry.fileName, entry);
    }
  } catch (problem) {
    if (problem instanceof TimetableRefused) throw problem;
    throw new TimetableRefused(isAboutNames(problem) ? 'odd-names' : 'broken');
  }
  return entries;
}

/** The library says in words alone what it did not like. */
function isAboutNames(problem: unknown): boolean {
  return (
    problem instanceof Error && /absolute path|invalid relative path|invalid characters/.test(problem.message)
  );
}

async function unpack(zip: ZipFile, entry: Entry, take: (piece: Uint8Array) => void): Promise<void> {
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) take(piece as Uint8Array);
  } catch (problem) {
    throw problem instanceof TimetableRefused ? problem : new TimetableRefused('broken', entry.fileName);
  }
}
