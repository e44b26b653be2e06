import * as v from 'valibot';
import { expect, it } from 'vitest';
import { readForm } from '../../src/routes/door.ts';
import * as fields from '../../src/routes/fields.ts';

const Form = v.object({
  firstName: fields.firstName,
  mail: fields.mail,
  role: v.picklist(['host', 'keeper'], 'Choose what they are here'),
  telephone: fields.maybeTelephone,
  show: fields.tick,
});

function read(values: Record<string, string>) {
  const body = new URLSearchParams(values);
  return readForm({ request: new Request('http://localhost/', { method: 'POST', body }) }, Form, ['role']);
}

it('a form is read as it is meant', async () => {
  const form = await read({ firstName: ' Ada\r\nB ', mail: 'ADA@Example.org', role: 'host', telephone: '' });
  expect(form).toMatchObject({
    ok: true,
    value: { firstName: 'Ada B', mail: 'ada@example.org', role: 'host', telephone: null, show: false },
  });
});

it('what has to be put right is said in our own words, and what was typed is kept but for secrets', async () => {
  const form = await read({ mail: 'ada@', telephone: 'ring me', role: 'queen' });
  expect(form.ok || form.failure).toMatchObject({
    status: 422,
    data: {
      values: { mail: 'ada@', telephone: 'ring me' },
      problems: {
        firstName: 'Enter a first name',
        mail: 'Enter an email address, like name@example.org',
        role: 'Choose what they are here',
        telephone: 'Enter a telephone number in figures, like 01947 600123, or leave it empty',
      },
    },
  });
  expect(JSON.stringify(form)).not.toMatch(/queen|Invalid/);
});

it('a form with nothing in it is answered in our own words too', async () => {
  expect(JSON.stringify(await read({}))).not.toMatch(/Invalid|Expected|undefined/);
});

function send(body: BodyInit, headers: Record<string, string> = {}) {
  return readForm({ request: new Request('http://localhost/', { method: 'POST', body, headers }) }, Form);
}

it('tens of thousands of fields are refused, since reading them would hold up everybody', async () => {
  const many = (count: number) => new URLSearchParams(Array.from({ length: count }, (_, i) => [`f${i}`, '']));
  await expect(send(many(2_001))).rejects.toMatchObject({ status: 413 });
  expect(await send(many(2_000))).toMatchObject({ ok: false });
});

it('a body that is no form is refused as such, and is no mishap of ours', async () => {
  await expect(
    send('--b\r\nhalf', { 'content-type': 'multipart/form-data; boundary=b' }),
  ).rejects.toMatchObject({
    status: 400,
  });
  await expect(send('{}', { 'content-type': 'application/json' })).rejects.toMatchObject({ status: 400 });
});

it('a field sent more than once, or named like a word of the language, is given back as plain text', async () => {
  const form = await send(new URLSearchParams('__proto__=a&__proto__=b&role=x&role=y&role=z&constructor=c'));
  const { values } = (form as { failure: { data: { values: Record<string, unknown> } } }).failure.data;
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  expect(Object.entries(values)).toEqual([
    ['role', ['x', 'y', 'z']],
    ['constructor', 'c'],
  ]);
});

it('a name of characters that nobody can see is no name', async () => {
  for (const firstName of ['\u200b', '\u2060\u00ad', '\u3164', '\u2800 \ufeff', '\u{e0041}', '\ufe0f']) {
    expect(await read({ firstName })).toMatchObject({
      failure: { data: { problems: { firstName: 'Enter a first name' } } },
    });
  }
  for (const firstName of ['Zoë', 'O’Neill', '林', '🙂', 'क्‍ष']) {
    const form = await read({ firstName });
    expect(JSON.stringify(form)).not.toContain('Enter a first name');
  }
});
