import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { InwardAddress, outwardOnly } from '#server/outbox/outside-addresses.ts';
import { isAllowed } from '#server/outbox/push-addresses.ts';

describe('a push message may go to', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91bH',
    'https://fcm.googleapis.com:443/wp/dQw4w9WgXcQ',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk',
    'https://autopush.push.services.mozilla.com/wpush/v2/gAAAAABk',
    'https://web.push.apple.com/QGuQyavXutnMH9E?a=b',
    'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2fa',
  ])('%s', (endpoint) => {
    expect(isAllowed(endpoint, [])).toBe(true);
  });
});

describe('no push message goes to', () => {
  test.each([
    ['plain http', 'http://fcm.googleapis.com/fcm/send/x'],
    ['another port', 'https://fcm.googleapis.com:8443/fcm/send/x'],
    ['another host', 'https://example.org/push'],
    ['a name in the address', 'https://ada@fcm.googleapis.com/x'],
    ['an empty name in the address', 'https://@fcm.googleapis.com/x'],
    ['a known host as a name', 'https://fcm.googleapis.com@example.org/x'],
    ['a known host as a password', 'https://a:fcm.googleapis.com@example.org/x'],
    ['a trailing dot', 'https://fcm.googleapis.com./x'],
    ['a known host below another', 'https://fcm.googleapis.com.example.org/x'],
    ['a known host within another', 'https://notfcm.googleapis.com/x'],
    ['a host beside a known one', 'https://evilpush.apple.com/x'],
    ['the bare parent', 'https://push.apple.com/x'],
    ['an empty label', 'https://.push.apple.com/x'],
    ['an empty label within', 'https://a..push.apple.com/x'],
    ['a label of other signs', 'https://a_b.notify.windows.com/x'],
    ['Cyrillic letters', 'https://fсm.googleapis.com/x'],
    ['Cyrillic letters, encoded', 'https://xn--fm-nlc.googleapis.com/x'],
    ['wide letters', 'https://ｆcm.googleapis.com/x'],
    ['an ideographic full stop', 'https://fcm。googleapis.com/x'],
    ['a dot in percent', 'https://fcm.googleapis%2ecom/x'],
    ['backslashes', 'https:\\\\fcm.googleapis.com\\x'],
    ['a backslash before the @', 'https://fcm.googleapis.com\\@example.org/x'],
    ['a line break', 'https://fcm.googleapis.com/x\r\nHost: example.org'],
    ['a tab in the host', 'https://fcm.goo\tgleapis.com/x'],
    ['a space in front', ' https://fcm.googleapis.com/x'],
    ['an IPv4 address', 'https://142.250.180.10/x'],
    ['this machine', 'https://127.0.0.1/x'],
    ['this machine, written as a number', 'https://2130706433/x'],
    ['this machine in IPv6', 'https://[::1]/x'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest'],
    ['localhost', 'https://localhost/x'],
    ['a file', 'file:///etc/passwd'],
    ['no address at all', 'fcm.googleapis.com/x'],
    ['nothing', ''],
    ['an endless address', `https://fcm.googleapis.com/${'x'.repeat(2000)}`],
  ])('%s', (_what, endpoint) => {
    expect(isAllowed(endpoint, [])).toBe(false);
  });
});

describe('a host that the operator named', () => {
  const extra = [
    'push.village.example:443',
    'Push.Village.Example:8443',
    '127.0.0.1:9000',
    '10.0.0.7:80',
    '[::1]:9000',
  ];

  test.each([
    'https://push.village.example/up?id=1',
    'https://push.village.example:8443/up',
    'https://127.0.0.1:9000/up',
    'http://127.0.0.1:9000/up',
    'http://[::1]:9000/up',
  ])('may be sent to: %s', (endpoint) => {
    expect(isAllowed(endpoint, extra)).toBe(true);
  });

  test.each([
    ['on another port', 'https://push.village.example:9000/up'],
    ['by plain http when it is not this machine', 'http://10.0.0.7/up'],
    ['by plain http on the port for https', 'http://push.village.example:8443/up'],
    ['with a name', 'http://ada@127.0.0.1:9000/up'],
    ['written another way', 'http://0x7f.1:9000/up'],
    ['with more behind it', 'http://127.0.0.1:90001/up'],
    ['and what lies below it', 'https://a.push.village.example/up'],
  ])('is not sent to %s', (_what, endpoint) => {
    expect(isAllowed(endpoint, extra)).toBe(false);
  });
});

describe('a name that leads to', () => {
  const look = (addresses: LookupAddress[], all = true) =>
    new Promise<unknown>((seen) => {
      const answering: LookupFunction = (_hostname, _options, done) => done(null, addresses);
      outwardOnly(answering)('fcm.googleapis.com', { all }, (failure, found) => seen(failure ?? found));
    });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s is not followed, nor any other way of writing it', async (address) => {
    expect(await look([{ address, family: 4 }])).toBeInstanceOf(InwardAddress);
    expect(await look([{ address: `::ffff:${address}`, family: 6 }])).toBeInstanceOf(InwardAddress);
    expect(await look([{ address: `64:ff9b::${address}`, family: 6 }])).toBeInstanceOf(InwardAddress);
  });

  test.each(['::', '::1', 'fe80::1', 'fd12:3456::1', 'ff02::1', '2002:7f00:1::'])(
    '%s is not followed',
    async (address) => {
      expect(await look([{ address, family: 6 }])).toBeInstanceOf(InwardAddress);
    },
  );

  test('one private address among public ones is not followed', async () => {
    const mixed = [
      { address: '142.250.180.10', family: 4 },
      { address: '192.168.0.2', family: 4 },
    ];
    expect(await look(mixed)).toBeInstanceOf(InwardAddress);
  });

  test('public addresses is followed, however they were asked for', async () => {
    const open = [
      { address: '142.250.180.10', family: 4 },
      { address: '2a00:1450:4009:815::200a', family: 6 },
    ];
    expect(await look(open)).toEqual(open);
    expect(await look(open, false)).toBe('142.250.180.10');
  });

  test('nothing fails', async () => {
    expect(await look([])).toBeInstanceOf(Error);
  });
});
