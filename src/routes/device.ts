import type { RequestEvent } from '@sveltejs/kit';

// Order matters: most browsers claim to be Chrome, and Chrome claims to be Safari.
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const MACHINES: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'Chromebook'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** What this device is, in the words people have for it: "Chrome on Android". */
export function nameOf({ request }: Pick<RequestEvent, 'request'>): string {
  const agent = request.headers.get('user-agent') ?? '';
  const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1] ?? 'A browser';
  const machine = MACHINES.find(([sign]) => sign.test(agent))?.[1];
  return machine ? `${browser} on ${machine}` : browser;
}
