import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { dayInWords } from '#lib/dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import { newId } from '#server/ids.ts';
import * as askLike from '#server/voice/ask-like.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as askReplying from '#server/voice/ask-replying.ts';
import * as askSending from '#server/voice/ask-sending.ts';
import * as askSheets from '#server/voice/ask-sheets.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import * as askTurns from '#server/voice/ask-turns.ts';
import * as asks from '#server/voice/asks.ts';
import type { Ask } from '#server/voice/asks.ts';
import * as leading from '#server/words/leading.ts';
import { readForm, refuse } from '../door.ts';
import { BEGIN, MOVE, NOT_ADDED, NOT_MADE, ONE, QUESTION, REPLY, replyProblemOf } from './ask-forms.ts';

/** Who makes an ask: a host, for any of the hub; or somebody who answers for a body, for that one alone. */
export interface Maker {
  hub: Hub;
  by: string;
  body: string | null;
  /** Where the list of their asks is. */
  path: string;
}

/** All that a maker may see, and when one more would be asked. */
export async function listFor({ locals: { house, now } }: RequestEvent, { hub, body }: Maker) {
  const today = asks.dayIn(now, hub.zone);
  const all = await asks.ofHub(house.db, hub.slug, body);
  const turn = await askTurns.turnOf(house.db, hub.slug, now);
  return {
    once: newId(),
    today,
    aMonth: await askTurns.aMonthIn(house.db, hub.slug),
    turnOn: turn > now ? asks.dayIn(turn, hub.zone) : null,
    asks: all.map((ask) => ({
      id: ask.id,
      name: ask.name,
      body: ask.body?.name ?? null,
      closesOn: ask.closesOn,
      standing: asks.standingOf(ask, today),
    })),
  };
}

export async function begin(event: RequestEvent, { hub, by, body, path }: Maker) {
  const form = await readForm(event, BEGIN);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const ask = { ...form.value, hub: hub.slug, by, body: body ?? form.value.body };
  const made = await asks.make(house.db, ask, now);
  if (made.outcome !== 'made') return refuse(form.values, NOT_MADE[made.outcome]);
  redirect(303, `${path}/${made.ask}`);
}

/** One ask as its maker sees it, each question with what may be improved in it. */
export async function askFor(event: RequestEvent, maker: Maker, ask: Ask) {
  const { house, now } = event.locals;
  const { hub } = maker;
  const questions = await askQuestions.ofAsk(house.db, ask.id);
  const hints = leading.hintsForAll(questions);
  const today = asks.dayIn(now, hub.zone);
  const isAskers = maker.body !== null;
  return {
    ask: { ...ask, standing: asks.standingOf(ask, today) },
    today,
    done: event.url.searchParams.get('done'),
    questions: questions.map((question, at) => ({ ...question, hints: hints[at]! })),
    sheets: await askSheets.countOf(house.db, ask.id),
    told: await askTelling.read(house.db, ask, { isNeighbour: true, asksIt: isAskers }, now),
    turnOn: await waitsUntil(event, maker, ask),
    like: ask.sentAt === null ? await askLike.earlier(house.db, ask) : [],
  };
}

/** The day of the turn of one that waits. */
async function waitsUntil({ locals: { house, now } }: RequestEvent, { hub }: Maker, ask: Ask) {
  if (ask.sentAt === null || ask.askedAt !== null) return null;
  return asks.dayIn(await askTurns.turnOf(house.db, hub.slug, now, ask.id), hub.zone);
}

export async function addQuestion(event: RequestEvent, maker: Maker, ask: Ask) {
  const form = await readForm(event, QUESTION);
  if (!form.ok) return form.failure;
  const { kind, question: words, options } = form.value;
  const question = { hub: maker.hub.slug, ask: ask.id, kind, words, options };
  const outcome = await askQuestions.add(event.locals.house.db, question);
  return outcome === 'added' ? back(maker, ask, 'added') : refuse(form.values, NOT_ADDED[outcome]!);
}

export async function removeQuestion(event: RequestEvent, maker: Maker, ask: Ask) {
  const form = await readForm(event, ONE);
  if (!form.ok) return form.failure;
  const one = { hub: maker.hub.slug, ask: ask.id, question: form.value.question };
  const outcome = await askQuestions.remove(event.locals.house.db, one);
  return outcome === 'removed' ? back(maker, ask, 'removed') : refuse(form.values, NOT_ADDED['sent']!);
}

export async function moveDays(event: RequestEvent, maker: Maker, ask: Ask) {
  const form = await readForm(event, MOVE);
  if (!form.ok) return form.failure;
  const given = { hub: maker.hub.slug, ask: ask.id, ...form.value };
  const outcome = await askSending.moveDays(event.locals.house.db, given);
  if (outcome === 'reply-first') return refuse(form.values, NOT_MADE[outcome]);
  return outcome === 'moved' ? back(maker, ask, 'moved') : refuse(form.values, NOT_ADDED['sent']!);
}

export async function send({ locals: { house, now } }: RequestEvent, maker: Maker, ask: Ask) {
  const sent = await askSending.send(house.db, { hub: maker.hub.slug, ask: ask.id }, now);
  if (sent.outcome === 'needs-question') return refuse({}, { question: 'Add a question first' });
  if (sent.outcome === 'too-late') {
    const on = dayInWords(sent.on, asks.dayIn(now, maker.hub.zone));
    return refuse(
      {},
      { closesOn: `It can be asked from ${on} on. Let people answer until a week after that` },
    );
  }
  return back(maker, ask, sent.outcome);
}

export async function reply(event: RequestEvent, maker: Maker, ask: Ask) {
  const form = await readForm(event, REPLY);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  const { reply: words, sendAnyway } = form.value;
  const given = { hub: maker.hub.slug, ask: ask.id, words, sendAnyway, by: maker.by };
  const problem = replyProblemOf(await askReplying.reply(house.db, given, now));
  if (problem) return refuse(form.values, problem);
  house.delivery.wake();
  return back(maker, ask, 'replied');
}

export async function withdraw({ locals: { house, now } }: RequestEvent, maker: Maker, ask: Ask) {
  await askSending.withdraw(house.db, { hub: maker.hub.slug, ask: ask.id, by: maker.by }, now);
  redirect(303, maker.path);
}

/** The ask with this id, where this maker may see it. */
export async function requireAsk({ locals }: RequestEvent, maker: Maker, id = ''): Promise<Ask> {
  return (
    (await asks.find(locals.house.db, maker.hub.slug, id, maker.body)) ?? error(404, 'There is nothing here')
  );
}

function back({ path }: Maker, { id }: Ask, done: string): never {
  redirect(303, `${path}/${id}?done=${done}`);
}
