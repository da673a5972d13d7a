-- Layers over the stories: copies of one text, and episodes, the reports of one happening. All of it is made from what stands and can be
-- made again; `grouping` says what is still to be made.

-- What grouping needs of each story that stands, so that it looks at no record twice.
CREATE TABLE digests (
    story    INTEGER PRIMARY KEY REFERENCES stories,
    -- What episodes know it by: a hash of source and chain, the same in every file and in every version of the story.
    name     TEXT NOT NULL UNIQUE,
    -- Day of publication; NULL where the source gives none.
    day      TEXT,
    content  BLOB NOT NULL,
    shingles BLOB NOT NULL
) STRICT;
CREATE INDEX digests_by_day ON digests (day);

-- One in eight of the hashes of every five words in a row: what nominates copies. Days count from 1970-01-01; 0 where unknown.
CREATE TABLE digest_shingles (
    shingle INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    story   INTEGER NOT NULL REFERENCES digests,
    PRIMARY KEY (shingle, day, story)
) STRICT, WITHOUT ROWID;

-- Two stories that are copies of one text; `story` is the earlier one.
CREATE TABLE near_duplicates (
    story INTEGER NOT NULL REFERENCES digests,
    other INTEGER NOT NULL REFERENCES digests,
    -- Share of the shorter text that the other has too.
    share REAL NOT NULL,
    -- whole: each holds nearly all of the other; part: the longer holds the shorter; edited: each has words of its own.
    kind  TEXT NOT NULL CHECK (kind = 'whole' OR kind = 'part' OR kind = 'edited'),
    PRIMARY KEY (story, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_duplicates_by_other ON near_duplicates (other);

CREATE TABLE episodes (
    -- Name of the least story of the first day: the same in whatever order stories came, and kept as the episode grows.
    episode     TEXT PRIMARY KEY,
    -- Of the report nearest to all of them.
    headline    TEXT,
    first_day   TEXT,
    last_day    TEXT,
    first_story INTEGER NOT NULL REFERENCES stories,
    reports     INTEGER NOT NULL,
    sources     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX episodes_by_day ON episodes (last_day);

CREATE TABLE episode_members (
    story      INTEGER PRIMARY KEY REFERENCES digests,
    episode    TEXT NOT NULL REFERENCES episodes,
    day        TEXT,
    -- Cosine of the story's terms with those of the whole episode.
    similarity REAL NOT NULL
) STRICT;
CREATE INDEX episode_members_by_episode ON episode_members (episode, day);
CREATE INDEX episode_members_by_day ON episode_members (day);

-- What a report shares with the other reports of its episode: why it is one of them.
CREATE TABLE episode_reasons (
    story    INTEGER NOT NULL REFERENCES episode_members,
    kind     TEXT NOT NULL
              CHECK (kind = 'actor' OR kind = 'act' OR kind = 'place' OR kind = 'day' OR kind = 'figure' OR kind = 'word'),
    position INTEGER NOT NULL,
    shared   TEXT NOT NULL,
    PRIMARY KEY (story, kind, position)
) STRICT, WITHOUT ROWID;

-- What is still to be done. One row.
CREATE TABLE grouping (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    -- How the digests and episodes were made; another program version may do it otherwise, and then makes them anew.
    method     INTEGER NOT NULL,
    -- Episodes are right for the days before this one; NULL: for all.
    dirty_from TEXT
) STRICT;
INSERT INTO grouping VALUES (1, 0, NULL);

-- Stories that stand and have no digest yet: those of a file that an earlier program made.
CREATE TABLE undigested (
    story INTEGER PRIMARY KEY REFERENCES stories
) STRICT;
