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
