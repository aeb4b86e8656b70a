-- What led to a change set that nobody made by hand: the rule, the change set that set it off (none: time did), and how long the chain
-- is from a person's or the clock's doing.
ALTER TABLE kupets.change_set
    ADD COLUMN cause_rule uuid,
    ADD COLUMN cause_set uuid,
    ADD COLUMN depth smallint NOT NULL DEFAULT 0;
CREATE INDEX change_set_cause ON kupets.change_set (cause_set) WHERE cause_set IS NOT NULL;

-- What each rule did about a record, or why it did nothing.
CREATE TABLE kupets.rule_run (
    id         uuid PRIMARY KEY,
    rule       uuid NOT NULL,
    rule_name  text NOT NULL,                  -- as it was called then
    entity     text COLLATE "C" NOT NULL,
    record     uuid NOT NULL,
    begun_at   timestamptz NOT NULL,
    ended_at   timestamptz,                    -- null: it waits for a later step
    outcome    smallint NOT NULL CHECK (outcome BETWEEN 0 AND 4),   -- 0 waits, 1 done, 2 its condition did not hold, 3 failed, 4 stopped
    step       integer NOT NULL DEFAULT 0,     -- that comes next, or where it ended
    cause_set  uuid,                           -- the change set that set it off; null: time
    change_set uuid,                           -- the last one that it made
    error_code integer,                        -- kupets.v1.ErrorCode, when it failed or was stopped
    error_args text[],
    error_field text                           -- the part of the rule that is to blame
);
CREATE INDEX rule_run_rule ON kupets.rule_run (rule, begun_at);
CREATE INDEX rule_run_record ON kupets.rule_run (record, begun_at);
CREATE INDEX rule_run_ended ON kupets.rule_run (ended_at) WHERE ended_at IS NOT NULL;
