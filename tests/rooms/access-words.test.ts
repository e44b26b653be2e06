import { expect, it } from 'vitest';
import { goodToKnow, mindThat, notKnown } from '#lib/access-words.ts';
import { accessOf } from '#server/meetups/access.ts';

it('says what is good to know, what to mind and what nobody has looked at', () => {
  const access = accessOf([
    ['step-free', 'yes', '2027-03-02'],
    ['seats-with-arms', 'yes', '2027-03-02'],
    ['toilet', 'no', '2027-03-02'],
  ]);
  expect(goodToKnow(access)).toBe('Step-free and seats with arms');
  expect(mindThat(access)).toBe('No toilet');
  expect(notKnown(access)).toMatch(/^An accessible toilet, a hearing loop, .* and a quiet corner$/);
  expect(goodToKnow(accessOf([]))).toBe('');
});
