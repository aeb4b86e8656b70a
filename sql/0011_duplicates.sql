-- Pairs of records of which somebody said that they are not the same, the smaller id first: never offered again.
CREATE TABLE kupets.distinct_pair (
    entity text COLLATE "C" NOT NULL,
    a      uuid NOT NULL,
    b      uuid NOT NULL,
    actor  uuid,
    at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (entity, a, b)
);
CREATE INDEX distinct_pair_b ON kupets.distinct_pair (entity, b);

-- Mergers of records: the change set is the whole of it; here stands what no record tells.
CREATE TABLE kupets.merger (
    change_set uuid PRIMARY KEY,
    entity     text COLLATE "C" NOT NULL,
    survivor   uuid NOT NULL,
    others     uuid[] NOT NULL,
    favoured   uuid[] NOT NULL                     -- people whose mark of one of the others came to the survivor
);
CREATE INDEX merger_survivor ON kupets.merger (survivor);
