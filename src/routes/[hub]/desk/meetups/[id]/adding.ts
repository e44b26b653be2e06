import { error, type RequestEvent } from '@sveltejs/kit';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as newcomers from '#server/meetups/newcomers.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as directory from '#server/people/directory.ts';
import * as people from '#server/people/people.ts';
import { readForm, refuse } from '../../../../door.ts';
import { ADD } from './forms.ts';

/** A host adds somebody who told them. Gives what came of it in one word, or the form to put right. */
export async function add(event: RequestEvent, meetup: Meetup, by: string) {
  const form = await readForm(event, ADD);
  if (!form.ok) return form.failure;
  const { db, log } = event.locals.house;
  const { person, firstName, another, ...told } = form.value;
  if (!person && !firstName)
    return refuse(form.values, { firstName: 'Enter a first name, or tap a neighbour below' });
  if (!person && !another && (await isKnown(event, meetup.hub, firstName!))) {
    return refuse(form.values, {
      firstName: `There is a ${firstName} already. Tap that name below, or say that this is somebody else`,
    });
  }
  const outcome = person
    ? await addKnown(event, meetup, { person, party: told.party, said: told.said, by })
    : await newcomers.enterComing(db, meetup, { ...told, firstName: firstName!, by }, event.locals.now);
  if (outcome === 'too-many') {
    return refuse(form.values, {
      party: `There is room for ${meetup.exactLimit} in all. Enter a smaller number`,
    });
  }
  log('answer-entered', { meetup: meetup.id, by, said: told.said, outcome });
  return outcome;
}

async function addKnown(
  event: RequestEvent,
  meetup: Meetup,
  { person, party, said, by }: { person: string; party: number; said: rsvps.Said; by: string },
) {
  const { house, now } = event.locals;
  if (!(await people.findInHub(house.db, meetup.hub, person))) error(404, 'There is nothing here');
  return rsvps.add(house.db, meetup, { person, answer: 'coming', party, said, enteredBy: by }, now);
}

async function isKnown(event: RequestEvent, hub: string, firstName: string): Promise<boolean> {
  const alike = await directory.list(event.locals.house.db, hub, firstName);
  return alike.some((person) => person.firstName.toLowerCase() === firstName.toLowerCase());
}
