import type { Database } from '#server/db/database.ts';
import type { Log } from '#server/log.ts';
import type { Mailer } from './email.ts';
import { givesUpAt, waitAfter, type SendingWay } from './ladder.ts';
import type { Letter } from './letters.ts';
import type { PushOutcome } from './push-outcomes.ts';
import { createPushHosts } from './push-hosts.ts';
import * as subscriptions from './push-subscriptions.ts';
import type { Pusher } from './push.ts';
import type { Outcome } from './sends.ts';

/** The words of a letter for each way, made from the state of things at the moment of sending. */
export interface Rendered {
  push: {
    title: string;
    body: string;
    /** Our own path that a tap opens. */
    navigate: string;
    /** A newer notification with the same tag takes the place of one still shown. */
    tag: string;
    actions?: { action: string; title: string; navigate: string }[];
  };
  mail: { subject: string; text: string; unsubscribe?: string };
  urgency: 'normal' | 'high';
  topic: string;
}

/** One letter on one way, with what is needed to send it. */
export interface Sending {
  letter: Letter;
  tries: number;
  firstName: string;
  mail: string | null;
  subscriptions: subscriptions.KnownSubscription[];
}

export type HandOver = (sending: Sending, words: Rendered, now: number) => Promise<Outcome>;

interface Means {
  db: Database;
  pusher: Pick<Pusher, 'send'>;
  mailer: Pick<Mailer, 'send'>;
  log: Log;
}

/** Gives letters to the push services and the mail server; what is learned of devices and addresses is written down. */
export function createHandOver({ db, pusher, mailer, log }: Means): Record<SendingWay, HandOver> {
  const hosts = createPushHosts();

  async function push(sending: Sending, words: Rendered, now: number): Promise<Outcome> {
    if (sending.subscriptions.length === 0) return { is: 'failed', because: 'no-device' };
    const outcomes = await Promise.all(sending.subscriptions.map((one) => pushTo(one, sending, words, now)));
    if (outcomes.some(({ is }) => is === 'accepted')) return { is: 'handed-over' };
    const waits = outcomes.flatMap((outcome) => secondsToWait(outcome, sending.tries));
    if (waits.length > 0) return again(sending.letter, 'push', Math.min(...waits), outcomes[0]!.is, now);
    return { is: 'failed', because: outcomes[0]!.is };
  }

  async function pushTo(
    subscription: subscriptions.KnownSubscription,
    { letter }: Sending,
    words: Rendered,
    now: number,
  ): Promise<PushOutcome> {
    const host = hostOf(subscription.endpoint);
    const state = hosts.ask(host, now);
    if (state === 'silent') return { is: 'theirs' };
    if (state === 'refused') return { is: 'refused', status: 403 };
    const message = {
      payload: declare(words.push),
      ttl: Math.max(letter.useBy - now, 0),
      urgency: words.urgency,
      topic: words.topic,
    };
    const outcome = await pusher.send(subscription, message, now);
    await learn(subscription, host, outcome, now);
    return outcome;
  }

  async function learn(
    { id }: { id: string },
    host: string,
    outcome: PushOutcome,
    now: number,
  ): Promise<void> {
    if (hosts.note(host, outcome, now))
      log('alert', {
        what: `push-${outcome.is}`,
        host,
        status: 'status' in outcome ? (outcome.status ?? null) : null,
      });
    if (outcome.is === 'gone') await subscriptions.drop(db, [id]);
    // Wrong for one device alone, time and again, while others at the same service are served: it is that device.
    if (outcome.is === 'ours' && hosts.hasTaken(host) && (await subscriptions.countRefused(db, id)) >= 3)
      await subscriptions.drop(db, [id]);
  }

  async function mail(
    { letter, tries, firstName, mail }: Sending,
    words: Rendered,
    now: number,
  ): Promise<Outcome> {
    if (mail === null) return { is: 'failed', because: 'no-mail' };
    const outcome = await mailer.send({
      to: { name: firstName, address: mail },
      ...words.mail,
      id: letter.id,
    });
    if (outcome.is === 'accepted') {
      if (outcome.path) log('mail-written', { letter: letter.id, path: outcome.path });
      return { is: 'handed-over' };
    }
    if (outcome.is === 'later') return again(letter, 'mail', waitAfter(tries + 1), outcome.reason, now);
    await noteDeadMail(letter.person, mail, now);
    return { is: 'failed', because: outcome.reason };
  }

  // Only while it is still the address we wrote to: it may have been put right meanwhile.
  async function noteDeadMail(person: string, mail: string, now: number): Promise<void> {
    await db.write((tx) =>
      tx.run('UPDATE people SET mail_failed_at = :now WHERE id = :person AND mail = :mail', {
        person,
        mail,
        now,
      }),
    );
    log('mail-not-working', { person });
  }

  return { push, mail };
}

/** The declarative form of a notification: Safari (18.4) shows it by itself, our service worker elsewhere. */
export function declare({ title, body, navigate, tag, actions }: Rendered['push']): string {
  const notification = { title, body, navigate, tag, ...(actions ? { actions } : {}) };
  return JSON.stringify({ web_push: 8030, notification });
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : '';
}

function secondsToWait(outcome: PushOutcome, tries: number): number[] {
  if (outcome.is === 'theirs') return [waitAfter(tries + 1)];
  // Some more seconds by chance, so that not everybody who was asked to wait comes back in the same one.
  if (outcome.is === 'slow-down') return [outcome.waitSeconds + Math.ceil(Math.random() * 10)];
  return [];
}

function again(letter: Letter, way: SendingWay, wait: number, because: string, now: number): Outcome {
  return now + wait < givesUpAt(letter, way)
    ? { is: 'again', at: now + wait, because }
    : { is: 'failed', because };
}
