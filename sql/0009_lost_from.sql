-- A deal that is lost keeps the stage it was lost from (StageDef.record_lost_from). Of what was lost before the program kept it, the
-- history tells; and the history gets it too, so that looking back and an undo find it as if it had always been kept.
DO $$
DECLARE
    step  record;
    place uuid;          -- where the record of the last step was lost, after that step
    before uuid;
    last  uuid;
BEGIN
    IF to_regclass('data.deal') IS NULL OR to_regclass('data.stage') IS NULL THEN
        RETURN;          -- a new database
    END IF;
    ALTER TABLE data.deal ADD COLUMN IF NOT EXISTS lost_from uuid;
    FOR step IN
        SELECT c.set_id, c.record, c.version, s.undoes, here.id AS left_stage,
               coalesce(here.kind = 'lost', false) AS was_lost, coalesce(there.kind = 'lost', false) AS is_lost
          FROM kupets.change c
          JOIN kupets.change_set s ON s.id = c.set_id
          LEFT JOIN data.stage here ON here.id = (c.diff -> 'stage' ->> 0)::uuid
          LEFT JOIN data.stage there ON there.id = (c.diff -> 'stage' ->> 1)::uuid
         WHERE c.entity = 'deal' AND c.kind = 2 AND c.diff ? 'stage'
         ORDER BY c.record, c.version
    LOOP
        IF last IS DISTINCT FROM step.record THEN
            place := NULL;
        END IF;
        last := step.record;
        before := place;
        IF step.undoes IS NOT NULL THEN
            -- What is taken back brings what was there before it.
            SELECT (c.diff -> 'lost_from' ->> 0)::uuid INTO place FROM kupets.change c
             WHERE c.set_id = step.undoes AND c.record = step.record AND c.diff ? 'lost_from' ORDER BY c.version LIMIT 1;
            IF NOT FOUND THEN
                place := before;
            END IF;
        ELSIF NOT step.is_lost THEN
            place := NULL;
        ELSIF NOT step.was_lost THEN
            place := step.left_stage;
        END IF;
        IF place IS DISTINCT FROM before THEN
            UPDATE kupets.change SET diff = diff || jsonb_build_object('lost_from', jsonb_build_array(before, place))
             WHERE set_id = step.set_id AND record = step.record AND version = step.version;
        END IF;
    END LOOP;
    UPDATE data.deal d SET lost_from = x.place
      FROM (SELECT DISTINCT ON (c.record) c.record, (c.diff -> 'lost_from' ->> 1)::uuid AS place FROM kupets.change c
             WHERE c.entity = 'deal' AND c.kind = 2 AND c.diff ? 'lost_from' ORDER BY c.record, c.version DESC) x
     WHERE d.id = x.record AND x.place IS NOT NULL;
END $$;
