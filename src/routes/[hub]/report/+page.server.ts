import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { reportMail } from '#lib/report-mail.ts';
import type { Config } from '#server/config.ts';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as reports from '#server/hubs/reports.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as attempts from '#server/people/attempts.ts';
import { readForm, requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import { once } from '../../fields.ts';
import { ownPath } from '../../own-path.ts';
import type { Actions, PageServerLoad } from './$types';

const FROM_ONE_PLACE = { tries: 20, seconds: 3600 };
const WORDS = 'Write what is wrong, in a few words';
const TOO_MANY = 'A lot has been reported from where you are. Please try again in an hour.';
const Form = v.object({
  words: v.pipe(v.string(WORDS), v.nonEmpty(WORDS), v.maxLength(2000, 'Use at most 2,000 letters')),
  goesTo: v.picklist(['keeper', 'operator'], 'Choose who should read it'),
  once,
});

export const load: PageServerLoad = async (event) => {
  await requireHub(event);
  return { about: aboutOf(event), once: newId(), sent: event.url.searchParams.has('sent') };
};

export const actions = {
  send: async (event) => {
    const { slug: hub, name } = await requireHub(event);
    const form = await readForm(event, Form);
    if (!form.ok) return form.failure;
    const { house, now, viewer } = event.locals;
    const from = `reports-from:${attempts.placeOf(event.getClientAddress())}`;
    if (!(await attempts.allow(house.db, from, FROM_ONE_PLACE, now))) {
      return fail(429, { values: form.values, problems: { form: TOO_MANY } });
    }
    const { words, goesTo } = form.value;
    const key = takenForms.keyFor(`report ${hub}`, form.value.once);
    const about = aboutOf(event);
    const id = await reports.make(
      house.db,
      { hub, about, words, goesTo, madeBy: viewer?.id ?? null, form: key },
      now,
    );
    house.log(goesTo === 'operator' ? 'report-for-the-operator' : 'report-for-keepers', { hub, report: id });
    if (goesTo === 'operator') {
      const read = `${originOf(event)}/operator/${reportLinks.make(house.keys.signing, now)}`;
      const mail = reportMail({ hub: name, page: originOf(event) + about, words, id, read });
      house.postSoon({ to: { name: '', address: operatorOf(house.config) }, id: `report-${id}`, ...mail });
    }
    redirect(303, `/${hub}/report?sent=yes&about=${encodeURIComponent(about)}`);
  },
} satisfies Actions;

/** The page it is about; the hub's own where none of the hub's is named. */
function aboutOf({ url, params }: { url: URL; params: { hub: string } }): string {
  const about = ownPath(url.searchParams.get('about'));
  return about === `/${params.hub}` || about.startsWith(`/${params.hub}/`) ? about : `/${params.hub}`;
}

/** Whom to write to when something is wrong; until that is set, the address that mail comes from. */
function operatorOf({ pushContact, mailFrom }: Config): string {
  const [, address] = /^mailto:(.+)$/.exec(pushContact) ?? [];
  return address && !address.endsWith('@example.org') ? address : mailFrom;
}
