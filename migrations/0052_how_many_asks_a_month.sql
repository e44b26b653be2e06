-- How many asks may reach the neighbours of a hub in a month: its keeper says.
ALTER TABLE hubs ADD COLUMN asks_a_month INTEGER NOT NULL DEFAULT 3 CHECK (asks_a_month BETWEEN 1 AND 10);
