-- What a change of many records answered, so that the same request sent again answers the same.
CREATE TABLE kupets.bulk (
    change_set uuid PRIMARY KEY,
    reply      bytea NOT NULL                      -- kupets.v1.BulkReply without its sequence
);

-- Records that a person marked for himself. A record that is deleted leaves its mark behind, for an undo brings both back; lists show
-- only what is there.
CREATE TABLE kupets.favourite (
    user_id uuid NOT NULL,
    entity  text COLLATE "C" NOT NULL,
    record  uuid NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (user_id, entity, record)
);

-- The words that titles of records are made of: what a mistyped word may have meant. Kept in the background from the change feed; once
-- a day words that no title holds any more go (server/records/words.h).

-- Words of three letters and more, folded, without digits.
CREATE FUNCTION kupets.words_of(title text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4 AS $$
  SELECT w FROM string_to_table(translate(kupets.fold(title), '"«»„“”''()[]{}<>.,;:!?/\|-–—+*=&%№#@_', repeat(' ', 50)), ' ') w
   WHERE length(w) BETWEEN 3 AND 40 AND w !~ '[0-9]'
$$;

-- The word and what is left of it when one letter is missing: two words that are one slip apart have one of these in common.
CREATE FUNCTION kupets.word_forms(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT f) FROM (
    SELECT word AS f UNION ALL SELECT overlay(word PLACING '' FROM i FOR 1) FROM generate_series(1, least(length(word), 20)) i) forms
$$;

CREATE TABLE kupets.word (
    word  text COLLATE "C" PRIMARY KEY,
    forms text[] COLLATE "C" GENERATED ALWAYS AS (kupets.word_forms(word)) STORED
);
CREATE INDEX word_forms ON kupets.word USING gin (forms);
CREATE INDEX word_trigrams ON kupets.word USING gin (word gin_trgm_ops);

CREATE TABLE kupets.word_state (
    refreshed_at timestamptz NOT NULL
);
INSERT INTO kupets.word_state VALUES ('-infinity');
