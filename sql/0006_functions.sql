-- Functions of expressions whose SQL would name an operand more than once.

-- Mondays to Fridays after `from_day` up to `to_day`, negative when reversed. The year 1 began with a Monday. Not STRICT, though nothing
-- comes of nothing: PostgreSQL would not inline them.
CREATE FUNCTION kupets.work_day_number(day date) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((day - DATE '0001-01-01') / 7 * 5 + least((day - DATE '0001-01-01') % 7 + 1, 5))::int8
$$;
CREATE FUNCTION kupets.work_days(to_day date, from_day date) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT kupets.work_day_number(to_day) - kupets.work_day_number(from_day)
$$;

-- replace(), but nothing where the result would be longer than a million characters.
CREATE FUNCTION kupets.substitute(whole text, part text, other text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN part = '' THEN whole
              WHEN length(whole)::int8 + (length(whole) - length(replace(whole, part, ''))) / length(part)
                   * (length(other) - length(part))::int8 <= 1000000 THEN replace(whole, part, other) END
$$;
