-- The host who handed it over; NULL for the cards of the demo village.
ALTER TABLE sign_in_cards ADD COLUMN made_by TEXT REFERENCES people (id) ON DELETE SET NULL;
CREATE INDEX sign_in_cards_of_maker ON sign_in_cards (made_by) WHERE made_by IS NOT NULL;
