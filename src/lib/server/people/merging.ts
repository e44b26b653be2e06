import type { Writer } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { settleCalls } from './merging-calls.ts';
import { MEETING_COLUMNS } from './merging-meetings.ts';
import { settleLifts } from './merging-lifts.ts';
import { settleVoices } from './merging-voices.ts';
import { settleSheets, settleVotes } from './merging-votes.ts';

/** Every column that names a person; `tests/rooms/people/merging.test.ts` compares it with the tables. */
export const NAMED_IN: readonly (readonly [table: string, column: string])[] = [
  ['people', 'entered_by'],
  ['memberships', 'person_id'],
  ['roles', 'person_id'],
  ['roles', 'given_by'],
  ['reports', 'made_by'],
  ['reports', 'settled_by'],
  ['agree_questions', 'opened_by'],
  ['agree_questions', 'closed_by'],
  ['agree_statements', 'made_by'],
  ['agree_statements', 'let_in_by'],
  ['agree_statements', 'removed_by'],
  ['agree_voters', 'person_id'],
  ['asks', 'made_by'],
  ['asks', 'withdrawn_by'],
  ['asks', 'replied_by'],
  ['ask_sheets', 'person_id'],
  ['ask_sheets', 'entered_by'],
  ['ask_readings', 'reader_id'],
  ['sessions', 'person_id'],
  ['sign_in_codes', 'for_person'],
  ['sign_in_cards', 'person_id'],
  ['sign_in_cards', 'made_by'],
  ['passkeys', 'person_id'],
  ['own_calendars', 'person_id'],
  ['venues', 'home_of'],
  ['venues', 'created_by'],
  ['series', 'created_by'],
  ['series', 'ended_by'],
  ['series_pauses', 'paused_by'],
  ['series_hosts', 'person_id'],
  ['meetup_hosts', 'person_id'],
  ['meetups', 'confirmed_by'],
  ['meetups', 'cancelled_by'],
  ['meetup_changes', 'made_by'],
  ['tallies', 'counted_by'],
  ['rsvps', 'person_id'],
  ['rsvps', 'entered_by'],
  ['needs', 'person_id'],
  ['attendance', 'person_id'],
  ['attendance', 'noted_by'],
  ['push_subscriptions', 'person_id'],
  ['boards', 'keeper_id'],
  ['boards', 'made_by'],
  ['board_sheets', 'put_up_by'],
  ['jobs', 'made_by'],
  ['shifts', 'left_out_by'],
  ['turns', 'person_id'],
  ['turns', 'entered_by'],
  ['helpers', 'person_id'],
  ['helpers', 'entered_by'],
  ['likings', 'person_id'],
  ['helper_checks', 'person_id'],
  ['helper_checks', 'checked_by'],
  ['aways', 'person_id'],
  ['aways', 'entered_by'],
  ['pairings', 'person_id'],
  ['pairings', 'other_id'],
  ['go_betweens', 'person_id'],
  ['go_betweens', 'by_id'],
  ['go_betweens', 'entered_by'],
  ['covers', 'person_id'],
  ['covers', 'wanted_by'],
  ['covers', 'covered_by'],
  ['asks_to_help', 'person_id'],
  ['swaps_of_turns', 'offered_by'],
  ['drafts', 'made_by'],
  ['drafts', 'asked_by'],
  ['draft_cells', 'person_id'],
  ['errands', 'made_by'],
  ['errands', 'taken_by'],
  ['other_calendars', 'added_by'],
  ['letters', 'person_id'],
  ['rings', 'rung_by'],
  ['call_wishes', 'person_id'],
  ['call_wishes', 'heard_by'],
  ['call_wishes', 'looked_after_by'],
  ['call_wishes', 'stopped_by'],
  ['call_pairs', 'person_id'],
  ['call_pairs', 'asked_by'],
  ['call_pairs', 'yes_by'],
  ['call_pairs', 'ended_by'],
  ['calls', 'known_by'],
  ['call_steps', 'person_id'],
  ['call_steps', 'outcome_by'],
  ['call_notes', 'written_by'],
  ['pick_up_points', 'made_by'],
  ['buses', 'made_by'],
  ['timetables', 'brought_by'],
  ['lift_settings', 'changed_by'],
  ['lift_homes', 'person_id'],
  ['lift_homes', 'entered_by'],
  ['lift_requests', 'person_id'],
  ['lift_requests', 'prefers'],
  ['lift_requests', 'entered_by'],
  ['lift_offers', 'person_id'],
  ['lift_offers', 'entered_by'],
  ['lift_rather_nots', 'person_id'],
  ['lift_rather_nots', 'other_id'],
  ['rides', 'made_by'],
  ['lift_plans', 'made_by'],
  ['lift_rules', 'changed_by'],
  ['mileage_rates', 'changed_by'],
  ['driver_papers', 'person_id'],
  ['driver_papers', 'entered_by'],
  ['mileage_logs', 'person_id'],
  ['mileage_drives', 'person_id'],
  ['lift_taxis', 'made_by'],
  ['lift_taxi_orders', 'ordered_by'],
  ['lift_taxi_changes', 'ordered_by'],
  ['bodies', 'made_by'],
  ['bodies', 'ended_by'],
  ['body_people', 'person_id'],
  ['body_people', 'given_by'],
  ['topics', 'owner_id'],
  ['topics', 'made_by'],
  ['topic_steps', 'made_by'],
  ['views', 'person_id'],
  ['views', 'entered_by'],
  ['views', 'aside_by'],
  ['supports', 'person_id'],
  ['supports', 'entered_by'],
  ['hands', 'counted_by'],
  ['mutes', 'person_id'],
  ['view_readings', 'reader_id'],
  ['carries', 'carrier_id'],
  ['carries', 'proposed_by'],
  ['carries', 'received_by'],
  ['objections', 'person_id'],
  ['answers', 'given_by'],
  ['answers', 'told_room_by'],
  ['checks', 'person_id'],
  ['checks', 'entered_by'],
  ...MEETING_COLUMNS,
];

