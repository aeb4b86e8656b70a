-- Uploaded files, in pieces. A file is whole once it has a hash; what is not, or what no record refers to a day later, goes.
CREATE TABLE kupets.file (
    id     uuid PRIMARY KEY,                       -- made by the client
    name   text NOT NULL,
    size   bigint NOT NULL,
    sha256 bytea,                                  -- null while it is being uploaded
    owner  uuid,                                   -- who uploaded it
    at     timestamptz NOT NULL DEFAULT now(),
    kept   boolean NOT NULL DEFAULT false          -- a record refers to it, or did: never expires
);
CREATE INDEX file_to_expire ON kupets.file (at) WHERE NOT kept;

CREATE TABLE kupets.file_chunk (
    file   uuid NOT NULL REFERENCES kupets.file ON DELETE CASCADE,
    number int NOT NULL,
    data   bytea NOT NULL,
    PRIMARY KEY (file, number)
);
ALTER TABLE kupets.file_chunk ALTER COLUMN data SET STORAGE EXTERNAL;  -- most files are compressed already
