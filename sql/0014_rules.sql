-- Rules that wait for something to happen to a record, or for people to approve.
CREATE TABLE kupets.rule_wait (
    id        uuid PRIMARY KEY,
    run       uuid NOT NULL,
    rule      uuid NOT NULL,
    step      integer NOT NULL,
    record    uuid NOT NULL,
    approvals uuid[] NOT NULL DEFAULT '{}',    -- the requests that were made; decisions of others do not count
    payload   bytea NOT NULL                   -- kupets.v1.RuleRun, to go on with
);
CREATE INDEX rule_wait_record ON kupets.rule_wait (record);
CREATE INDEX rule_wait_run ON kupets.rule_wait (run);
CREATE INDEX rule_wait_approvals ON kupets.rule_wait USING gin (approvals);

-- Which moment of a record a trigger fired for last: none comes twice, whatever clocks and servers do.
CREATE TABLE kupets.rule_fired (
    rule    uuid NOT NULL,
    trigger integer NOT NULL,
    record  uuid NOT NULL,
    moment  timestamptz NOT NULL,
    PRIMARY KEY (rule, trigger, record)
);

-- Whose turn it was last, of people who are assigned in turn.
CREATE TABLE kupets.rule_turn (
    rule   uuid NOT NULL,
    step   integer NOT NULL,
    person uuid NOT NULL,
    PRIMARY KEY (rule, step)
);

-- How much a rule told people and the world outside within an hour.
CREATE TABLE kupets.rule_meter (
    rule  uuid NOT NULL,
    hour  timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (rule, hour)
);

-- Presses of buttons, so that the same one does nothing the second time. Kept for a day.
CREATE TABLE kupets.rule_press (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL
);

ALTER TABLE kupets.rule_run ADD COLUMN actor uuid;   -- whose change, or press, set it off; null: time
CREATE INDEX rule_run_change ON kupets.rule_run (change_set) WHERE change_set IS NOT NULL;
CREATE INDEX rule_run_begun ON kupets.rule_run (begun_at, id);
