import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownPath } from '../../src/routes/own-path.ts';

it('our own paths stay as they are', () => {
  for (const path of [
    '/',
    '/me',
    '/the-shelter/meetups/abc-2027-03-02?next=1#when',
    '/find?words=mill%20lane',
  ]) {
    expect(ownPath(path)).toBe(path);
  }
});

it('whatever could lead elsewhere leads to the front door', () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/./\\evil.example',
    '/\t/evil.example',
    '/me\r\nSet-Cookie: a=b',
    'me',
    '',
    null,
    undefined,
    `/${'a'.repeat(600)}`,
  ];
  for (const text of elsewhere) expect(ownPath(text), String(text)).toBe('/');
});

it('no text whatever leads away', () => {
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    ':',
    '@',
    'http',
    'evil.example',
    '%2f',
    '\t',
    '?',
    '#',
    'me',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (text) => {
        const resolved = new URL(ownPath(text), 'https://natter.example');
        expect(resolved.host).toBe('natter.example');
        expect(resolved.protocol).toBe('https:');
      },
    ),
    { numRuns: 2000 },
  );
});
