-- A mark that changes whenever what a hub has planned changes, so that what was computed from it can be kept in
-- memory. Random rather than counted: a mark that was rolled back never comes again with another meaning.
CREATE TABLE plan_revisions (
  hub TEXT PRIMARY KEY REFERENCES hubs (slug),
  revision TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revision_by_new_series AFTER INSERT ON series BEGIN
  INSERT INTO plan_revisions (hub, revision) VALUES (NEW.hub, hex(randomblob(8)))
  ON CONFLICT (hub) DO UPDATE SET revision = excluded.revision;
END;
CREATE TRIGGER revision_by_changed_series AFTER UPDATE ON series BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8)) WHERE hub = NEW.hub;
END;
CREATE TRIGGER revision_by_new_date AFTER INSERT ON series_dates BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_changed_date AFTER UPDATE ON series_dates BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_dropped_date AFTER DELETE ON series_dates BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = OLD.series_id);
END;
CREATE TRIGGER revision_by_new_pause AFTER INSERT ON series_pauses BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_changed_pause AFTER UPDATE ON series_pauses BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_dropped_pause AFTER DELETE ON series_pauses BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = OLD.series_id);
END;
CREATE TRIGGER revision_by_new_host AFTER INSERT ON series_hosts BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_changed_host AFTER UPDATE ON series_hosts BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = NEW.series_id);
END;
CREATE TRIGGER revision_by_gone_host AFTER DELETE ON series_hosts BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM series WHERE id = OLD.series_id);
END;
CREATE TRIGGER revision_by_host_name AFTER UPDATE OF first_name ON people BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub IN (SELECT s.hub FROM series_hosts sh JOIN series s ON s.id = sh.series_id WHERE sh.person_id = NEW.id);
END;
CREATE TRIGGER revision_by_changed_venue AFTER UPDATE ON venues BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8)) WHERE hub = NEW.hub;
END;
CREATE TRIGGER revision_by_new_access AFTER INSERT ON venue_access BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM venues WHERE id = NEW.venue_id);
END;
CREATE TRIGGER revision_by_changed_access AFTER UPDATE ON venue_access BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM venues WHERE id = NEW.venue_id);
END;
CREATE TRIGGER revision_by_dropped_access AFTER DELETE ON venue_access BEGIN
  UPDATE plan_revisions SET revision = hex(randomblob(8))
   WHERE hub = (SELECT hub FROM venues WHERE id = OLD.venue_id);
END;
