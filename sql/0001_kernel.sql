-- The kernel's own tables. Business tables (schema `data`) are derived from the entities.
CREATE SCHEMA IF NOT EXISTS kupets;
CREATE SCHEMA IF NOT EXISTS data;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What a search compares: lower case, ё as е. common/text/fold.h is its twin in memory.
CREATE FUNCTION kupets.fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT translate(lower($1 COLLATE "ru-RU-x-icu"), 'ё', 'е') $$;

-- array_to_string is only STABLE because of exotic element types; for text[] it never changes.
CREATE FUNCTION kupets.joined(text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT array_to_string($1, ' ') $$;

-- One save: who, when, from where, why.
CREATE TABLE kupets.change_set (
    id           uuid PRIMARY KEY,                              -- made by the client: the same save sent again is known by it
    seq          bigint GENERATED ALWAYS AS IDENTITY UNIQUE,    -- order for people; not for the feed (drawn before commit)
    xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),    -- the feed's order: visible or not in a snapshot
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor        uuid,                                          -- null: the system
    actor_name   text NOT NULL,
    origin       smallint NOT NULL,                             -- kupets.v1.ChangeSet.Origin
    reason       text NOT NULL DEFAULT '',
    undoes       uuid,
    undone_by    uuid,
    record_count bigint NOT NULL
);
CREATE INDEX change_set_xid ON kupets.change_set (xid);
CREATE INDEX change_set_actor ON kupets.change_set (actor, seq DESC);

-- One record in it. diff is by column, values in PostgreSQL's own text form: of an update {"column": [before, after]}, of a
-- deletion {"column": before}; a creation has none, for what is there now less the later diffs is what was created.
CREATE TABLE kupets.change (
    set_id  uuid NOT NULL,
    entity  text COLLATE "C" NOT NULL,
    record  uuid NOT NULL,
    kind    smallint NOT NULL,                                  -- kupets.v1.RecordChange.Kind
    version bigint NOT NULL,                                    -- of the record after it
    diff    jsonb,
    owners  uuid[]                                              -- whose record it was before or after: who may hear of it
);
CREATE INDEX change_record ON kupets.change (record, version);
CREATE INDEX change_set_id ON kupets.change (set_id);
