-- Time travel, and what a company adds to the schema.

-- What time travel reads: the diffs of a record, from the newest to the oldest, as one: what stood there before all of them.
CREATE AGGREGATE kupets.merged(jsonb) (sfunc = jsonb_concat, stype = jsonb);

-- "Since that moment".
CREATE INDEX change_set_at ON kupets.change_set (at);

-- What the company adds to the product's entities: the newest row of an entity is in force, the older ones tell who changed what.
CREATE TABLE kupets.site_schema (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor      uuid,
    actor_name text NOT NULL,
    entity     text COLLATE "C" NOT NULL,
    def        bytea NOT NULL                                   -- kupets.v1.SiteEntity
);
CREATE INDEX site_schema_entity ON kupets.site_schema (entity, seq DESC);
