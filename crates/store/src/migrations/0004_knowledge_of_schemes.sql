-- What is known about schemes: their rules, and the traits of places that rules ask for.

CREATE TABLE rules (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "scheme" TEXT,
    "criterion" TEXT,
    "test" TEXT,
    "values" TEXT,
    "limit" TEXT,
    "limit_key" DOUBLE PRECISION,
    "currency" TEXT,
    "in_force" TEXT,
    "in_force_key" TEXT,
    "statement" TEXT,
    "statement_key" TEXT,
    "checked" TEXT,
    "checked_key" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX rules_by_scheme ON rules (office, "scheme", id);
CREATE INDEX rules_by_criterion ON rules (office, "criterion", id);
CREATE INDEX rules_by_test ON rules (office, "test", id);
CREATE INDEX rules_by_limit ON rules (office, "limit_key", id);
CREATE INDEX rules_by_currency ON rules (office, "currency", id);
CREATE INDEX rules_by_in_force ON rules (office, "in_force_key", id);
CREATE INDEX rules_by_statement ON rules (office, "statement_key", id);
CREATE INDEX rules_by_checked ON rules (office, "checked_key", id);

CREATE TABLE traits (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "place" TEXT,
    "trait" TEXT,
    "value" TEXT,
    "year" TEXT,
    "year_key" TEXT,
    "note" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX traits_by_place ON traits (office, "place", id);
CREATE INDEX traits_by_trait ON traits (office, "trait", id);
CREATE INDEX traits_by_value ON traits (office, "value", id);
CREATE INDEX traits_by_year ON traits (office, "year_key", id);
