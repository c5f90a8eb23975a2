-- Tokens by which programs read and write for a person. Moments are seconds since 1970, UTC.
CREATE TABLE tokens (
    office TEXT NOT NULL REFERENCES offices (id),
    id TEXT NOT NULL,              -- stands in the token itself and is no secret
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,            -- what the person calls it
    scope TEXT NOT NULL,           -- read or write
    hash TEXT NOT NULL,            -- SHA-256 of the secret, in hexadecimal
    created BIGINT NOT NULL,
    until BIGINT NOT NULL,
    used BIGINT NOT NULL,          -- of the last request, to the minute; 0: never
    ended BIGINT NOT NULL,         -- 0: in force
    PRIMARY KEY (office, id)
);
CREATE INDEX tokens_of ON tokens (office, account, created);
