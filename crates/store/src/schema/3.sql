-- Who is who across stories, and names found by their words.

-- The key of the actor (`person:ingrid solheim`, `government:NOR`); NULL where the story says too little to tell it from others.
ALTER TABLE entities ADD COLUMN actor TEXT;
CREATE INDEX entities_by_actor ON entities (actor) WHERE actor IS NOT NULL;

CREATE INDEX entities_by_admin1 ON entities (admin1 COLLATE NOCASE) WHERE admin1 IS NOT NULL;

-- Each name once, however many stories it stands in. Nothing is taken away: a name that no entity bears any more leads to none.
CREATE TABLE entity_names (
    entity_name INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE names_search USING fts5 (
    name, content = 'entity_names', content_rowid = 'entity_name', detail = 'full', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO entity_names (name) SELECT DISTINCT name FROM entities;
INSERT INTO names_search (names_search) VALUES ('rebuild');
