-- Whoever is erased, or becomes one with somebody, is looked for in all of these.
CREATE INDEX jobs_by_maker ON jobs (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX shifts_by_leaver_out ON shifts (left_out_by) WHERE left_out_by IS NOT NULL;
CREATE INDEX turns_by_enterer ON turns (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX helpers_by_enterer ON helpers (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX checks_by_checker ON helper_checks (checked_by) WHERE checked_by IS NOT NULL;
CREATE INDEX aways_by_enterer ON aways (entered_by) WHERE entered_by IS NOT NULL;
CREATE INDEX covers_by_wanter ON covers (wanted_by) WHERE wanted_by IS NOT NULL;
CREATE INDEX covers_by_taker ON covers (covered_by) WHERE covered_by IS NOT NULL;
CREATE INDEX errands_by_maker ON errands (made_by) WHERE made_by IS NOT NULL;
