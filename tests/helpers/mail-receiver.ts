import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What arrived: whom it was really addressed to, and the mail as a mail program reads it. */
export interface ReceivedMail extends Email {
  envelope: { from: string; to: string[] };
  raw: string;
}

export interface MailReceiver {
  /** As in SMTP_URL. */
  url: string;
  received: ReceivedMail[];
  /** How many connections were open at the same time, at most. */
  mostConnections(): number;
  /** What to answer at a step of the conversation from now on; null takes everything. */
  answer(code: number | null, step?: MailStep): void;
  stop(): Promise<void>;
}

type MailStep = 'connection' | 'sender' | 'recipient' | 'message';

/** A mail server on loopback. */
export async function startMailReceiver(): Promise<MailReceiver> {
  const received: ReceivedMail[] = [];
  let told: { code: number; step: MailStep } | null = null;
  let open = 0;
  let most = 0;

  function refusalAt(step: MailStep): Error | null {
    if (told?.step !== step) return null;
    return Object.assign(new Error('not now, not ever, who knows'), { responseCode: told.code });
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      most = Math.max(most, ++open);
      done(refusalAt('connection'));
    },
    onClose: () => void open--,
    onMailFrom: (_address, _session, done) => done(refusalAt('sender')),
    onRcptTo: (_address, _session, done) => done(refusalAt('recipient')),
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        const refusal = refusalAt('message');
        if (refusal) return done(refusal);
        const raw = Buffer.concat(parts).toString();
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ ...(await PostalMime.parse(raw)), envelope: { from, to }, raw });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    mostConnections: () => most,
    answer: (code, step = 'recipient') => void (told = code === null ? null : { code, step }),
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
