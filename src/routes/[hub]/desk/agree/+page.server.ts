import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as agreeQuestions from '#server/voice/agree-questions.ts';
import * as people from '#server/people/people.ts';
import * as agreeStatements from '#server/voice/agree-statements.ts';
import { findTelling } from '#server/voice/disclosure-words.ts';
import { readForm, refuse, requireHub, requireMay } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { ONE, QUESTION, STATEMENT } from './forms.ts';

const OUTCOMES: Partial<Record<agreeStatements.Adding, string>> = {
  'too-many': 'There are as many as people can answer. Take one out first',
  'there-already': 'This one is there already',
};

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { db } = event.locals.house;
  const question = await agreeQuestions.findOpen(db, hub.slug);
  const statements = question ? await agreeStatements.ofQuestion(db, question.id) : [];
  const names = (await people.ofHub(db, hub.slug)).map(({ firstName }) => firstName);
  return {
    question: question && { words: question.words },
    asked: statements.filter(({ standing }) => standing === 'in'),
    waiting: statements
      .filter(({ standing }) => standing === 'waiting')
      .map((one) => ({ ...one, telling: findTelling(one.words, names).map(({ text }) => text) })),
  };
};

export const actions: Actions = {
  open: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, QUESTION);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const question = { hub: hub.slug, by, ...form.value };
    const opened = await house.db.write((tx) => agreeQuestions.open(tx, question, now));
    if (opened === 'another-is-open') return refuse(form.values, { words: 'Close the other question first' });
    return back(event);
  },

  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, STATEMENT);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const question = await agreeQuestions.findOpen(house.db, hub.slug);
    if (!question) return refuse(form.values, { statement: 'Ask a question first' });
    const statement = { question: question.id, words: form.value.statement, by, isHost: true };
    const problem = OUTCOMES[await house.db.write((tx) => agreeStatements.add(tx, statement, now))];
    return problem ? refuse(form.values, { statement: problem }) : back(event);
  },

  settle: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, ONE);
    if (!form.ok) return form.failure;
    const { id: statement, into } = form.value;
    const { house, now } = event.locals;
    await agreeStatements.settle(house.db, { hub: hub.slug, statement, into, by }, now);
    return back(event);
  },

  close: async (event) => {
    const { hub, by } = await requireDesk(event);
    await agreeQuestions.close(event.locals.house.db, hub.slug, by, event.locals.now);
    redirect(303, `/${hub.slug}/have-your-say/agree`);
  },
};

async function requireDesk(event: RequestEvent) {
  const hub = await requireHub(event);
  return { hub, by: requireMay(event, 'keep-agreeing', hub.slug).id };
}

function back({ params }: RequestEvent): never {
  redirect(303, `/${params.hub}/desk/agree#statements`);
}
