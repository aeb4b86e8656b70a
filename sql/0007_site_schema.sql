-- What time travel reads: the diffs of a record, from the newest to the oldest, as one: what stood there before all of them.
CREATE AGGREGATE kupets.merged(jsonb) (sfunc = jsonb_concat, stype = jsonb);

-- "Since that moment".
CREATE INDEX change_set_at ON kupets.change_set (at);
