-- What is known about offerings: the problems they solve, their conditions, their outline.

CREATE TABLE problems (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "offering" TEXT,
    "statement" TEXT,
    "statement_key" TEXT,
    "concept" TEXT,
    "evidence" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX problems_by_offering ON problems (office, "offering", id);
CREATE INDEX problems_by_statement ON problems (office, "statement_key", id);
CREATE INDEX problems_by_concept ON problems (office, "concept", id);

CREATE TABLE conditions (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "offering" TEXT,
    "effect" TEXT,
    "circumstance" TEXT,
    "test" TEXT,
    "limit" TEXT,
    "limit_key" DOUBLE PRECISION,
    "unit" TEXT,
    "statement" TEXT,
    "statement_key" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX conditions_by_offering ON conditions (office, "offering", id);
CREATE INDEX conditions_by_effect ON conditions (office, "effect", id);
CREATE INDEX conditions_by_circumstance ON conditions (office, "circumstance", id);
CREATE INDEX conditions_by_test ON conditions (office, "test", id);
CREATE INDEX conditions_by_limit ON conditions (office, "limit_key", id);
CREATE INDEX conditions_by_unit ON conditions (office, "unit", id);
CREATE INDEX conditions_by_statement ON conditions (office, "statement_key", id);

CREATE TABLE profiles (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "offering" TEXT,
    "scale_from" TEXT,
    "scale_from_key" DOUBLE PRECISION,
    "scale_to" TEXT,
    "scale_to_key" DOUBLE PRECISION,
    "unit" TEXT,
    "cost_class" TEXT,
    "skills" TEXT,
    "setup" TEXT,
    "setup_key" DOUBLE PRECISION,
    "languages" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX profiles_by_offering ON profiles (office, "offering", id);
CREATE INDEX profiles_by_scale_from ON profiles (office, "scale_from_key", id);
CREATE INDEX profiles_by_scale_to ON profiles (office, "scale_to_key", id);
CREATE INDEX profiles_by_unit ON profiles (office, "unit", id);
CREATE INDEX profiles_by_cost_class ON profiles (office, "cost_class", id);
CREATE INDEX profiles_by_setup ON profiles (office, "setup_key", id);
