-- One table for each kind of record, as its definition asks.

CREATE TABLE sources (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "title" TEXT,
    "title_key" TEXT,
    "cited_as" TEXT,
    "publisher" TEXT,
    "published" TEXT,
    "published_key" TEXT,
    "language" TEXT,
    "address" TEXT,
    "note" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX sources_by_title ON sources (office, "title_key", id);
CREATE INDEX sources_by_published ON sources (office, "published_key", id);
CREATE INDEX sources_by_language ON sources (office, "language", id);

CREATE TABLE sectors (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "dac_purpose_codes" TEXT,
    "note" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX sectors_by_name ON sectors (office, "name_key", id);

CREATE TABLE places (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "kind" TEXT,
    "country_iso2" TEXT,
    "un_locode" TEXT,
    "lat" TEXT,
    "lat_key" DOUBLE PRECISION,
    "lon" TEXT,
    "lon_key" DOUBLE PRECISION,
    "population" TEXT,
    "population_key" DOUBLE PRECISION,
    "area_km2" TEXT,
    "area_km2_key" DOUBLE PRECISION,
    "source" TEXT,
    "within" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX places_by_name ON places (office, "name_key", id);
CREATE INDEX places_by_kind ON places (office, "kind", id);
CREATE INDEX places_by_country_iso2 ON places (office, "country_iso2", id);
CREATE INDEX places_by_lat ON places (office, "lat_key", id);
CREATE INDEX places_by_lon ON places (office, "lon_key", id);
CREATE INDEX places_by_population ON places (office, "population_key", id);
CREATE INDEX places_by_area_km2 ON places (office, "area_km2_key", id);
CREATE INDEX places_by_within ON places (office, "within", id);

CREATE TABLE organisations (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "kind" TEXT,
    "place" TEXT,
    "parent" TEXT,
    "founded" TEXT,
    "founded_key" TEXT,
    "role_note" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX organisations_by_name ON organisations (office, "name_key", id);
CREATE INDEX organisations_by_kind ON organisations (office, "kind", id);
CREATE INDEX organisations_by_place ON organisations (office, "place", id);
CREATE INDEX organisations_by_parent ON organisations (office, "parent", id);
CREATE INDEX organisations_by_founded ON organisations (office, "founded_key", id);

CREATE TABLE memberships (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "member" TEXT,
    "group" TEXT,
    "from" TEXT,
    "from_key" TEXT,
    "to" TEXT,
    "to_key" TEXT,
    "note" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX memberships_by_member ON memberships (office, "member", id);
CREATE INDEX memberships_by_group ON memberships (office, "group", id);
CREATE INDEX memberships_by_from ON memberships (office, "from_key", id);
CREATE INDEX memberships_by_to ON memberships (office, "to_key", id);

CREATE TABLE policies (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "owner" TEXT,
    "level" TEXT,
    "date" TEXT,
    "date_key" TEXT,
    "summary" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX policies_by_name ON policies (office, "name_key", id);
CREATE INDEX policies_by_owner ON policies (office, "owner", id);
CREATE INDEX policies_by_level ON policies (office, "level", id);
CREATE INDEX policies_by_date ON policies (office, "date_key", id);

CREATE TABLE agreements (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "title" TEXT,
    "title_key" TEXT,
    "kind" TEXT,
    "parties" TEXT,
    "signed" TEXT,
    "signed_key" TEXT,
    "term_end" TEXT,
    "term_end_key" TEXT,
    "renewals" TEXT,
    "sectors" TEXT,
    "summary" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX agreements_by_title ON agreements (office, "title_key", id);
CREATE INDEX agreements_by_kind ON agreements (office, "kind", id);
CREATE INDEX agreements_by_signed ON agreements (office, "signed_key", id);
CREATE INDEX agreements_by_term_end ON agreements (office, "term_end_key", id);

CREATE TABLE needs (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "place" TEXT,
    "organisation" TEXT,
    "sector" TEXT,
    "raised" TEXT,
    "raised_key" TEXT,
    "statement" TEXT,
    "statement_key" TEXT,
    "indicator" TEXT,
    "baseline_value" TEXT,
    "baseline_value_key" DOUBLE PRECISION,
    "unit" TEXT,
    "constraints" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX needs_by_place ON needs (office, "place", id);
CREATE INDEX needs_by_organisation ON needs (office, "organisation", id);
CREATE INDEX needs_by_sector ON needs (office, "sector", id);
CREATE INDEX needs_by_raised ON needs (office, "raised_key", id);
CREATE INDEX needs_by_statement ON needs (office, "statement_key", id);
CREATE INDEX needs_by_indicator ON needs (office, "indicator", id);
CREATE INDEX needs_by_baseline_value ON needs (office, "baseline_value_key", id);
CREATE INDEX needs_by_unit ON needs (office, "unit", id);

CREATE TABLE offerings (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "title" TEXT,
    "title_key" TEXT,
    "kind" TEXT,
    "provider" TEXT,
    "sectors" TEXT,
    "description" TEXT,
    "evidence" TEXT,
    "conditions" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX offerings_by_title ON offerings (office, "title_key", id);
CREATE INDEX offerings_by_kind ON offerings (office, "kind", id);
CREATE INDEX offerings_by_provider ON offerings (office, "provider", id);

CREATE TABLE schemes (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT,
    "funder" TEXT,
    "instrument" TEXT,
    "who_may_apply" TEXT,
    "for_what" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX schemes_by_name ON schemes (office, "name_key", id);
CREATE INDEX schemes_by_funder ON schemes (office, "funder", id);
CREATE INDEX schemes_by_instrument ON schemes (office, "instrument", id);

CREATE TABLE projects (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "title" TEXT,
    "title_key" TEXT,
    "partner_place" TEXT,
    "lead" TEXT,
    "partners" TEXT,
    "sectors" TEXT,
    "schemes" TEXT,
    "stage" TEXT,
    "start" TEXT,
    "start_key" TEXT,
    "end" TEXT,
    "end_key" TEXT,
    "amount" TEXT,
    "amount_key" DOUBLE PRECISION,
    "currency" TEXT,
    "summary" TEXT,
    "related_need" TEXT,
    "offerings" TEXT,
    "agreement" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX projects_by_title ON projects (office, "title_key", id);
CREATE INDEX projects_by_partner_place ON projects (office, "partner_place", id);
CREATE INDEX projects_by_lead ON projects (office, "lead", id);
CREATE INDEX projects_by_stage ON projects (office, "stage", id);
CREATE INDEX projects_by_start ON projects (office, "start_key", id);
CREATE INDEX projects_by_end ON projects (office, "end_key", id);
CREATE INDEX projects_by_amount ON projects (office, "amount_key", id);
CREATE INDEX projects_by_currency ON projects (office, "currency", id);

CREATE TABLE activities (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "project" TEXT,
    "kind" TEXT,
    "place" TEXT,
    "start" TEXT,
    "start_key" TEXT,
    "end" TEXT,
    "end_key" TEXT,
    "people" TEXT,
    "people_key" DOUBLE PRECISION,
    "cost" TEXT,
    "cost_key" DOUBLE PRECISION,
    "currency" TEXT,
    "summary" TEXT,
    "summary_key" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX activities_by_project ON activities (office, "project", id);
CREATE INDEX activities_by_kind ON activities (office, "kind", id);
CREATE INDEX activities_by_place ON activities (office, "place", id);
CREATE INDEX activities_by_start ON activities (office, "start_key", id);
CREATE INDEX activities_by_end ON activities (office, "end_key", id);
CREATE INDEX activities_by_people ON activities (office, "people_key", id);
CREATE INDEX activities_by_cost ON activities (office, "cost_key", id);
CREATE INDEX activities_by_currency ON activities (office, "currency", id);
CREATE INDEX activities_by_summary ON activities (office, "summary_key", id);

CREATE TABLE observations (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "subject" TEXT,
    "indicator" TEXT,
    "unit" TEXT,
    "year" TEXT,
    "year_key" TEXT,
    "value" TEXT,
    "value_key" DOUBLE PRECISION,
    "note" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX observations_by_subject ON observations (office, "subject", id);
CREATE INDEX observations_by_indicator ON observations (office, "indicator", id);
CREATE INDEX observations_by_unit ON observations (office, "unit", id);
CREATE INDEX observations_by_year ON observations (office, "year_key", id);
CREATE INDEX observations_by_value ON observations (office, "value_key", id);

CREATE TABLE recognitions (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "recipient" TEXT,
    "year" TEXT,
    "year_key" TEXT,
    "title" TEXT,
    "title_key" TEXT,
    "giver" TEXT,
    "reason" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX recognitions_by_recipient ON recognitions (office, "recipient", id);
CREATE INDEX recognitions_by_year ON recognitions (office, "year_key", id);
CREATE INDEX recognitions_by_title ON recognitions (office, "title_key", id);
CREATE INDEX recognitions_by_giver ON recognitions (office, "giver", id);

CREATE TABLE benefits (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "place_benefiting" TEXT,
    "partner_place" TEXT,
    "kind" TEXT,
    "year" TEXT,
    "year_key" TEXT,
    "amount" TEXT,
    "amount_key" DOUBLE PRECISION,
    "currency" TEXT,
    "summary" TEXT,
    "summary_key" TEXT,
    "project" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX benefits_by_place_benefiting ON benefits (office, "place_benefiting", id);
CREATE INDEX benefits_by_partner_place ON benefits (office, "partner_place", id);
CREATE INDEX benefits_by_kind ON benefits (office, "kind", id);
CREATE INDEX benefits_by_year ON benefits (office, "year_key", id);
CREATE INDEX benefits_by_amount ON benefits (office, "amount_key", id);
CREATE INDEX benefits_by_currency ON benefits (office, "currency", id);
CREATE INDEX benefits_by_summary ON benefits (office, "summary_key", id);
CREATE INDEX benefits_by_project ON benefits (office, "project", id);

CREATE TABLE spread (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "offering_or_project" TEXT,
    "from_place" TEXT,
    "to_place" TEXT,
    "year" TEXT,
    "year_key" TEXT,
    "how" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX spread_by_offering_or_project ON spread (office, "offering_or_project", id);
CREATE INDEX spread_by_from_place ON spread (office, "from_place", id);
CREATE INDEX spread_by_to_place ON spread (office, "to_place", id);
CREATE INDEX spread_by_year ON spread (office, "year_key", id);

CREATE TABLE sdg_links (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "subject" TEXT,
    "sdg_target" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX sdg_links_by_subject ON sdg_links (office, "subject", id);
CREATE INDEX sdg_links_by_sdg_target ON sdg_links (office, "sdg_target", id);

CREATE TABLE factors (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "no" TEXT,
    "no_key" DOUBLE PRECISION,
    "name" TEXT,
    "name_key" TEXT,
    "meaning" TEXT,
    "evidence_in_a_record" TEXT,
    "tables" TEXT,
    "source" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX factors_by_no ON factors (office, "no_key", id);
CREATE INDEX factors_by_name ON factors (office, "name_key", id);

CREATE TABLE conflicts (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "subject" TEXT,
    "field" TEXT,
    "value_a" TEXT,
    "value_a_key" TEXT,
    "source_a" TEXT,
    "value_b" TEXT,
    "source_b" TEXT,
    "used_in_record" TEXT,
    "note" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX conflicts_by_subject ON conflicts (office, "subject", id);
CREATE INDEX conflicts_by_field ON conflicts (office, "field", id);
CREATE INDEX conflicts_by_value_a ON conflicts (office, "value_a_key", id);

