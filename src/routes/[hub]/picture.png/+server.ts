import { ofHub } from '#server/paper/picture.ts';
import { requireHub } from '../../door.ts';
import { answerPicture } from '../../picture-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => answerPicture(event, ofHub(await requireHub(event)));
