/** What is kept about somebody in what a hub talks about, promises and writes down. */
export const MEETINGS = {
  promised: `SELECT hub, what, role, named, by_day, made_at, changed_because, settled_at, settled_how, ended_because
    FROM promises
    WHERE person_id = :person
    ORDER BY made_at`,
  wrote_down_as_decided: `SELECT write_ups.hub, write_ups.title AS meetup, write_ups.starts_local, decisions.words,
      decisions.made_at
    FROM decisions
    JOIN write_ups ON write_ups.id = decisions.write_up_id
    WHERE decisions.made_by = :person
    ORDER BY decisions.made_at`,
  put_on_an_agenda: `SELECT hub, words, made_at
    FROM agenda_matters
    WHERE made_by = :person`,
};
