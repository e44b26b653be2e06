/** What is kept about somebody's lifts. Of those they shared one with no more than a first name, as they saw it. */
export const LIFTS = {
  fetched_from: `SELECT hub, address, latitude, longitude, changed_at
    FROM lift_homes
    WHERE person_id = :person`,
  lifts_i_asked_for: `SELECT lift_requests.hub, COALESCE(meetups.title, series.title, to_points.name, to_words) AS to_where,
      COALESCE(meetups.starts_local, on_date) AS on_day, there_by, ready_from, from_points.name AS from_point, legs,
      one_is_fine, party, carer, walking_frame, folded_chair, in_wheelchair, dog, help_min, low_seat, women_only,
      drivers.first_name AS best_of_all_with, need, back_open, safe_by, said, asked_at, withdrawn_at
    FROM lift_requests
    LEFT JOIN meetups ON meetups.id = lift_requests.meetup_id
    LEFT JOIN series ON series.id = meetups.series_id
    LEFT JOIN pick_up_points AS to_points ON to_points.id = to_point_id
    LEFT JOIN pick_up_points AS from_points ON from_points.id = from_point_id
    LEFT JOIN people AS drivers ON drivers.id = prefers
    WHERE person_id = :person
    ORDER BY asked_at`,
  lifts_i_offered: `SELECT lift_offers.hub, COALESCE(meetups.title, series.title, to_points.name, to_words) AS to_where,
      COALESCE(meetups.starts_local, on_date) AS on_day, there_by, ready_from, from_points.name AS from_point, legs,
      seats, wheelchairs, seats_a_wheelchair, boot, dogs, low_seat, woman, detour_min, not_after_dark, home_by, said,
      offered_at, withdrawn_at
    FROM lift_offers
    LEFT JOIN meetups ON meetups.id = lift_offers.meetup_id
    LEFT JOIN series ON series.id = meetups.series_id
    LEFT JOIN pick_up_points AS to_points ON to_points.id = to_point_id
    LEFT JOIN pick_up_points AS from_points ON from_points.id = from_point_id
    WHERE person_id = :person
    ORDER BY offered_at`,
  rides: `SELECT CASE WHEN lift_offers.person_id = :person THEN 'driving' ELSE 'riding' END AS my_part, rides.leg,
      rides.pick_up_at, rides.set_down_at, rides.asked_at, rides.driver_yes_at, rides.rider_yes_at, rides.settled_at,
      rides.on_my_way_at, rides.picked_up_at, rides.home_safe_at, rides.ended_at, rides.ended_because,
      lift_shares.pence AS share_in_pence, lift_shares.tenth_miles
    FROM rides
    LEFT JOIN lift_shares ON lift_shares.ride_id = rides.id
    LEFT JOIN lift_requests ON lift_requests.id = rides.request_id
    LEFT JOIN lift_offers ON lift_offers.id = rides.offer_id
    WHERE (lift_requests.person_id = :person OR lift_offers.person_id = :person) AND rides.asked_at IS NOT NULL
    ORDER BY rides.pick_up_at`,
  lift_changes_i_was_asked: `SELECT lift_change_rides.leg, lift_change_rides.pick_up_at, lift_change_rides.rider_yes_at,
      lift_change_rides.driver_yes_at, lift_changes.asked_at, lift_changes.ended_at, lift_changes.ended_because
    FROM lift_change_rides
    JOIN lift_changes ON lift_changes.id = lift_change_rides.change_id
    JOIN lift_requests ON lift_requests.id = lift_change_rides.request_id
    JOIN lift_offers ON lift_offers.id = lift_change_rides.offer_id
    WHERE lift_requests.person_id = :person OR lift_offers.person_id = :person
    ORDER BY lift_changes.asked_at`,
  mileage_log: `SELECT hub, on_date, from_words, to_words, tenth_miles, passengers, changed_at
    FROM mileage_drives
    WHERE person_id = :person
    ORDER BY on_date`,
  mileage_log_kept: `SELECT filled_until AS filled_until_at, stopped_at
    FROM mileage_logs
    WHERE person_id = :person`,
  papers_for_driving: `SELECT hub, kind, good_until, said_at
    FROM driver_papers
    WHERE person_id = :person`,
  rather_not_ride_with: `SELECT lift_rather_nots.hub, people.first_name AS other, lift_rather_nots.said_at
    FROM lift_rather_nots
    JOIN people ON people.id = lift_rather_nots.other_id
    WHERE lift_rather_nots.person_id = :person`,
};
