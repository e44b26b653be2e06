import { ofMeetup } from '#server/paper/picture.ts';
import { requireHub } from '../../../../door.ts';
import { answerPicture } from '../../../../picture-answer.ts';
import { requireMeetup } from '../../../meetup.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  return answerPicture(event, ofMeetup(hub, await requireMeetup(event)));
};
