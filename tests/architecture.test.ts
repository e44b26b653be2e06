import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { offencesOf } from './helpers/import-rules.ts';

const LONGEST = 250;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.(ts|mjs|svelte)$/.test(path))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }));

test('every file of the house keeps to the import table', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(({ path, source }) => offencesOf(path, source))).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines`, () => {
  const long = files.map(({ path, source }) => ({ path, lines: source.split('\n').length - 1 }));
  expect(long.filter(({ lines }) => lines > LONGEST)).toEqual([]);
});

describe('the table refuses', () => {
  test.each([
    [
      'a room that reaches up',
      'src/lib/server/hubs/hubs.ts',
      "import * as people from '#server/people/people.ts';",
    ],
    [
      'rooms beside each other',
      'src/lib/server/swaps/swaps.ts',
      "import * as m from '#server/meetups/meetups.ts';",
    ],
    [
      'partners that ask voice',
      'src/lib/server/partners/bodies.ts',
      "import * as v from '#server/voice/views.ts';",
    ],
    [
      'letters that know reminders',
      'src/lib/server/outbox/a.ts',
      "import { due } from '#server/reminders/due.ts';",
    ],
    [
      'a ground floor that reaches up',
      'src/lib/server/ids.ts',
      "import * as hubs from '#server/hubs/hubs.ts';",
    ],
    ['a room that imports the whole house', 'src/lib/server/hubs/hubs.ts', "import '#server/house.ts';"],
    ['a page that runs a room', 'src/routes/+page.svelte', "import * as hubs from '#server/hubs/hubs.ts';"],
    ['a page that runs a room later', 'src/routes/+page.ts', "await import('#server/hubs/hubs.ts');"],
    ['a second place for lucia', 'src/lib/server/people/people.ts', "import { Lucia } from 'lucia';"],
    ['a driver outside db', 'src/lib/server/hubs/hubs.ts', "import { createClient } from '@libsql/client';"],
    ['SvelteKit in a room', 'src/lib/server/hubs/hubs.ts', "import { error } from '@sveltejs/kit';"],
    ['a package that nobody knows', 'src/lib/words.ts', "import kettle from 'kettle';"],
    [
      'a room that goes next door by path',
      'src/lib/server/hubs/hubs.ts',
      "import { a } from '../people/people.ts';",
    ],
    ['an import without its ending', 'src/routes/door.ts', "import * as hubs from '#server/hubs/hubs';"],
    ['the old alias', 'src/routes/+page.svelte', "import Field from '$lib/components/Field.svelte';"],
    ['forms in a room', 'src/lib/server/hubs/hubs.ts', 'export function keep(form: FormData) {}'],
    ['settings in a room', 'src/lib/server/outbox/email.ts', 'const url = process.env.SMTP_URL;'],
    ['a room that reads the clock', 'src/lib/server/hubs/hubs.ts', 'const now = Date.now();'],
    ['SQL in a door', 'src/routes/+page.server.ts', "db.all('SELECT name FROM hubs');"],
    ['paper that writes', 'src/lib/server/paper/poster.ts', 'await db.write(async () => {});'],
    ['raw words on a page', 'src/routes/+page.svelte', '<p>{@html words}</p>'],
    ['a style attribute', 'src/routes/+page.svelte', '<p style="color: red">Tea</p>'],
    ['a drawer for everything', 'src/lib/server/hubs/utils.ts', ''],
    ['a barrel', 'src/lib/server/hubs/all.ts', "export * from './hubs.ts';"],
  ])('%s', (_, path, source) => {
    expect(offencesOf(path, source)).toHaveLength(1);
  });
});

describe('the table allows', () => {
  test.each([
    [
      'a room that asks below',
      'src/lib/server/meetups/rsvps.ts',
      "import * as people from '#server/people/people.ts';",
    ],
    [
      'voice that asks partners',
      'src/lib/server/voice/carry.ts',
      "import * as b from '#server/partners/bodies.ts';",
    ],
    [
      'a door that asks any room',
      'src/routes/+page.server.ts',
      "import * as hubs from '#server/hubs/hubs.ts';",
    ],
    [
      'a page that knows a type',
      'src/routes/+page.svelte',
      "import type { Hub } from '#server/hubs/hubs.ts';",
    ],
    ['a page with its parts', 'src/routes/+page.svelte', "import Field from '#lib/components/Field.svelte';"],
    ['a sentence about SQL in a comment', 'src/routes/door.ts', '// never SELECT name here'],
  ])('%s', (_, path, source) => {
    expect(offencesOf(path, source)).toEqual([]);
  });
});
