import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import * as clock from '#server/clock.ts';
import { isMailAddress } from './mail-addresses.ts';

const MOST_CONNECTIONS = 4;

export interface Mail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html?: string;
  /** Where one tap stops such letters (RFC 8058: a POST there must do). */
  unsubscribe?: string;
  /** The same id makes the same Message-ID, so that a repeat can be seen to be one. */
  id: string;
}

/**
 * accepted: the mail server took it, or `path` holds it · later: worth another try · never: not to this address.
 * A reason is a number or a code, never what the server said: that tends to repeat the address.
 */
export type MailOutcome =
  { is: 'accepted'; path?: string } | { is: 'later'; reason: string } | { is: 'never'; reason: string };

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  close(): void;
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`; without one, mail is written to `<folder>/mail/`. */
  smtpUrl: string | null;
  /** The address that mail comes from. */
  from: string;
  folder: string;
  /** Milliseconds to wait for the mail server at each step. */
  waitMs?: number;
  /** Names the written files. */
  now?: () => number;
}

export function createMailer({
  smtpUrl,
  from,
  folder,
  waitMs = 10_000,
  now = clock.now,
}: MailerOptions): Mailer {
  const carrier = smtpUrl ? overSmtp(smtpUrl, waitMs) : intoFolder(join(folder, 'mail'), now);

  async function send(mail: Mail): Promise<MailOutcome> {
    if (!isMailAddress(mail.to.address)) return { is: 'never', reason: 'not-an-address' };
    try {
      return await carrier.send(compose(mail, from), mail.id);
    } catch (failure) {
      return toOutcome(failure as Failure);
    }
  }

  return { send, close: carrier.close };
}

interface Carrier {
  send(mail: SendMailOptions, id: string): Promise<MailOutcome>;
  close(): void;
}

function compose({ to, subject, text, html, unsubscribe, id }: Mail, from: string): SendMailOptions {
  const stop = unsubscribe && {
    list: { unsubscribe },
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
  return {
    from: { name: 'Natter', address: from },
    to: { name: toOneLine(to.name), address: to.address },
    subject: toOneLine(subject),
    text,
    html,
    messageId: `<${toPlainId(id)}@${from.split('@').pop()}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...stop,
  };
}

function overSmtp(url: string, waitMs: number): Carrier {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: MOST_CONNECTIONS,
    maxRequeues: 1,
    dnsTimeout: waitMs,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    // A mail server on this machine usually has a certificate for another name, and nobody stands between.
    tls: { rejectUnauthorized: !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname) },
  });
  return {
    send: async (mail) => {
      await transport.sendMail(mail);
      return { is: 'accepted' };
    },
    close: () => transport.close(),
  };
}

interface Failure {
  code?: string;
  responseCode?: number;
  command?: string;
}

// Only an answer about this recipient or this message can be final: a wrong password, say, is the operator's
// to put right, and no reason to give up an address. 503 says that the conversation went wrong, not the mail.
function toOutcome({ code, responseCode, command }: Failure): MailOutcome {
  const reason = String(responseCode ?? code ?? 'unknown');
  const isFinal = responseCode !== undefined && responseCode >= 500 && responseCode !== 503;
  return { is: isFinal && (command === 'RCPT TO' || command === 'DATA') ? 'never' : 'later', reason };
}

function intoFolder(folder: string, now: () => number): Carrier {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    send: async (mail, id) => {
      const date = new Date(now() * 1000);
      const { message } = await transport.sendMail({ ...mail, date });
      const stamp = date.toISOString().slice(0, 19).replaceAll(':', '-');
      const path = join(folder, `${stamp}-${toPlainId(id)}.eml`);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${path}.part`, path);
      return { is: 'accepted', path };
    },
    close: () => transport.close(),
  };
}

// Line breaks would start another header.
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function toPlainId(id: string): string {
  return id.replace(/[^\w-]/g, '-').slice(0, 100);
}
