import { expect, it } from 'vitest';
import { nameOf } from '../../src/routes/device.ts';

const named = (agent: string) =>
  nameOf({ request: new Request('http://localhost/', { headers: { 'user-agent': agent } }) });

it.each([
  [
    'Chrome on Android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36',
  ],
  [
    'Safari on iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) Version/18.4 Mobile/15E148 Safari/604.1',
  ],
  ['Edge on Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0'],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  [
    'Samsung Internet on Android',
    'Mozilla/5.0 (Linux; Android 10) SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36',
  ],
  ['A browser', 'x'],
])('%s is called by its name', (name, agent) => {
  expect(named(agent)).toBe(name);
});
