import type { Reader, Row } from '#server/db/database.ts';
import { LIFTS } from './own-lift-data.ts';
import { MEETINGS } from './own-meeting-data.ts';

/** Everything kept about one person, in named lists of plain rows; instants as ISO 8601 in UTC. */
export type OwnData = Record<string, Row[]>;

/** Gathers all that is kept about a person, for them to keep. Secrets that only machines use are left out. */
export async function gather(db: Reader, person: string): Promise<OwnData> {
  const data: OwnData = {};
  for (const [name, sql] of Object.entries(QUERIES)) {
    data[name] = (await db.all(sql, { person })).map(readable);
  }
  return data;
}

/** Whoever does not stand behind it any more may not read what it is called now. */
const TOPIC_IF_BEHIND = `CASE
  WHEN EXISTS (SELECT 1 FROM voices WHERE voices.topic_id = topics.id AND voices.person_id = :person) THEN topics.name
  END`;

const QUERIES = {
  me: `SELECT first_name, mail, mail_proved_at, mail_failed_at, telephone, telephone_public, in_person_through, told,
      remind_evening, remind_before, created_at
    FROM people
    WHERE id = :person`,
  hubs: `SELECT hubs.name, hubs.slug, memberships.joined_at
    FROM memberships
    JOIN hubs ON hubs.slug = memberships.hub
    WHERE memberships.person_id = :person`,
  roles: `SELECT hub, role, given_at
    FROM roles
    WHERE person_id = :person`,
  answers: `SELECT meetups.hub, COALESCE(meetups.title, series.title) AS meetup, meetups.starts_local, rsvps.answer,
      rsvps.place, rsvps.party, rsvps.carer, rsvps.said, rsvps.answered_at, needs.words AS needs, attendance.came
    FROM rsvps
    JOIN meetups ON meetups.id = rsvps.meetup_id
    JOIN series ON series.id = meetups.series_id
    LEFT JOIN needs ON needs.meetup_id = rsvps.meetup_id AND needs.person_id = rsvps.person_id
    LEFT JOIN attendance ON attendance.meetup_id = rsvps.meetup_id AND attendance.person_id = rsvps.person_id
    WHERE rsvps.person_id = :person
    ORDER BY meetups.starts_at`,
  hosting: `SELECT series.hub, series.title, series_hosts.since
    FROM series_hosts
    JOIN series ON series.id = series_hosts.series_id
    WHERE series_hosts.person_id = :person`,
  hosting_once: `SELECT meetups.hub, COALESCE(meetups.title, series.title) AS title, meetups.starts_local,
      meetup_hosts.since
    FROM meetup_hosts
    JOIN meetups ON meetups.id = meetup_hosts.meetup_id
    JOIN series ON series.id = meetups.series_id
    WHERE meetup_hosts.person_id = :person`,
  homes: `SELECT hub, name, area, directions, address, latitude, longitude, key_with
    FROM venues
    WHERE home_of = :person`,
  boards: `SELECT hub, place, made_at, closed_at
    FROM boards
    WHERE keeper_id = :person`,
  jobs: `SELECT jobs.hub, jobs.name AS job, meetups.starts_local, turns.standing, turns.learning, turns.said,
      turns.asked_at, turns.changed_at
    FROM turns
    JOIN shifts ON shifts.id = turns.shift_id
    JOIN jobs ON jobs.id = shifts.job_id
    JOIN meetups ON meetups.id = shifts.meetup_id
    WHERE turns.person_id = :person
    ORDER BY meetups.starts_at`,
  helping: `SELECT hub, pledge, remind_hours, since, changed_at
    FROM helpers
    WHERE person_id = :person`,
  likings: `SELECT jobs.hub, jobs.name AS job, likings.liking
    FROM likings
    JOIN jobs ON jobs.id = likings.job_id
    WHERE likings.person_id = :person`,
  can_do: `SELECT helper_checks.hub, helper_checks.kind, jobs.name AS job, venues.name AS place,
      helper_checks.checked_on, helper_checks.good_until
    FROM helper_checks
    LEFT JOIN jobs ON jobs.id = helper_checks.job_id
    LEFT JOIN venues ON venues.id = helper_checks.venue_id
    WHERE helper_checks.person_id = :person`,
  away: `SELECT kind, from_date, to_date, weekday, said_at
    FROM aways
    WHERE person_id = :person`,
  with_whom: `SELECT pairings.hub, people.first_name AS other, pairings.kind, pairings.said_at, pairings.agreed_at
    FROM pairings
    JOIN people ON people.id = pairings.other_id
    WHERE pairings.person_id = :person`,
  who_says_things_for_me: `SELECT go_betweens.hub, people.first_name AS other, go_betweens.since, go_betweens.said
    FROM go_betweens
    JOIN people ON people.id = go_betweens.by_id
    WHERE go_betweens.person_id = :person`,
  for_whom_i_say_things: `SELECT go_betweens.hub, people.first_name AS other, go_betweens.since
    FROM go_betweens
    JOIN people ON people.id = go_betweens.person_id
    WHERE go_betweens.by_id = :person`,
  asked_to_step_in: `SELECT jobs.hub, jobs.name AS job, asks_to_help.asked_at, asks_to_help.declined_at
    FROM asks_to_help
    JOIN shifts ON shifts.id = asks_to_help.shift_id
    JOIN jobs ON jobs.id = shifts.job_id
    WHERE asks_to_help.person_id = :person`,
  cannot_make_it: `SELECT jobs.hub, jobs.name AS job, covers.wanted_at, covers.settled_at, covers.settled_how
    FROM covers
    JOIN shifts ON shifts.id = covers.shift_id
    JOIN jobs ON jobs.id = shifts.job_id
    WHERE covers.person_id = :person`,
  errands: `SELECT hub, name, by_date, taken_at, done_at
    FROM errands
    WHERE taken_by = :person`,
  brought_calendars: `SELECT hub, owner, page, address, added_at
    FROM other_calendars
    WHERE added_by = :person`,
  devices: `SELECT device, created_at, seen_at, expires_at
    FROM sessions
    WHERE person_id = :person`,
  sign_in_cards: `SELECT made_at, expires_at, used_at, made_by IS NOT NULL AS made_by_a_host
    FROM sign_in_cards
    WHERE person_id = :person`,
  passkeys: `SELECT device, made_at, used_at
    FROM passkeys
    WHERE person_id = :person`,
  calendars: `SELECT made_at, read_at
    FROM own_calendars
    WHERE person_id = :person`,
  pushed_to: `SELECT endpoint, made_at, arrived_at
    FROM push_subscriptions
    WHERE person_id = :person`,
  letters: `SELECT letters.kind, letters.hub, letters.subject, letters.made_at, letters.reached_at,
      letters.reached_how, letters.dropped_at
    FROM letters
    WHERE letters.person_id = :person
    ORDER BY letters.made_at`,
  rings: `SELECT rings.outcome, rings.rung_at
    FROM rings
    JOIN letters ON letters.id = rings.letter_id
    WHERE letters.person_id = :person`,
  calls_i_would_like: `SELECT hub, weekday, part, said, heard_on, contact_name, contact_telephone, back_on, started_at,
      stopped_at
    FROM call_wishes
    WHERE person_id = :person`,
  calls_to_me: `SELECT call_wishes.hub, calls.on_day, call_steps.step, call_steps.outcome, call_steps.outcome_at,
      calls.known_how, calls.known_at, call_notes.words AS note
    FROM call_wishes
    JOIN calls ON calls.wish_id = call_wishes.id
    JOIN call_steps ON call_steps.call_id = calls.id
    LEFT JOIN call_notes ON call_notes.step_id = call_steps.id
    WHERE call_wishes.person_id = :person
    ORDER BY calls.on_day, call_steps.turn`,
  calls_i_make: `SELECT call_wishes.hub, call_pairs.place, call_wishes.weekday, call_wishes.part, call_pairs.asked_at,
      call_pairs.yes_at, call_pairs.ended_at
    FROM call_pairs
    JOIN call_wishes ON call_wishes.id = call_pairs.wish_id
    WHERE call_pairs.person_id = :person`,
  calls_i_was_asked_to_make: `SELECT calls.on_day, call_steps.step, call_steps.outcome, call_steps.outcome_at
    FROM call_steps
    JOIN calls ON calls.id = call_steps.call_id
    WHERE call_steps.person_id = :person
    ORDER BY calls.on_day, call_steps.turn`,
  notes_on_calls: `SELECT words, written_at
    FROM call_notes
    WHERE written_by = :person`,
  ...LIFTS,
  said: `SELECT hub, words, level, named, tender, said, said_at, consented_at, withdrawn_at, aside_at, aside_because
    FROM views
    WHERE person_id = :person
    ORDER BY said_at`,
  who_read_what_i_said: `SELECT view_readings.view_id, view_readings.role, view_readings.read_at
    FROM view_readings
    JOIN views ON views.id = view_readings.view_id
    WHERE views.person_id = :person
    ORDER BY view_readings.read_at`,
  behind: `SELECT topics.hub, topics.name AS topic, supports.level, supports.said, supports.since,
      mutes.since IS NOT NULL AS muted
    FROM supports
    JOIN topics ON topics.id = supports.topic_id
    LEFT JOIN mutes ON mutes.topic_id = supports.topic_id AND mutes.person_id = supports.person_id
    WHERE supports.person_id = :person`,
  objected: `SELECT ${TOPIC_IF_BEHIND} AS topic, objections.words, objections.made_at
    FROM objections
    JOIN carries ON carries.id = objections.carry_id
    JOIN topics ON topics.id = carries.topic_id
    WHERE objections.person_id = :person`,
  checked: `SELECT ${TOPIC_IF_BEHIND} AS topic, checks.verdict, checks.words, checks.said, checks.checked_at
    FROM checks
    JOIN topics ON topics.id = checks.topic_id
    WHERE checks.person_id = :person`,
  carried: `SELECT bodies.name AS body, carries.proposed_at
    FROM carries
    JOIN bodies ON bodies.id = carries.body_id
    WHERE carries.carrier_id = :person`,
  answers_for: `SELECT bodies.hub, bodies.name AS body, body_people.part, body_people.since
    FROM body_people
    JOIN bodies ON bodies.id = body_people.body_id
    WHERE body_people.person_id = :person`,
  votes: `SELECT agree_questions.hub, agree_questions.words AS question, agree_statements.words AS statement,
      agree_votes.vote, agree_votes.voted_at, agree_voters.consented_at
    FROM agree_voters
    JOIN agree_questions ON agree_questions.id = agree_voters.question_id
    JOIN agree_votes ON agree_votes.voter_id = agree_voters.id
    JOIN agree_statements ON agree_statements.id = agree_votes.statement_id
    WHERE agree_voters.person_id = :person
    ORDER BY agree_votes.voted_at`,
  statements: `SELECT agree_questions.hub, agree_questions.words AS question, agree_statements.words,
      agree_statements.made_at
    FROM agree_statements
    JOIN agree_questions ON agree_questions.id = agree_statements.question_id
    WHERE agree_statements.made_by = :person`,
  ...MEETINGS,
  answers_to_asks: `SELECT asks.hub, asks.name AS ask, ask_questions.words AS question, ask_questions.options,
      ask_answers.chosen, ask_answers.words, ask_sheets.words_for IS NOT NULL AS words_for_body, ask_sheets.said,
      ask_sheets.given_at, ask_sheets.consented_at
    FROM ask_sheets
    JOIN asks ON asks.id = ask_sheets.ask_id
    JOIN ask_answers ON ask_answers.sheet_id = ask_sheets.id
    JOIN ask_questions ON ask_questions.id = ask_answers.question_id
    WHERE ask_sheets.person_id = :person
    ORDER BY ask_sheets.given_at, ask_questions.turn`,
  who_read_my_answers: `SELECT asks.name AS ask, ask_readings.role, ask_readings.read_at
    FROM ask_readings
    JOIN ask_sheets ON ask_sheets.id = ask_readings.sheet_id
    JOIN asks ON asks.id = ask_sheets.ask_id
    WHERE ask_sheets.person_id = :person
    ORDER BY ask_readings.read_at`,
  asks_i_made: `SELECT hub, name, made_at, withdrawn_at
    FROM asks
    WHERE made_by = :person`,
  reports: `SELECT hub, about, words, made_at, settled_at
    FROM reports
    WHERE made_by = :person`,
};

function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'number' && (column.endsWith('_at') || column === 'since')
        ? new Date(value * 1000).toISOString()
        : value,
    ]),
  );
}
