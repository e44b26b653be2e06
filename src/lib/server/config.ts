import { resolve } from 'node:path';

/** Everything the operator can set, read once. */
export interface Config {
  /** The public address, as "https://natter.example.org"; null when it is taken from each request. */
  origin: string | null;
  dataFolder: string;
  databaseUrl: string;
  databaseAuthToken: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  pushContact: string;
  pushExtraHosts: string[];
  calendarExtraHosts: string[];
  /** A routing server for lifts; null to go by the distance. */
  roadTimesUrl: string | null;
  /** Where maps come from, when somebody asks for one; null where nobody set it. */
  mapTiles: MapTiles | null;
  port: number;
}

/** `address` has {z}, {x} and {y} in it; `credit` is what whoever made the map wants to be said. */
export interface MapTiles {
  address: string;
  credit: string;
}

/** A setting that stops the start; its message is one line that says what to set. */
export class ConfigProblem extends Error {}

type Environment = Record<string, string | undefined>;

/** Reads and checks the environment. Throws `ConfigProblem`. */
export function readConfig(env: Environment): Config {
  const dataFolder = resolve(env.NATTER_DATA || './data');
  const origin = readOrigin(env.ORIGIN);
  const smtpUrl = readUrl('SMTP_URL', env.SMTP_URL, ['smtp:', 'smtps:']);
  return {
    origin,
    dataFolder,
    databaseUrl:
      readUrl('DATABASE_URL', env.DATABASE_URL, ['file:', 'http:', 'https:', 'libsql:', 'ws:', 'wss:']) ??
      `file:${resolve(dataFolder, 'natter.db')}`,
    databaseAuthToken: env.DATABASE_AUTH_TOKEN || null,
    smtpUrl,
    mailFrom: readMailFrom(env.MAIL_FROM, smtpUrl, origin),
    pushContact: readContact(env.PUSH_CONTACT, origin),
    pushExtraHosts: readHosts('PUSH_EXTRA_HOSTS', env.PUSH_EXTRA_HOSTS),
    calendarExtraHosts: readHosts('CALENDAR_EXTRA_HOSTS', env.CALENDAR_EXTRA_HOSTS),
    roadTimesUrl: readUrl('ROAD_TIMES_URL', env.ROAD_TIMES_URL, ['http:', 'https:']),
    mapTiles: readMapTiles(env.MAP_TILES, env.MAP_CREDIT),
    port: readPort(env.PORT),
  };
}

function readOrigin(text: string | undefined): string | null {
  const url = readUrl('ORIGIN', text, ['http:', 'https:']);
  if (url === null) return null;
  if (new URL(url).origin !== url.replace(/\/$/, '')) {
    throw new ConfigProblem('ORIGIN must be an address alone, as in ORIGIN=https://natter.example.org');
  }
  return new URL(url).origin;
}

function readUrl(name: string, text: string | undefined, schemes: string[]): string | null {
  if (!text) return null;
  if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol)) {
    throw new ConfigProblem(`${name} must be an address that begins with ${schemes.join(' or ')}`);
  }
  return text;
}

function readMailFrom(text: string | undefined, smtpUrl: string | null, origin: string | null): string {
  if (smtpUrl && !text)
    throw new ConfigProblem('SMTP_URL is set, so set MAIL_FROM too, as in MAIL_FROM=hello@example.org');
  if (!text) return `natter@${origin ? new URL(origin).hostname : 'localhost'}`;
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(text)) {
    throw new ConfigProblem('MAIL_FROM must be one mail address, as in MAIL_FROM=hello@example.org');
  }
  return text;
}

/** Push services ask whom to write to when something is wrong; Apple refuses what is not a real address. */
function readContact(text: string | undefined, origin: string | null): string {
  if (!text) return origin?.startsWith('https:') ? origin : 'mailto:natter@example.org';
  if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(text)) {
    throw new ConfigProblem(
      'PUSH_CONTACT must begin with mailto: or https:, as in PUSH_CONTACT=mailto:you@example.org',
    );
  }
  return text;
}

function readHosts(name: string, text: string | undefined): string[] {
  const hosts = (text ?? '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean);
  const bad = hosts.find((host) => !/^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i.test(host));
  if (bad) throw new ConfigProblem(`${name} must be a list like one.example.org:443,other.example.org:8443`);
  return hosts;
}

function readMapTiles(address: string | undefined, credit: string | undefined): MapTiles | null {
  if (!address) return null;
  const isWhole = ['{z}', '{x}', '{y}'].every((part) => address.includes(part));
  if (!isWhole || !URL.canParse(address) || !/^https:\/\/[a-z0-9.-]+(:\d+)?\//i.test(address)) {
    throw new ConfigProblem(
      'MAP_TILES must be an address with {z}, {x} and {y}, as in MAP_TILES=https://tiles.example.org/{z}/{x}/{y}.png',
    );
  }
  if (!credit)
    throw new ConfigProblem('MAP_TILES is set, so set MAP_CREDIT too, as in MAP_CREDIT=© OpenStreetMap');
  return { address, credit };
}

function readPort(text: string | undefined): number {
  const port = Number(text || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigProblem('PORT must be a number from 0 to 65535');
  return port;
}
