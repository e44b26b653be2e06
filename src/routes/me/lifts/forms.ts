import * as v from 'valibot';

const id = v.pipe(v.string('Choose a lift'), v.nonEmpty('Choose a lift'), v.maxLength(60));

export const LIFT = v.object({ lift: id });
export const RIDE = v.object({ ride: id });
export const RUN = v.object({ offer: id, leg: v.picklist(['out', 'back'], 'Choose there or back') });
export const RATHER_NOT = v.object({ other: id, hub: id });
