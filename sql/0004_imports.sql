-- What an import answered, so that the same import sent again answers the same.
CREATE TABLE kupets.import (
    change_set uuid PRIMARY KEY,
    reply      bytea NOT NULL                      -- kupets.v1.ImportReply without its sequence
);
