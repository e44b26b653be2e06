import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMailer, type Mail, type Mailer } from '#server/outbox/email.ts';
import { isMailAddress } from '#server/outbox/mail-addresses.ts';
import { startMailReceiver, type MailReceiver } from '../../helpers/mail-receiver.ts';

const letter: Mail = {
  to: { name: 'Bert', address: 'bert@stainsacre.example' },
  subject: 'Tea at the shelter, tomorrow',
  text: 'Tuesday 2 March, 10.30 in the morning.',
  id: 'letter-1',
};

describe('with a mail server', () => {
  let server: MailReceiver;
  let mailer: Mailer;

  beforeEach(async () => {
    server = await startMailReceiver();
    mailer = createMailer({
      smtpUrl: server.url,
      from: 'hello@natter.example',
      folder: 'nowhere',
      waitMs: 5000,
    });
  });
  afterEach(async () => {
    mailer.close();
    await server.stop();
  });

  test('a mail arrives as it was written', async () => {
    expect(await mailer.send({ ...letter, html: '<p>Tuesday 2 March</p>' })).toEqual({ is: 'accepted' });
    expect(server.received).toMatchObject([
      {
        from: { name: 'Natter', address: 'hello@natter.example' },
        to: [letter.to],
        subject: letter.subject,
        text: expect.stringContaining(letter.text),
        messageId: '<letter-1@natter.example>',
        envelope: { from: 'hello@natter.example', to: ['bert@stainsacre.example'] },
      },
    ]);
    expect(server.received[0]!.html).toContain('<p>Tuesday 2 March</p>');
    expect(server.received[0]!.raw).not.toContain('List-Unsubscribe');
  });

  test('the same letter has the same Message-ID, another one another', async () => {
    for (const id of ['letter-1', 'letter-1', 'letter-2']) await mailer.send({ ...letter, id });
    const [first, again, other] = server.received.map(({ messageId }) => messageId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('what can be stopped says so in the way mail programs know', async () => {
    await mailer.send({ ...letter, unsubscribe: 'https://natter.example/letters/stop?t=a,b' });
    const headers = new Map(server.received[0]!.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe')).toBe('<https://natter.example/letters/stop?t=a,b>');
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  test.each([
    'Bert, eve@elsewhere.example',
    'Bert" <eve@elsewhere.example>, "',
    'Bert\r\nBcc: eve@elsewhere.example',
    'Bert\u2028Bcc: eve@elsewhere.example',
    'Bert;eve@elsewhere.example',
    'Undisclosed: eve@elsewhere.example;',
    '茶 Bert 🫖',
  ])('a first name adds nobody: %j', async (name) => {
    await mailer.send({ ...letter, to: { name, address: letter.to.address } });
    const [mail] = server.received;
    expect(mail!.envelope.to).toEqual(['bert@stainsacre.example']);
    expect(mail!.to).toEqual([{ name: name.replace(/[\r\n\u2028]+/g, ' '), address: letter.to.address }]);
    expect(mail!.bcc).toBeUndefined();
  });

  test('line breaks in a subject or an id start no header', async () => {
    await mailer.send({
      ...letter,
      subject: 'Tea\r\nBcc: eve@elsewhere.example\r\n\r\nand words',
      id: 'a>\r\nBcc: eve@elsewhere.example',
    });
    const [mail] = server.received;
    expect(mail!.subject).toBe('Tea Bcc: eve@elsewhere.example and words');
    expect(mail!.bcc).toBeUndefined();
    expect(mail!.envelope.to).toEqual(['bert@stainsacre.example']);
  });

  test.each([
    ['recipient', 421, 'later'],
    ['recipient', 450, 'later'],
    ['recipient', 452, 'later'],
    ['recipient', 550, 'never'],
    ['recipient', 553, 'never'],
    ['message', 451, 'later'],
    ['message', 554, 'never'],
    ['connection', 421, 'later'],
    // These two are about us, not about the address.
    ['connection', 554, 'later'],
    ['sender', 550, 'later'],
  ] as const)('no at the %s with %i means %s', async (step, code, is) => {
    server.answer(code, step);
    expect(await mailer.send(letter)).toEqual({ is, reason: String(code) });
    server.answer(null);
    expect(await mailer.send(letter)).toEqual({ is: 'accepted' });
  });

  test('many at once go over four connections at most', async () => {
    const many = Array.from({ length: 40 }, (_, i) => mailer.send({ ...letter, id: `letter-${i}` }));
    expect(new Set((await Promise.all(many)).map(({ is }) => is))).toEqual(new Set(['accepted']));
    expect(server.received).toHaveLength(40);
    expect(server.mostConnections()).toBeLessThanOrEqual(4);
  });

  test.each([
    '',
    'bert',
    'bert@localhost',
    'a@b.example, c@d.example',
    'a@b.example\r\nDATA',
    '<a@b.example>',
  ])('nothing is sent to %j', async (address) => {
    const outcome = await mailer.send({ ...letter, to: { name: 'Bert', address } });
    expect(outcome).toEqual({ is: 'never', reason: 'not-an-address' });
    expect(server.mostConnections()).toBe(0);
  });

  test('no mail server is no reason to give up an address', async () => {
    await server.stop();
    expect(await mailer.send(letter)).toEqual({ is: 'later', reason: 'ESOCKET' });
  });
});

test('a mail server that says nothing is tried again later', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  const { port } = await new Promise<{ port: number }>((ready) =>
    server.once('listening', () => ready(server.address() as { port: number })),
  );
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'hello@natter.example',
    folder: 'nowhere',
    waitMs: 100,
  });
  expect(await mailer.send(letter)).toEqual({ is: 'later', reason: 'ETIMEDOUT' });
  mailer.close();
  server.close();
});

describe('without a mail server', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'natter-mail-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function mailerInto(place: string): Mailer {
    return createMailer({
      smtpUrl: null,
      from: 'hello@natter.example',
      folder: place,
      now: () => 1_800_000_000,
    });
  }

  test('a mail is written to a file that only the operator reads', async () => {
    const outcome = await mailerInto(folder).send({ ...letter, unsubscribe: 'https://natter.example/stop' });
    const path = join(folder, 'mail', '2027-01-15T08-00-00-letter-1.eml');
    expect(outcome).toEqual({ is: 'accepted', path });
    const mail = await PostalMime.parse(readFileSync(path));
    expect(mail).toMatchObject({
      to: [letter.to],
      subject: letter.subject,
      date: '2027-01-15T08:00:00.000Z',
    });
    expect(readdirSync(dirname(path))).toHaveLength(1);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('an id leads nowhere else', async () => {
    const outcome = await mailerInto(folder).send({ ...letter, id: '../../../etc/cron.d/tea' });
    expect(outcome).toMatchObject({ is: 'accepted' });
    expect(readdirSync(join(folder, 'mail'))).toEqual(['2027-01-15T08-00-00----------etc-cron-d-tea.eml']);
  });

  test('a folder that cannot be written to is tried again later', async () => {
    expect(await mailerInto('/dev/null')).toBeDefined();
    expect(await mailerInto('/dev/null').send(letter)).toEqual({ is: 'later', reason: 'ENOTDIR' });
  });
});

describe('a mail address', () => {
  test.each(['ada@stainsacre.example', "o'neil+tea@mail.co.uk", 'a@b.cd', 'x@xn--mller-kva.example'])(
    '%s',
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  test.each([
    'ada',
    'ada@',
    '@stainsacre.example',
    'ada@stainsacre',
    'ada@@stainsacre.example',
    'ada@stainsacre..example',
    '.ada@stainsacre.example',
    'ada.@stainsacre.example',
    'ada@-stainsacre.example',
    'ada@stainsacre.example.',
    'ada b@stainsacre.example',
    '"ada"@stainsacre.example',
    'Ada <ada@stainsacre.example>',
    'ada@stainsacre.example,eve@elsewhere.example',
    'ada@stainsacre.example;eve@elsewhere.example',
    'ada@stainsacre.example\n',
    'ada@[127.0.0.1]',
    `${'a'.repeat(65)}@stainsacre.example`,
    `ada@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.org`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});
