import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as hubs from '#server/hubs/hubs.ts';
import * as setUpLinks from '#server/hubs/set-up-links.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as founding from '#server/people/founding.ts';
import * as roles from '#server/people/roles.ts';
import * as sessions from '#server/people/sessions.ts';
import { readForm, refuse, requireViewer } from '../door.ts';
import { firstName, line, mail, maybeLines, once, zone } from '../fields.ts';
import { here, keep } from '../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const HUB = {
  name: line('Enter a name for the hub', 80),
  place: line('Enter where it is, such as a village or a street', 120),
  zone,
  about: maybeLines(400),
};
const First = v.object({ ...HUB, firstName, mail });
const Another = v.object({ ...HUB, once });

const LINK_OVER =
  'This set-up link has been used or is too old. If the hub is there, sign in with your email. If not, start Natter again for a fresh link.';

export const load: PageServerLoad = async (event) => {
  const { house, viewer } = event.locals;
  const link = linkOf(event);
  if (await setUpLinks.isGood(house.db, link)) {
    return { way: 'first' as const, link, zones: zones(), once: '' };
  }
  if (roles.may(viewer, 'start-hub')) {
    return { way: 'another' as const, link: '', zones: zones(), once: newId() };
  }
  return { way: 'closed' as const, empty: (await hubs.count(house.db)) === 0 };
};

export const actions = {
  setUp: async (event) => {
    const { house, now } = event.locals;
    if (roles.may(event.locals.viewer, 'start-hub')) return startAnother(event);
    const form = await readForm(event, First);
    if (!form.ok) return form.failure;
    const { firstName, mail, ...hub } = form.value;
    const given = { ...here(event), token: linkOf(event), hub, firstName, mail };
    const outcome = await founding.foundFirst(house.db, given, now);
    if (outcome.outcome === 'link-over') return refuse(form.values, { form: LINK_OVER });
    keep(event, outcome);
    house.log('hub-set-up', { hub: outcome.hub });
    redirect(303, `/${outcome.hub}/desk`);
  },
  lookRound: async (event) => {
    const { house, now } = event.locals;
    if (!(await house.db.write((tx) => setUpLinks.use(tx, linkOf(event))))) {
      return refuse({}, { form: LINK_OVER });
    }
    // Read only when asked for: most installations never are.
    const village = await import('#server/demo/village.ts');
    const { hub, ids } = await village.fill(house.db, now);
    const { device, instead } = here(event);
    const person = ids.Ada!;
    keep(event, { person, ...(await sessions.begin(house.db, person, device, now, instead)) });
    house.log('demo-filled', { hub });
    redirect(303, `/${hub}`);
  },
} satisfies Actions;

async function startAnother(event: RequestEvent) {
  const { house, now } = event.locals;
  const form = await readForm(event, Another);
  if (!form.ok) return form.failure;
  const keeper = requireViewer(event).id;
  const { once, ...hub } = form.value;
  const slug = await founding.found(
    house.db,
    { keeper, hub, form: takenForms.keyFor(`start-hub ${keeper}`, once) },
    now,
  );
  house.log('hub-set-up', { hub: slug });
  redirect(303, `/${slug}/desk`);
}

function linkOf({ url }: Pick<RequestEvent, 'url'>): string {
  return url.searchParams.get('link') ?? '';
}

function zones(): string[] {
  const others = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'Europe/London');
  return ['Europe/London', ...others];
}
