-- What records were before each change, so that it can be told and undone.
ALTER TABLE changes ADD COLUMN before TEXT;   -- field names and stored values as JSON; null for what was added
CREATE INDEX changes_of ON changes (office, id, seq);
CREATE INDEX changes_by ON changes (office, actor, seq);
CREATE INDEX changes_on ON changes (office, at, seq);

-- A record's revision is the number of its last change, so that no two states of a record share one, not even when a
-- removed record comes back.
UPDATE records SET revision = COALESCE(
    (SELECT MAX(c.seq) FROM changes c WHERE c.office = records.office AND c.id = records.id), revision);

-- What somebody is typing and has not saved.
CREATE TABLE drafts (
    office TEXT NOT NULL,
    account TEXT NOT NULL,         -- id of the account, or local
    form TEXT NOT NULL,            -- kind and record: needs/new, needs/need-a
    body TEXT NOT NULL,            -- the fields as the form sends them
    at TEXT NOT NULL,              -- UTC, RFC 3339
    PRIMARY KEY (office, account, form),
    FOREIGN KEY (office) REFERENCES offices (id)
);
