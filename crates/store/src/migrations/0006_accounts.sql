-- People who sign in. Accounts, their sessions and what slows down guessing are of the server: one person may have a part
-- in several of its offices. Moments are seconds since 1970, UTC.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL,           -- as it was given
    email_key TEXT NOT NULL,       -- folded, so that one address has one account
    name TEXT NOT NULL,            -- blank until the person has said it
    language TEXT NOT NULL,        -- BCP 47 tag of the screens and of mail
    password TEXT NOT NULL,        -- PHC string of Argon2id; blank: none, and no sign-in by password
    disabled BIGINT NOT NULL,      -- 1: may not sign in
    created BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email_key);

CREATE TABLE sessions (
    key TEXT PRIMARY KEY,          -- SHA-256 of the token that the browser holds, in hexadecimal
    account TEXT NOT NULL REFERENCES accounts (id),
    office TEXT NOT NULL REFERENCES offices (id),
    agent TEXT NOT NULL,           -- what the browser calls itself
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,          -- of the last request, to the minute
    revoked BIGINT NOT NULL        -- 0: in force
);
CREATE INDEX sessions_of ON sessions (account, created);

-- One-time links: for accepting an invitation, for a forgotten password, for the first administrator.
CREATE TABLE account_links (
    key TEXT PRIMARY KEY,          -- SHA-256 of the token in the link, in hexadecimal
    purpose TEXT NOT NULL,         -- invitation, reset or first
    account TEXT NOT NULL,         -- blank for the first administrator, who has none yet
    office TEXT NOT NULL REFERENCES offices (id),
    made BIGINT NOT NULL,
    until BIGINT NOT NULL,
    used BIGINT NOT NULL           -- 0: not yet
);
CREATE INDEX account_links_of ON account_links (account, purpose);

-- Failed attempts to sign in, shared by all nodes. A key is a hash, so that what was typed is not kept.
CREATE TABLE failures (
    key TEXT PRIMARY KEY,
    n BIGINT NOT NULL,
    pause BIGINT NOT NULL,         -- seconds to wait after the last attempt
    open_at BIGINT NOT NULL        -- the moment of the next attempt
);

-- What a person is to an office.
CREATE TABLE roles (
    office TEXT NOT NULL REFERENCES offices (id),
    account TEXT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    subject TEXT NOT NULL,         -- a partner's place, a member's organisation; else blank
    given BIGINT NOT NULL,
    PRIMARY KEY (office, account)
);
CREATE INDEX roles_of ON roles (account);

-- Who signed in, and who gave or took which part.
CREATE TABLE account_events (
    office TEXT NOT NULL REFERENCES offices (id),
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    account TEXT NOT NULL,         -- whom it is about
    actor TEXT NOT NULL,           -- the account that did it; blank: the person at the machine
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (office, id)
);
CREATE INDEX account_events_order ON account_events (office, at, id);
