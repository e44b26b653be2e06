import * as v from 'valibot';
import { firstName, maybeTelephone, once, tick } from '../../../fields.ts';

export const SLIP = v.object({
  series: v.pipe(v.string(), v.maxLength(40)),
  dates: v.pipe(
    v.optional(v.union([v.string(), v.array(v.string())]), []),
    v.transform((ids) => [ids].flat()),
  ),
  firstName,
  telephone: maybeTelephone,
  lift: tick,
  help: tick,
  once,
});
