import { expect, test } from 'vitest';
import { ConfigProblem, readConfig } from '#server/config.ts';
import { open } from '../../src/routes/map-origin.ts';

const POLICY = "default-src 'self'; img-src 'self' data:; connect-src 'self'";
const TILES = { MAP_TILES: 'https://tiles.example.org/{z}/{x}/{y}.png', MAP_CREDIT: '© Somebody' };
const policyWith = (env: Record<string, string>) => {
  const response = new Response('', { headers: { 'content-security-policy': POLICY } });
  open(response, readConfig(env).mapTiles);
  return response.headers.get('content-security-policy');
};

test('pictures come from us alone, unless the operator says where maps come from', () => {
  expect(policyWith({})).toBe(POLICY);
  expect(policyWith(TILES)).toBe(
    "default-src 'self'; img-src https://tiles.example.org 'self' data:; connect-src 'self'",
  );
});

test('an address of maps that cannot be used stops the start, and says what to set', () => {
  const problems = [
    { ...TILES, MAP_TILES: 'http://tiles.example.org/{z}/{x}/{y}.png' },
    { ...TILES, MAP_TILES: 'https://tiles.example.org/{z}/{x}.png' },
    { ...TILES, MAP_TILES: 'https://{s}.example.org/{z}/{x}/{y}.png' },
    { ...TILES, MAP_TILES: 'https://tiles.example.org; script-src *;/{z}/{x}/{y}' },
    { ...TILES, MAP_CREDIT: '' },
  ];
  for (const env of problems) expect(() => readConfig(env)).toThrow(ConfigProblem);
});
