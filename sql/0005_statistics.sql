-- An import is one change set of a million records beside thousands of single ones: from a sample of such a table the planner
-- concludes that every set is huge, and reads the whole table to find the changes of one save. It is told the truth here.
ALTER TABLE kupets.change ALTER COLUMN set_id SET (n_distinct = -0.2);
ANALYZE kupets.change (set_id);
