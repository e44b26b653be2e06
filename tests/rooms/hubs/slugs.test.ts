import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RESERVED, slugsFor } from '#server/hubs/slugs.ts';

function first(name: string): string {
  return slugsFor(name).next().value as string;
}

it('an address holds plain letters and figures only', () => {
  expect(first('Stainsacre Social')).toBe('stainsacre-social');
  expect(first("St Hilda's Café & Garden")).toBe('st-hildas-cafe-and-garden');
  expect(first('  --Ågot’s  ')).toBe('agots');
  expect(first('чай')).toBe('hub');
  expect(first('a'.repeat(80))).toHaveLength(50);
});

it('a hub never takes the address of another page', () => {
  expect(first('Me')).toBe('me-2');
  expect(first('Sign in')).toBe('sign-in-2');
});

it('every page beside the hubs is kept free', () => {
  const folders = ['src/routes', 'static'].filter((folder) => existsSync(folder)).flatMap(foldersIn);
  const pages = folders.filter((name) => /^[a-z0-9]/.test(name));
  expect(pages.filter((name) => !RESERVED.includes(name))).toEqual([]);
});

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
