-- Passwords, sessions and the delays after wrong passwords. Users themselves are records (data."user").
CREATE SCHEMA IF NOT EXISTS kupets;

CREATE TABLE kupets.credential (
    user_id      uuid PRIMARY KEY,
    hash         text NOT NULL,                 -- Argon2id, in its own text form
    must_change  boolean NOT NULL DEFAULT false,
    changed_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE kupets.session (
    id           uuid PRIMARY KEY,
    token_hash   bytea NOT NULL UNIQUE,         -- BLAKE2b of the token, which only the client has
    user_id      uuid NOT NULL,
    device       text NOT NULL,
    address      text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL
);
CREATE INDEX session_of_user ON kupets.session (user_id);
CREATE INDEX session_expiry ON kupets.session (expires_at);

-- Tries that failed, by what they are counted by: a login, an address, a login from an address known to be its user's. Logins that do
-- not exist are counted too, so that a delay tells nothing.
CREATE TABLE kupets.login_delay (
    key           text PRIMARY KEY,
    failed_count  integer NOT NULL,
    last_try_at   timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
);
CREATE INDEX login_delay_age ON kupets.login_delay (last_try_at);
