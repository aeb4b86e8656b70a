-- The durable queue (server/jobs): what is to be done later, or again, or elsewhere. A row comes only with the commit of what caused it.
CREATE TABLE kupets.job (
    id         uuid PRIMARY KEY,                                -- also the stable key of what is done outside
    kind       text COLLATE "C" NOT NULL,
    queue      text COLLATE "C" NOT NULL,
    state      smallint NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),  -- 0 waits, 1 is worked on, 2 done, 3 dead
    priority   smallint NOT NULL CHECK (priority BETWEEN 0 AND 2),         -- 0 urgent, 1 normal, 2 low
    run_at     timestamptz NOT NULL,
    attempt    smallint NOT NULL DEFAULT 0,                     -- how often it was begun
    attempts   smallint NOT NULL CHECK (attempts > 0),          -- how often it may be
    fresh      boolean NOT NULL DEFAULT true,                   -- never begun: its key is nobody else's
    unique_key text COLLATE "C",
    payload    bytea NOT NULL,
    cause      uuid,                                            -- the change set that led to it
    depth      smallint NOT NULL DEFAULT 0,                     -- how long the chain is that led to it
    worker     uuid,
    error      text,                                            -- of the last attempt that failed
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CHECK ((state = 1) = (worker IS NOT NULL)),
    CHECK ((state >= 2) = (ended_at IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX job_waiting ON kupets.job (queue, priority, run_at, id) INCLUDE (kind) WHERE state = 0;
CREATE UNIQUE INDEX job_unique ON kupets.job (kind, unique_key) WHERE fresh AND unique_key IS NOT NULL;
CREATE INDEX job_key ON kupets.job (kind, unique_key) WHERE state = 0 AND unique_key IS NOT NULL;
CREATE INDEX job_running ON kupets.job (worker) WHERE state = 1;
CREATE INDEX job_ended ON kupets.job (state, ended_at) WHERE state >= 2;

-- Who works. A worker whose beat stands still is dead, by the clock of whoever looks on and not by the time of day; without its row
-- here nothing is its own any more.
CREATE TABLE kupets.job_worker (
    id         uuid PRIMARY KEY,
    beat       bigint NOT NULL DEFAULT 0,
    name       text NOT NULL,                                   -- for people
    started_at timestamptz NOT NULL
);

-- What is done at certain times again and again: at next_at a job of this kind is enqueued, by whichever server is there first.
CREATE TABLE kupets.job_schedule (
    name     text COLLATE "C" PRIMARY KEY,
    kind     text COLLATE "C" NOT NULL,
    payload  bytea NOT NULL,
    times    text NOT NULL,                                     -- "0 8 * * 1-5" (common/calendar/recurrence.h)
    zone     text NOT NULL,
    missed   smallint NOT NULL CHECK (missed BETWEEN 0 AND 2),  -- while no server ran: 0 once, 1 not at all, 2 each
    next_at  timestamptz,                                       -- null: never again
    last_at  timestamptz
);
CREATE INDEX job_schedule_next ON kupets.job_schedule (next_at);

-- What was enqueued of a schedule: an occurrence comes once, also when the clock has been there before. Kept for a while.
CREATE TABLE kupets.job_occurrence (
    schedule text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (schedule, at)
);
CREATE INDEX job_occurrence_at ON kupets.job_occurrence (at);
