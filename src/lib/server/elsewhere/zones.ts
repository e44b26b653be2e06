import { isZone } from '#server/wall-clock.ts';

/** What Outlook and Exchange call the zones of places whose calendars a village may read (Unicode CLDR, windowsZones). */
const WINDOWS: Record<string, string> = {
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Atlantic Standard Time': 'America/Halifax',
  'Central America Standard Time': 'America/Guatemala',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Central Standard Time': 'America/Chicago',
  'China Standard Time': 'Asia/Shanghai',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'Eastern Standard Time': 'America/New_York',
  'FLE Standard Time': 'Europe/Kiev',
  'GMT Standard Time': 'Europe/London',
  'GTB Standard Time': 'Europe/Bucharest',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'India Standard Time': 'Asia/Calcutta',
  'Mountain Standard Time': 'America/Denver',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Romance Standard Time': 'Europe/Paris',
  'Russian Standard Time': 'Europe/Moscow',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Turkey Standard Time': 'Europe/Istanbul',
  'W. Europe Standard Time': 'Europe/Berlin',
};
const LONGEST = 100;
/** Each further zone costs time and memory of its own; a village's calendar has one or two. */
const MOST = 6;

/** The zones that one file names. */
export interface Zones {
  /** The zone of the time zone database that is meant; null for one we do not know, or one too many. */
  find(tzid: string): string | null;
  /** Learns from a VTIMEZONE what it calls a place (X-LIC-LOCATION). */
  learn(tzid: string, place: string): void;
}

export function createZones(): Zones {
  const known = new Map<string, string>();
  const used = new Set<string>();

  function find(tzid: string): string | null {
    const zone = known.get(tzid) ?? meantBy(tzid);
    if (zone === null || (used.size >= MOST && !used.has(zone))) return null;
    used.add(zone);
    known.set(tzid, zone);
    return zone;
  }

  function learn(tzid: string, place: string): void {
    if (known.size < MOST && meantBy(tzid) === null && isPlace(place)) known.set(tzid, place);
  }

  return { find, learn };
}

/** "Europe/London", "/mozilla.org/20050126_1/Europe/London", "GMT Standard Time", "(UTC+00:00) Dublin, … London". */
function meantBy(tzid: string): string | null {
  if (tzid.length > LONGEST) return null;
  if (isPlace(tzid)) return tzid;
  if (Object.hasOwn(WINDOWS, tzid)) return WINDOWS[tzid]!;
  if (/^\(UTC[^)]*\) (Dublin|Edinburgh)\b.*\bLondon$/.test(tzid)) return 'Europe/London';
  const place = tzid.startsWith('/') ? tzid.split('/').slice(-2).join('/') : '';
  return isPlace(place) ? place : null;
}

/** A name as the database writes it: one with other capitals would be a zone more to keep in memory. */
function isPlace(name: string): boolean {
  return /^(UTC|GMT|[A-Z][A-Za-z_-]+\/[A-Z][A-Za-z_+\-0-9]*(\/[A-Z][A-Za-z_]+)?)$/.test(name) && isZone(name);
}
