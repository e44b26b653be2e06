/** The columns of what a hub talks about, promises and writes down that name a person. */
export const MEETING_COLUMNS = [
  ['agenda_places', 'left_out_by'],
  ['agenda_matters', 'made_by'],
  ['promises', 'person_id'],
  ['promises', 'made_by'],
  ['promises', 'settled_by'],
  ['promise_steps', 'made_by'],
  ['write_ups', 'made_by'],
  ['write_ups', 'sent_by'],
  ['write_ups', 'approved_by'],
  ['decisions', 'made_by'],
  ['decisions', 'struck_by'],
  ['follow_ups', 'looked_by'],
] as const;
