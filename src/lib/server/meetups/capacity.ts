import { NO_LIMIT } from './kept-rows.ts';

/** How many people there is room for, or NULL. */
const ROOM = `NULLIF(COALESCE(meetups.exact_limit, series.exact_limit), ${NO_LIMIT})`;
/** Behind everybody in any line. */
const PAST_THE_END = 1_000_000_000;

const INTO_RSVPS = `
  INSERT INTO rsvps (
    meetup_id, person_id, answer, place, party, carer, line, said, entered_by, answered_at, changed_at)`;

const OR_CHANGED = `
  ON CONFLICT (meetup_id, person_id) DO UPDATE SET
    said = CASE WHEN answer = excluded.answer THEN said ELSE excluded.said END,
    entered_by = CASE WHEN answer = excluded.answer THEN entered_by ELSE excluded.entered_by END,
    answer = excluded.answer,
    place = excluded.place,
    party = COALESCE(:party, party),
    carer = COALESCE(:carer, carer),
    line = excluded.line,
    offered_until = NULL,
    lapsed_at = NULL,
    answered_at = excluded.answered_at,
    changed_at = excluded.changed_at`;

/** The short way, a third of the work: it changes nothing where there is a limit, nor when the date is cancelled or over. */
export const ANSWER_WITHOUT_LIMIT = `
  ${INTO_RSVPS}
  SELECT
    meetups.id, :person, :answer, 'in', COALESCE(:party, 1), COALESCE(:carer, 0), NULL, :said, :enteredBy, :now, :now
  FROM meetups
  JOIN series ON series.id = meetups.series_id
  WHERE meetups.id = :meetup AND meetups.cancelled_at IS NULL AND meetups.ends_at > :now AND ${ROOM} IS NULL
  ${OR_CHANGED}`;

/**
 * Capacity lives in this one statement. Who has a place may keep it or make it smaller; anybody else gets one only
 * when it fits and nobody is in line ahead of them. It changes nothing for a date that is cancelled or over, nor for
 * a party that has no room.
 */
export const ANSWER = `
  WITH
    facts AS MATERIALIZED (
      SELECT
        ${ROOM} AS room,
        COALESCE(:party, mine.party, 1) AS party,
        CASE WHEN mine.answer = 'coming' AND mine.place <> 'waiting' THEN mine.party ELSE 0 END AS held,
        mine.line,
        (
          SELECT COALESCE(SUM(party), 0)
          FROM rsvps
          WHERE meetup_id = :meetup AND answer = 'coming' AND place <> 'waiting'
        ) AS taken,
        EXISTS (
          SELECT 1
          FROM rsvps
          WHERE meetup_id = :meetup AND line IS NOT NULL AND line < COALESCE(mine.line, ${PAST_THE_END})
            AND party <= ${ROOM}
        ) AS behind_others
      FROM meetups
      JOIN series ON series.id = meetups.series_id
      LEFT JOIN rsvps AS mine ON mine.meetup_id = meetups.id AND mine.person_id = :person
      WHERE meetups.id = :meetup AND meetups.cancelled_at IS NULL AND meetups.ends_at > :now
    ),
    verdict AS MATERIALIZED (
      SELECT
        party,
        line,
        CASE
          WHEN :answer <> 'coming' OR room IS NULL OR party <= held THEN 'in'
          WHEN party <= room - taken + held AND NOT behind_others THEN 'in'
          WHEN held = 0 AND party <= room THEN 'waiting'
        END AS place
      FROM facts
    )
  ${INTO_RSVPS}
  SELECT
    :meetup, :person, :answer, place, party, COALESCE(:carer, 0),
    CASE place WHEN 'waiting' THEN COALESCE(line, 1 + (
      SELECT COALESCE(MAX(line), 0)
      FROM rsvps
      WHERE meetup_id = :meetup AND line IS NOT NULL)) END,
    :said, :enteredBy, :now, :now
  FROM verdict
  WHERE place IS NOT NULL
  ${OR_CHANGED}
  RETURNING place`;

/** Whether word can be sent to a person; otherwise somebody has to ring or call round. */
export const HAS_A_DEVICE = `
  (EXISTS (SELECT 1 FROM push_subscriptions WHERE push_subscriptions.person_id = rsvps.person_id)
  OR EXISTS (
    SELECT 1
    FROM people
    WHERE people.id = rsvps.person_id AND people.mail IS NOT NULL AND people.mail_failed_at IS NULL))`;

/** True of the one who is next: first in line, coming to something still ahead, and with room for the whole party. */
export const IS_NEXT = `
  meetups.cancelled_at IS NULL AND meetups.starts_at > :now
  AND rsvps.person_id = (
    SELECT first.person_id
    FROM rsvps AS first
    WHERE first.meetup_id = meetups.id AND first.line IS NOT NULL
      AND first.party <= COALESCE(${ROOM}, first.party)
    ORDER BY first.line
    LIMIT 1)
  AND (${ROOM} IS NULL
    OR rsvps.party + (
      SELECT COALESCE(SUM(taken.party), 0)
      FROM rsvps AS taken
      WHERE taken.meetup_id = meetups.id AND taken.answer = 'coming' AND taken.place <> 'waiting')
    <= ${ROOM})`;

/** Gives the next in line a place to accept or not; without a device, until a host has rung. */
export const OFFER = `
  UPDATE rsvps
  SET
    place = 'offered',
    line = NULL,
    offered_until = CASE WHEN ${HAS_A_DEVICE} THEN :until END,
    changed_at = :now
  FROM meetups
  JOIN series ON series.id = meetups.series_id
  WHERE rsvps.meetup_id = :meetup AND meetups.id = :meetup AND ${IS_NEXT}
  RETURNING person_id, offered_until`;
