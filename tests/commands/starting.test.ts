import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digest, isBuilt } from '../../src/commands/building.mjs';
import { isInstalled } from '../../src/commands/installing.mjs';
import { checkNode } from '../../src/commands/saying.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-clone-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, words: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), words);
}

function lock(path: string, packages: object) {
  write(path, JSON.stringify({ packages: { '': { name: 'natter' }, ...packages } }));
}

describe('installing', () => {
  const kettle = { 'node_modules/kettle': { version: '1.0.0', integrity: 'sha512-a' } };

  test('a fresh clone has nothing installed', () => {
    lock('package-lock.json', kettle);
    expect(isInstalled(folder)).toBe(false);
  });

  test('what npm finished installing is not installed again', () => {
    lock('package-lock.json', kettle);
    lock('node_modules/.package-lock.json', kettle);
    expect(isInstalled(folder)).toBe(true);
  });

  test('another version in the lock file is installed', () => {
    lock('package-lock.json', { 'node_modules/kettle': { version: '1.0.1', integrity: 'sha512-b' } });
    lock('node_modules/.package-lock.json', kettle);
    expect(isInstalled(folder)).toBe(false);
  });

  test('a package that the lock file gained is installed', () => {
    lock('package-lock.json', { ...kettle, 'node_modules/teapot': { version: '1.0.0' } });
    lock('node_modules/.package-lock.json', kettle);
    expect(isInstalled(folder)).toBe(false);
  });

  test('a package for other machines may be missing', () => {
    lock('package-lock.json', { ...kettle, 'node_modules/mac-only': { version: '1.0.0', optional: true } });
    lock('node_modules/.package-lock.json', kettle);
    expect(isInstalled(folder)).toBe(true);
  });
});

describe('building', () => {
  beforeEach(() => {
    write('src/routes/+page.svelte', '<h1>Tea</h1>');
    write('package-lock.json', '{}');
    write('build/handler.js', '');
    write('build/.made-from', digest(folder));
  });

  test('the same source is not built again', () => {
    expect(isBuilt(folder)).toBe(true);
  });

  test.each([
    'src/routes/+page.svelte',
    'src/new.ts',
    'static/icon.svg',
    'package-lock.json',
    'svelte.config.js',
  ])('a change of %s is built', (path) => {
    write(path, 'changed');
    expect(isBuilt(folder)).toBe(false);
  });

  test('a moved file is built, though no content changed', () => {
    rmSync(join(folder, 'src/routes/+page.svelte'));
    write('src/routes/tea/+page.svelte', '<h1>Tea</h1>');
    expect(isBuilt(folder)).toBe(false);
  });

  test('a build that broke off is built again', () => {
    rmSync(join(folder, 'build/handler.js'));
    expect(isBuilt(folder)).toBe(false);
  });
});

test('an old Node is told what to do in one line', () => {
  expect(() => checkNode('18.20.1')).toThrow(
    /^Natter needs Node 20.19 or newer, and this is Node 18.20.1: [^\n]+$/,
  );
  expect(() => checkNode('20.18.9')).toThrow();
  for (const fine of ['20.19.0', '22.1.0', '24.0.0']) expect(() => checkNode(fine)).not.toThrow();
});
