import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const documents = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];
const read = (path: string) => readFileSync(path, 'utf8');
const all = (words: RegExp, source: string) => [...source.matchAll(words)].map((match) => match[1] ?? '');

/** Named so that somebody who knows it from elsewhere finds that it is not read. */
const NOT_READ = ['HOST_HEADER', 'PORT_HEADER', 'PROTOCOL_HEADER'];

/** Every environment variable that Natter reads. */
const variables = new Set(
  ['src', 'playwright.config.ts']
    .flatMap((path) => (path.includes('.') ? [path] : filesIn(path)))
    .flatMap((path) => all(/\benv\??\.([A-Z][A-Z0-9_]+)\b/g, read(path)))
    .filter((name) => !NOT_READ.includes(name)),
);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|mjs|svelte)$/.test(path))
    .map((path) => `${folder}/${path}`);
}

describe.each(documents)('%s', (path) => {
  const words = read(path);

  test('links only to what exists', () => {
    const targets = [...all(/\]\(([^)\s]+)\)/g, words), ...all(/(?:src|href)="([^"]+)"/g, words)];
    const ours = targets.filter((target) => !/^(https?:|mailto:)/.test(target));
    const broken = ours.filter((target) => !leadsSomewhere(path, target));
    expect(broken).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const places = all(
      /`((?:src|static|migrations|tests|bench|docs|\.ci)(?:\/[^`\s…]*)?|[\w.-]+\.(?:ts|mjs|js|json|md))`/g,
      words,
    );
    const missing = places.filter((place) => !existsSync(place) && !isBuilt(place));
    expect(missing).toEqual([]);
  });

  test('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...all(/\bnpm run ([\w:-]+)/g, words), ...all(/\bnpm (start|test)\b/g, words)];
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names only settings that are read', () => {
    const named = [
      ...all(/\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g, words),
      ...all(/\b(PORT|HOST|ORIGIN|TZ)=/g, words),
    ];
    const unknown = named.filter((name) => !variables.has(name) && !NOT_READ.includes(name));
    expect(unknown).toEqual([]);
  });
});

test('every setting is described', () => {
  const described = read('docs/running-natter.md');
  expect(variables.size).toBeGreaterThanOrEqual(13);
  expect([...variables].filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
});

test('the README is short enough to be read', () => {
  expect(read('README.md').split('\n').length).toBeLessThan(80);
});

/** A relative link, to a file, a heading of one, or a heading of the same page. */
function leadsSomewhere(path: string, target: string): boolean {
  const [file = '', heading] = target.split('#');
  const place = file ? normalize(join(dirname(path), file)) : path;
  if (!existsSync(place)) return false;
  return !heading || all(/^#+ (.+)$/gm, read(place)).some((title) => anchor(title) === heading);
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

/** Made by a command rather than kept. */
function isBuilt(place: string): boolean {
  return place === 'handler.js';
}
