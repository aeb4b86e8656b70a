-- Who took what out of the base as a file.
CREATE TABLE kupets.export_log (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    user_id    uuid NOT NULL,
    user_name  text NOT NULL,                      -- as he was called then
    entity     text NOT NULL,
    filter     text NOT NULL,
    search     text NOT NULL,
    favourites boolean NOT NULL,
    as_of      timestamptz,
    columns    text[] NOT NULL,
    rows       bigint NOT NULL DEFAULT 0,          -- sent
    finished   boolean NOT NULL DEFAULT false      -- all of them were
);
