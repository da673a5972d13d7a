-- The tables of the record contract. One row of a table is one thing of one story; lists are tables of their own with a position.
-- An integer key is named like the thing it numbers (`event`), so that `JOIN event_actors USING (event) JOIN entities USING (entity)`
-- reads as it is meant; `id` is the name inside the story (`v1`). Spans count code points of `stories.text`, half-open:
-- `substr(text, span_start + 1, span_end - span_start)` are the words. Words that a column may hold are told by OR: for a list under IN
-- SQLite makes and drops a small table at every insert.

CREATE TABLE engines (
    engine  INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    models  TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    UNIQUE (version, models, lexicon)
) STRICT;

CREATE TABLE stories (
    story          INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    source         TEXT,
    published      TEXT,
    chain          TEXT NOT NULL,
    signal         TEXT NOT NULL CHECK (signal = 'new' OR signal = 'update' OR signal = 'correct' OR signal = 'withdraw'),
    superseded_by  INTEGER REFERENCES stories DEFERRABLE INITIALLY DEFERRED,
    -- True for the version that counts: nothing came after it, and it withdraws nothing.
    stands         INTEGER GENERATED ALWAYS AS (superseded_by IS NULL AND signal <> 'withdraw') VIRTUAL,
    engine         INTEGER NOT NULL REFERENCES engines,
    stored         INTEGER NOT NULL,
    digest         BLOB NOT NULL,
    url            TEXT,
    byline         TEXT,
    language       TEXT NOT NULL,
    version        TEXT,
    updated        TEXT,
    slug           TEXT,
    copyright      TEXT,
    feed           TEXT,
    feed_digest    TEXT,
    feed_perhaps_repeated INTEGER CHECK (feed_perhaps_repeated IN (0, 1)),
    dateline       TEXT,
    dateline_start INTEGER,
    dateline_end   INTEGER,
    dateline_place INTEGER REFERENCES entities DEFERRABLE INITIALLY DEFERRED,
    headline       TEXT,
    text           TEXT NOT NULL
) STRICT;
CREATE INDEX stories_by_id ON stories (id);
CREATE INDEX stories_by_chain ON stories (chain, source);
CREATE INDEX stories_by_digest ON stories (digest);
CREATE INDEX stories_by_day ON stories (published);
CREATE INDEX stories_by_source ON stories (source, published);
CREATE INDEX stories_by_engine ON stories (engine);
CREATE INDEX stories_superseded ON stories (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE story_parts (
    story      INTEGER NOT NULL REFERENCES stories,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind = 'headline' OR kind = 'dateline' OR kind = 'byline' OR kind = 'paragraph'),
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_subjects (
    story    INTEGER NOT NULL REFERENCES stories,
    position INTEGER NOT NULL,
    subject  TEXT NOT NULL,
    PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_subjects_by_subject ON story_subjects (subject);

CREATE TABLE story_places (
    story    INTEGER NOT NULL REFERENCES stories,
    position INTEGER NOT NULL,
    place    TEXT NOT NULL,
    PRIMARY KEY (story, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    story      INTEGER NOT NULL REFERENCES stories,
    sentence   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (story, sentence)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
    entity    INTEGER PRIMARY KEY,
    story     INTEGER NOT NULL REFERENCES stories,
    id        TEXT NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL
              CHECK (kind = 'person' OR kind = 'organization' OR kind = 'country' OR kind = 'place' OR kind = 'armed_group'
                  OR kind = 'people' OR kind = 'facility' OR kind = 'other'),
    country   TEXT,
    role      TEXT,
    code      TEXT,
    latitude  REAL,
    longitude REAL,
    geonames  INTEGER,
    admin1    TEXT
) STRICT;
CREATE INDEX entities_by_story ON entities (story);
CREATE INDEX entities_by_name ON entities (name COLLATE NOCASE);
CREATE INDEX entities_by_code ON entities (code);

CREATE TABLE entity_sectors (
    entity   INTEGER NOT NULL REFERENCES entities,
    position INTEGER NOT NULL,
    sector   TEXT NOT NULL,
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    entity     INTEGER NOT NULL REFERENCES entities,
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind = 'name' OR kind = 'nominal' OR kind = 'pronoun' OR kind = 'metonym'),
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
    time       INTEGER PRIMARY KEY,
    story      INTEGER NOT NULL REFERENCES stories,
    id         TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    type       TEXT NOT NULL CHECK (type = 'DATE' OR type = 'TIME' OR type = 'DURATION' OR type = 'SET'),
    value      TEXT,
    begin      TEXT,
    end        TEXT
) STRICT;
CREATE INDEX times_by_story ON times (story);

CREATE TABLE quantities (
    quantity        INTEGER PRIMARY KEY,
    story           INTEGER NOT NULL REFERENCES stories,
    id              TEXT NOT NULL,
    span_start      INTEGER NOT NULL,
    span_end        INTEGER NOT NULL,
    value           REAL,
    upper           REAL,
    bound           TEXT NOT NULL CHECK (bound IN
                    ('exact', 'about', 'at_least', 'at_most', 'more_than', 'less_than', 'between', 'vague')),
    unit            TEXT,
    unit_code       TEXT,
    unit_span_start INTEGER,
    unit_span_end   INTEGER,
    holder          INTEGER REFERENCES entities,
    casualty        TEXT
              CHECK (casualty = 'killed' OR casualty = 'wounded' OR casualty = 'missing' OR casualty = 'detained'
                  OR casualty = 'displaced')
) STRICT;
CREATE INDEX quantities_by_story ON quantities (story);
CREATE INDEX quantities_by_unit ON quantities (unit, value);
CREATE INDEX quantities_by_casualty ON quantities (casualty, value) WHERE casualty IS NOT NULL;

CREATE TABLE statements (
    statement INTEGER PRIMARY KEY,
    story     INTEGER NOT NULL REFERENCES stories,
    id        TEXT NOT NULL,
    source    INTEGER REFERENCES entities,
    cue_lemma TEXT,
    manner    TEXT NOT NULL CHECK (manner = 'direct' OR manner = 'indirect' OR manner = 'mixed'),
    -- Whether the words name somebody spoken to; `addressee` is the entity where it is known.
    addressed INTEGER NOT NULL CHECK (addressed IN (0, 1)),
    addressee INTEGER REFERENCES entities,
    time      INTEGER REFERENCES times,
    place     INTEGER REFERENCES entities,
    negated   INTEGER NOT NULL CHECK (negated IN (0, 1))
) STRICT;
CREATE INDEX statements_by_story ON statements (story);
CREATE INDEX statements_by_source ON statements (source) WHERE source IS NOT NULL;

CREATE TABLE statement_spans (
    statement  INTEGER NOT NULL REFERENCES statements,
    part       TEXT NOT NULL CHECK (part = 'source' OR part = 'cue' OR part = 'content' OR part = 'addressee'),
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (statement, part, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    event        INTEGER PRIMARY KEY,
    story        INTEGER NOT NULL REFERENCES stories,
    id           TEXT NOT NULL,
    -- The day to sort by: `begin`, and the story's day where that is unknown.
    day          TEXT,
    -- The same as the story's: kept here so that counting needs no look at the stories.
    stands       INTEGER NOT NULL CHECK (stands IN (0, 1)),
    type         TEXT NOT NULL,
    mode         TEXT,
    status       TEXT NOT NULL
              CHECK (status = 'occurred' OR status = 'ongoing' OR status = 'planned' OR status = 'called_for'
                  OR status = 'possible' OR status = 'denied'),
    plover_type  TEXT NOT NULL,
    plover_mode  TEXT,
    cameo        TEXT NOT NULL,
    quad         TEXT NOT NULL CHECK (quad IN
                 ('verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict')),
    score        REAL NOT NULL,
    anchor_start INTEGER NOT NULL,
    anchor_end   INTEGER NOT NULL,
    time         INTEGER REFERENCES times,
    begin        TEXT,
    end          TEXT,
    place        INTEGER REFERENCES entities,
    same_as      INTEGER REFERENCES events DEFERRABLE INITIALLY DEFERRED,
    confidence   REAL NOT NULL,
    sentence     INTEGER NOT NULL,
    FOREIGN KEY (story, sentence) REFERENCES sentences (story, sentence)
) STRICT;
CREATE INDEX events_by_story ON events (story);
CREATE INDEX events_by_day ON events (day, stands);
CREATE INDEX events_by_type ON events (type, day, stands);
CREATE INDEX events_by_status ON events (status, begin, stands);
CREATE INDEX events_by_place ON events (place) WHERE place IS NOT NULL;

-- `country`, `code` and `day` stand in the entity and the event too: here they answer the usual questions from one index.
CREATE TABLE event_actors (
    event    INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    entity   INTEGER NOT NULL REFERENCES entities,
    country  TEXT,
    code     TEXT,
    day      TEXT,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_by_entity ON event_actors (entity);
CREATE INDEX event_actors_by_country ON event_actors (country, day);
CREATE INDEX event_actors_by_code ON event_actors (code, day);

CREATE TABLE event_recipients (
    event    INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    entity   INTEGER NOT NULL REFERENCES entities,
    country  TEXT,
    code     TEXT,
    day      TEXT,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_recipients_by_entity ON event_recipients (entity);
CREATE INDEX event_recipients_by_country ON event_recipients (country, day);
CREATE INDEX event_recipients_by_code ON event_recipients (code, day);

CREATE TABLE event_contexts (
    event    INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    context  TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_quantities (
    event    INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    quantity INTEGER NOT NULL REFERENCES quantities,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_quantities_by_quantity ON event_quantities (quantity);

CREATE TABLE event_attributed_to (
    event     INTEGER NOT NULL REFERENCES events,
    position  INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_attributed_to_by_statement ON event_attributed_to (statement);

CREATE TABLE uncoded (
    story    INTEGER NOT NULL REFERENCES stories,
    position INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    reason   TEXT NOT NULL
              CHECK (reason = 'no_act' OR reason = 'no_actor' OR reason = 'act_not_in_lexicon' OR reason = 'quoted_opinion'),
    PRIMARY KEY (story, position),
    FOREIGN KEY (story, sentence) REFERENCES sentences (story, sentence)
) STRICT, WITHOUT ROWID;

-- What an ingest did not store, and why.
CREATE TABLE refusals (
    refusal INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('rejected', 'passed_over')),
    message TEXT NOT NULL,
    stored  INTEGER NOT NULL,
    UNIQUE (message)
) STRICT;

-- The words of a statement's content, pieces joined by an ellipsis.
CREATE VIEW statement_texts AS
SELECT st.statement, st.story,
       (SELECT group_concat(substr(s.text, p.span_start + 1, p.span_end - p.span_start), ' … ')
        FROM statement_spans p WHERE p.statement = st.statement AND p.part = 'content') AS content
FROM statements st JOIN stories s ON s.story = st.story;

-- Full-text search: `SELECT … FROM stories_search('ceasefire AND talks') JOIN stories ON story = stories_search.rowid`.
CREATE VIRTUAL TABLE stories_search USING fts5 (
    headline, text, content = 'stories', content_rowid = 'story', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_search USING fts5 (
    content, content = 'statement_texts', content_rowid = 'statement', tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Words gather in memory, 16 MB of them, before they become a part of the index: fewer parts to merge while stories come in.
INSERT INTO stories_search (stories_search, rank) VALUES ('hashsize', 16777216);
INSERT INTO statements_search (statements_search, rank) VALUES ('hashsize', 16777216);
