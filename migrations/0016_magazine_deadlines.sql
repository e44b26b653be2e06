-- By which day of each month the parish magazine wants its text, and how many days before the keepers are reminded.
CREATE TABLE magazines (
  hub TEXT PRIMARY KEY REFERENCES hubs (slug),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  -- A day of the month (of a shorter month its last), or the nth weekday: -1 is the last, Monday is 0.
  month_day INTEGER CHECK (month_day BETWEEN 1 AND 31),
  nth INTEGER CHECK (nth IN (1, 2, 3, 4, -1)),
  weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
  remind_before INTEGER NOT NULL CHECK (remind_before BETWEEN 1 AND 21),
  changed_at INTEGER NOT NULL,
  CHECK ((month_day IS NULL) = (nth IS NOT NULL) AND (nth IS NULL) = (weekday IS NULL))
) STRICT;
