import * as v from 'valibot';
import { line } from '../../../fields.ts';

export const QUESTION = v.object({
  words: line('Write what you want to ask', 120),
  tender: v.pipe(
    v.picklist(['no', 'health', 'other'], 'Choose one of these'),
    v.transform((kind) => (kind === 'no' ? null : kind)),
  ),
});

export const STATEMENT = v.object({
  statement: line('Write one sentence that one can agree with, or not', 140),
});

export const ONE = v.object({
  id: v.pipe(v.string('Choose a statement'), v.nonEmpty('Choose a statement'), v.maxLength(60)),
  into: v.picklist(['in', 'removed'], 'Choose what to do'),
});
