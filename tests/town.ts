import { CAST, type CastMember } from '#server/demo/cast.ts';

/** The people everybody knows. Tests speak of them, and the demo village is where they live. */
export const TOWN = Object.fromEntries(CAST.map((member) => [member.firstName, member])) as Record<
  'Ada' | 'Bert' | 'Cyd' | 'Dot' | 'Eve' | 'Fay',
  CastMember
>;

/** Ada keeps the hub, Bert drives, Cyd has no device at all, Dot hosts at home, Eve is a councillor, Fay a link worker. */
export const HUB = 'stainsacre-social';
