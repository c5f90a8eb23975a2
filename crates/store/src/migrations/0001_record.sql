-- Who keeps a record here: one row per office (tenant).
CREATE TABLE offices (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,            -- languages and names as JSON
    home TEXT NOT NULL,            -- id of the place that is home; blank when not set
    demo BIGINT NOT NULL,          -- 1: holds the demo record
    feed BIGINT NOT NULL,          -- number of the last change
    ordinal BIGINT NOT NULL        -- number of the last record made
);

-- One row per record of any kind: what an id stands for.
CREATE TABLE records (
    office TEXT NOT NULL REFERENCES offices (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,           -- languages and titles as JSON
    ordinal BIGINT NOT NULL,       -- order in which records were made
    revision BIGINT NOT NULL,      -- grows by one with each change
    PRIMARY KEY (office, id)
);
CREATE UNIQUE INDEX records_order ON records (office, kind, ordinal);

-- Every reference from one record to another.
CREATE TABLE links (
    office TEXT NOT NULL,
    from_id TEXT NOT NULL,
    from_kind TEXT NOT NULL,
    field TEXT NOT NULL,
    position BIGINT NOT NULL,      -- place in a list of references, from 0
    to_id TEXT NOT NULL,
    PRIMARY KEY (office, from_id, field, position),
    FOREIGN KEY (office, from_id) REFERENCES records (office, id)
);
CREATE INDEX links_to ON links (office, to_id, from_kind, field, from_id);

-- Every citation of a document by a record.
CREATE TABLE citations (
    office TEXT NOT NULL,
    from_id TEXT NOT NULL,
    from_kind TEXT NOT NULL,
    field TEXT NOT NULL,
    position BIGINT NOT NULL,      -- place in the list of citations, from 0
    document TEXT NOT NULL,        -- as cited: a source's cited_as or id; blank when only words are given
    PRIMARY KEY (office, from_id, field, position),
    FOREIGN KEY (office, from_id) REFERENCES records (office, id)
);
CREATE INDEX citations_of ON citations (office, document, from_kind, field, from_id);

-- How many records of a kind have each value in each field by which lists are narrowed. Field and value are blank for
-- the count of the kind itself.
CREATE TABLE tallies (
    office TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (office, kind, field, value)
);
CREATE INDEX tallies_most ON tallies (office, kind, field, n);

-- What changed, in order and without gaps: search indexes follow it.
CREATE TABLE changes (
    office TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,          -- added, changed or removed
    at TEXT NOT NULL,              -- UTC, RFC 3339
    actor TEXT NOT NULL,
    PRIMARY KEY (office, seq)
);