/**
 * Makes one person of two: somebody who answered from a leaflet turns out to be known already. Everything of `from`
 * becomes `into`'s and `from` is gone. Where both answered for the same meet-up the later answer wins.
 */
export async function merge(tx: Writer, from: string, into: string): Promise<void> {
  await settleAnswers(tx, from, into);
  await settleTheRest(tx, from, into);
  await settleCalls(tx, from, into);
  await settleLifts(tx, from, into);
  await settleVoices(tx, from, into);
  await settleVotes(tx, from, into);
  await settleSheets(tx, from, into);
  for (const [table, column] of NAMED_IN) {
    // What the other has already stays as it is and goes with the person below.
    await tx.run(`UPDATE OR IGNORE ${table} SET ${column} = :into WHERE ${column} = :from`, { from, into });
  }
  await takenForms.changeResult(tx, from, into);
  await tx.run('DELETE FROM people WHERE id = :from', { from });
}

/** Leaves one answer a meet-up, the later; `from`'s wins only when it is really later. */
async function settleAnswers(tx: Writer, from: string, into: string): Promise<void> {
  await keepPlaces(tx, { winner: from, loser: into, orAtOnce: 0 });
  await keepPlaces(tx, { winner: into, loser: from, orAtOnce: 1 });
  await tx.run(
    `DELETE FROM needs
     WHERE person_id = :into
       AND EXISTS (SELECT 1 FROM needs AS other WHERE other.meetup_id = needs.meetup_id AND other.person_id = :from)
       AND (SELECT answered_at FROM rsvps WHERE rsvps.meetup_id = needs.meetup_id AND rsvps.person_id = :from)
         > (SELECT answered_at FROM rsvps WHERE rsvps.meetup_id = needs.meetup_id AND rsvps.person_id = :into)`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM rsvps
     WHERE person_id = :into AND EXISTS (
       SELECT 1
       FROM rsvps AS other
       WHERE other.meetup_id = rsvps.meetup_id AND other.person_id = :from
         AND other.answered_at > rsvps.answered_at)`,
    { from, into },
  );
}

/** Nobody loses a place by being one person: the later "coming" takes the place the earlier one held, if it fits. */
async function keepPlaces(
  tx: Writer,
  { winner, loser, orAtOnce }: { winner: string; loser: string; orAtOnce: 0 | 1 },
): Promise<void> {
  await tx.run(
    `UPDATE rsvps
     SET place = 'in', line = NULL, offered_until = NULL
     WHERE person_id = :winner AND answer = 'coming' AND place <> 'in' AND EXISTS (
       SELECT 1
       FROM rsvps AS other
       WHERE other.meetup_id = rsvps.meetup_id AND other.person_id = :loser AND other.answer = 'coming'
         AND other.place = 'in' AND other.party >= rsvps.party
         AND rsvps.answered_at + :orAtOnce > other.answered_at)`,
    { winner, loser, orAtOnce },
  );
}

async function settleTheRest(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `UPDATE people
     SET telephone = COALESCE(telephone, (SELECT telephone FROM people WHERE id = :from)),
       in_person_through = COALESCE(in_person_through, (SELECT in_person_through FROM people WHERE id = :from))
     WHERE id = :into`,
    { from, into },
  );
  await tx.run(
    `UPDATE attendance
     SET came = 1
     WHERE person_id = :into AND EXISTS (
       SELECT 1
       FROM attendance AS other
       WHERE other.meetup_id = attendance.meetup_id AND other.person_id = :from AND other.came = 1)`,
    { from, into },
  );
  // A job that either of the two has taken is taken.
  await tx.run(
    `DELETE FROM turns
     WHERE person_id = :into AND standing <> 'taken' AND EXISTS (
       SELECT 1
       FROM turns AS other
       WHERE other.shift_id = turns.shift_id AND other.person_id = :from AND other.standing = 'taken')`,
    { from, into },
  );
  // A letter that reached one of the two has reached the one they are.
  await tx.run(
    `UPDATE letters
     SET reached_at = other.reached_at, reached_how = other.reached_how
     FROM letters AS other
     WHERE letters.person_id = :into AND letters.reached_at IS NULL
       AND other.person_id = :from AND other.reached_at IS NOT NULL
       AND other.kind = letters.kind AND other.subject = letters.subject AND other.occasion = letters.occasion`,
    { from, into },
  );
}
