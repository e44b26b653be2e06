import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as reports from '#server/hubs/reports.ts';
import { readForm } from '../../door.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({
  report: v.pipe(v.string('Choose a report'), v.nonEmpty('Choose a report'), v.maxLength(30)),
});

export const load: PageServerLoad = async (event) => {
  requireOperator(event);
  return { reports: await reports.forOperator(event.locals.house.db) };
};

export const actions = {
  settle: async (event) => {
    requireOperator(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await reports.settleForOperator(house.db, form.value.report, now);
    house.log('report-settled', { report: form.value.report, by: 'operator' });
    redirect(303, event.url.pathname);
  },
} satisfies Actions;

/** Whoever runs this Natter has the address from a mail or from the log; there is no other way to it. */
function requireOperator({ locals: { house, now }, params }: RequestEvent): void {
  if (!reportLinks.isGood(house.keys.signing, params.token ?? '', now)) error(404, 'There is nothing here');
}
