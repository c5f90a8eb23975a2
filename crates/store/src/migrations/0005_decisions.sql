-- What officers decided about answers.

CREATE TABLE decisions (
    office TEXT NOT NULL,
    id TEXT NOT NULL,
    "need" TEXT,
    "text" TEXT,
    "place" TEXT,
    "sector" TEXT,
    "answer" TEXT,
    "verdict" TEXT,
    "reason" TEXT,
    "decided" TEXT,
    "decided_key" TEXT,
    "by" TEXT,
    "snapshot" TEXT,
    PRIMARY KEY (office, id),
    FOREIGN KEY (office, id) REFERENCES records (office, id)
);
CREATE INDEX decisions_by_need ON decisions (office, "need", id);
CREATE INDEX decisions_by_place ON decisions (office, "place", id);
CREATE INDEX decisions_by_sector ON decisions (office, "sector", id);
CREATE INDEX decisions_by_answer ON decisions (office, "answer", id);
CREATE INDEX decisions_by_verdict ON decisions (office, "verdict", id);
CREATE INDEX decisions_by_decided ON decisions (office, "decided_key", id);

