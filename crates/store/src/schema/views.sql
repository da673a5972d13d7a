-- Views for the common questions. They show only what stands: of each story its last version, nothing of a withdrawn one.
-- Lists come in the order of their positions because their key is (event, position) and CROSS JOIN keeps it outermost; an ORDER BY inside
-- group_concat would keep SQLite before 3.44 from opening the file.

DROP VIEW IF EXISTS standing_stories;
CREATE VIEW standing_stories AS
SELECT story, id, source, published, headline, url, byline, language, chain, signal, version, updated, slug, stored, text
FROM stories WHERE stands;

-- An event a row, with the names and the words. `told_before`: the same story told the same happening further up.
DROP VIEW IF EXISTS events_flat;
CREATE VIEW events_flat AS
SELECT e.event, e.story, s.id AS story_id, e.id, e.day, e.type, e.mode, e.status,
       (SELECT group_concat(n.name, '; ') FROM event_actors a CROSS JOIN entities n USING (entity)
        WHERE a.event = e.event) AS actors,
       (SELECT group_concat(coalesce(a.code, ''), '; ') FROM event_actors a WHERE a.event = e.event) AS actor_codes,
       (SELECT group_concat(n.name, '; ') FROM event_recipients r CROSS JOIN entities n USING (entity)
        WHERE r.event = e.event) AS recipients,
       (SELECT group_concat(coalesce(r.code, ''), '; ') FROM event_recipients r
        WHERE r.event = e.event) AS recipient_codes,
       e.begin, e.end, p.name AS place, p.country AS place_country, p.admin1 AS place_admin1, p.latitude, p.longitude,
       e.plover_type, e.plover_mode, e.cameo, e.quad, e.score,
       (SELECT group_concat(c.context, '; ') FROM event_contexts c WHERE c.event = e.event) AS contexts,
       (SELECT group_concat(substr(s.text, q.span_start + 1, q.span_end - q.span_start), '; ')
        FROM event_quantities l CROSS JOIN quantities q USING (quantity) WHERE l.event = e.event) AS quantities,
       (SELECT group_concat(coalesce(n.name, substr(s.text, w.span_start + 1, w.span_end - w.span_start), 'unnamed'), '; ')
        FROM event_attributed_to l CROSS JOIN statements t USING (statement) LEFT JOIN entities n ON n.entity = t.source
             LEFT JOIN statement_spans w ON w.statement = t.statement AND w.part = 'source' AND w.position = 0
        WHERE l.event = e.event) AS claimants,
       e.confidence, e.same_as IS NOT NULL AS told_before,
       substr(s.text, e.anchor_start + 1, e.anchor_end - e.anchor_start) AS anchor,
       substr(s.text, x.span_start + 1, x.span_end - x.span_start) AS sentence,
       s.source, s.published, s.headline, s.url
FROM events e
     JOIN stories s ON s.story = e.story
     LEFT JOIN sentences x ON x.story = e.story AND x.sentence = e.sentence
     LEFT JOIN entities p ON p.entity = e.place
WHERE e.stands;

-- An actor and a recipient a row. The day is the actor's, the same as the event's: with a country it leads into one index.
DROP VIEW IF EXISTS dyads;
CREATE VIEW dyads AS
SELECT e.event, e.story, a.day, e.type, e.mode, e.status, e.plover_type, e.plover_mode, e.cameo, e.quad, e.score, e.confidence,
       e.same_as IS NOT NULL AS told_before,
       a.entity AS actor_entity, an.name AS actor, a.code AS actor_code, a.country AS actor_country,
       r.entity AS recipient_entity, rn.name AS recipient, r.code AS recipient_code, r.country AS recipient_country
FROM event_actors a
     JOIN event_recipients r ON r.event = a.event
     JOIN events e ON e.event = a.event
     JOIN entities an ON an.entity = a.entity
     JOIN entities rn ON rn.entity = r.entity
WHERE e.stands;

-- Who said what, a statement a row.
DROP VIEW IF EXISTS sayings;
CREATE VIEW sayings AS
SELECT t.statement, t.story, s.id AS story_id, t.id, coalesce(m.begin, substr(s.published, 1, 10)) AS day,
       coalesce(n.name, (SELECT group_concat(substr(s.text, w.span_start + 1, w.span_end - w.span_start), ' … ')
                         FROM statement_spans w WHERE w.statement = t.statement AND w.part = 'source')) AS speaker,
       n.code AS speaker_code, n.country AS speaker_country, n.role AS speaker_role, n.actor AS speaker_key,
       t.cue_lemma AS cue, t.manner, t.negated,
       (SELECT group_concat(substr(s.text, w.span_start + 1, w.span_end - w.span_start), ' … ')
        FROM statement_spans w WHERE w.statement = t.statement AND w.part = 'content') AS content,
       coalesce(d.name, (SELECT group_concat(substr(s.text, w.span_start + 1, w.span_end - w.span_start), ' … ')
                         FROM statement_spans w WHERE w.statement = t.statement AND w.part = 'addressee')) AS addressee,
       p.name AS place, s.source, s.published, s.headline, s.url
FROM statements t
     JOIN stories s ON s.story = t.story
     LEFT JOIN entities n ON n.entity = t.source
     LEFT JOIN entities d ON d.entity = t.addressee
     LEFT JOIN entities p ON p.entity = t.place
     LEFT JOIN times m ON m.time = t.time
WHERE s.stands;

-- About whom: somebody who is named in what is said, a row.
DROP VIEW IF EXISTS said_about;
CREATE VIEW said_about AS
SELECT DISTINCT t.statement, t.story, n.entity, n.name, n.code, n.country, n.kind, n.actor AS key
FROM statements t
     JOIN stories s ON s.story = t.story
     JOIN statement_spans p ON p.statement = t.statement AND p.part = 'content'
     JOIN entities n ON n.story = t.story
     JOIN mentions m ON m.entity = n.entity AND m.span_start >= p.span_start AND m.span_end <= p.span_end
WHERE s.stands;

-- What is told within a statement: an event a row. `innermost`: the speaker says so, and does not say that somebody else says so.
DROP VIEW IF EXISTS said_acts;
CREATE VIEW said_acts AS
SELECT l.statement, e.event, e.story, e.day, e.type, e.mode, e.status, e.plover_type, e.plover_mode, e.cameo, e.quad, e.score, e.confidence,
       l.position = (SELECT max(o.position) FROM event_attributed_to o WHERE o.event = e.event) AS innermost
FROM event_attributed_to l JOIN events e ON e.event = l.event
WHERE e.stands;

-- How many: a quantity a row, with whose it is and the words.
DROP VIEW IF EXISTS figures;
CREATE VIEW figures AS
SELECT q.quantity, q.story, s.id AS story_id, q.id, substr(s.published, 1, 10) AS day, q.value, q.upper, q.bound, q.unit, q.unit_code,
       h.name AS holder, h.code AS holder_code, h.country AS holder_country, q.casualty,
       substr(s.text, q.span_start + 1, q.span_end - q.span_start) AS words, s.source, s.published, s.headline, s.url
FROM quantities q
     JOIN stories s ON s.story = q.story
     LEFT JOIN entities h ON h.entity = q.holder
WHERE s.stands;

-- What is to come: planned and called-for events that have a day.
DROP VIEW IF EXISTS planned;
CREATE VIEW planned AS
SELECT event, story, story_id, begin, end, status, type, mode, actors, recipients, place, place_country, claimants, confidence,
       told_before, sentence, source, published, headline, url
FROM events_flat
WHERE status IN ('planned', 'called_for') AND begin IS NOT NULL;

-- Planned and called-for events, also those without a day, with the keys of their parties across stories: one plan told by several
-- outlets has the same keys in each. What came of plans is told by `dateline plans`.
DROP VIEW IF EXISTS plans_flat;
CREATE VIEW plans_flat AS
SELECT e.event, e.story, s.id AS story_id, e.id, e.begin, e.end, e.status, e.type, e.mode,
       (SELECT group_concat(n.name, '; ') FROM event_actors a CROSS JOIN entities n USING (entity) WHERE a.event = e.event) AS actors,
       (SELECT group_concat(n.actor, '; ') FROM event_actors a CROSS JOIN entities n USING (entity) WHERE a.event = e.event) AS actor_keys,
       (SELECT group_concat(n.name, '; ') FROM event_recipients r CROSS JOIN entities n USING (entity)
        WHERE r.event = e.event) AS recipients,
       (SELECT group_concat(n.actor, '; ') FROM event_recipients r CROSS JOIN entities n USING (entity)
        WHERE r.event = e.event) AS recipient_keys,
       p.name AS place, p.country AS place_country, m.episode, e.confidence, e.same_as IS NOT NULL AS told_before,
       substr(s.text, x.span_start + 1, x.span_end - x.span_start) AS sentence, s.source, s.published, s.headline, s.url
FROM events e
     JOIN stories s ON s.story = e.story
     LEFT JOIN sentences x ON x.story = e.story AND x.sentence = e.sentence
     LEFT JOIN entities p ON p.entity = e.place
     LEFT JOIN episode_members m ON m.story = e.story
WHERE e.stands AND e.status IN ('planned', 'called_for');

-- Who appears: a name with its code a row.
DROP VIEW IF EXISTS actors;
CREATE VIEW actors AS
SELECT n.name, n.code, n.country, n.kind, n.actor AS key, count(DISTINCT n.story) AS stories,
       sum((SELECT count(*) FROM event_actors a WHERE a.entity = n.entity)) AS events_as_actor,
       sum((SELECT count(*) FROM event_recipients r WHERE r.entity = n.entity)) AS events_as_recipient,
       sum((SELECT count(*) FROM statements t WHERE t.source = n.entity)) AS statements,
       min(s.published) AS first_story, max(s.published) AS last_story
FROM entities n JOIN stories s ON s.story = n.story
WHERE s.stands
GROUP BY n.name, n.code, n.country, n.kind, n.actor;

-- A word of every table: why a sentence gave no event.
DROP VIEW IF EXISTS uncoded_sentences;
CREATE VIEW uncoded_sentences AS
SELECT u.story, s.id AS story_id, u.sentence, u.reason, substr(s.text, x.span_start + 1, x.span_end - x.span_start) AS words,
       s.source, s.published, s.headline
FROM uncoded u JOIN stories s USING (story) LEFT JOIN sentences x ON x.story = u.story AND x.sentence = u.sentence
WHERE s.stands;

-- An episode a row: the reports of one happening. `copies`: reports that are a copy of an earlier one of the episode.
DROP VIEW IF EXISTS episodes_flat;
CREATE VIEW episodes_flat AS
SELECT e.episode, e.first_day, e.last_day, count(*) AS reports, count(DISTINCT s.source) AS outlets,
       sum(EXISTS (SELECT 1 FROM near_duplicates d JOIN episode_members o ON o.story = d.story
                   WHERE d.other = m.story AND o.episode = m.episode)) AS copies,
       e.headline, group_concat(DISTINCT s.source) AS sources, e.first_story, f.id AS first_story_id, f.headline AS first_headline,
       f.url AS first_url
FROM episodes e
     JOIN episode_members m ON m.episode = e.episode
     JOIN stories s ON s.story = m.story
     JOIN stories f ON f.story = e.first_story
GROUP BY e.episode;

-- A report of an episode a row, with what it shares with the others, and the earlier report that it is a copy of.
DROP VIEW IF EXISTS reports;
CREATE VIEW reports AS
SELECT m.episode, m.story, s.id AS story_id, m.day, s.source, s.headline, m.similarity,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'actor') AS shared_actors,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'act') AS shared_acts,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'place') AS shared_places,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'day') AS shared_days,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'figure') AS shared_figures,
       (SELECT group_concat(r.shared, '; ') FROM episode_reasons r WHERE r.story = m.story AND r.kind = 'word') AS shared_words,
       (SELECT d.story FROM near_duplicates d WHERE d.other = m.story ORDER BY d.share DESC, d.story LIMIT 1) AS copy_of,
       (SELECT d.share FROM near_duplicates d WHERE d.other = m.story ORDER BY d.share DESC, d.story LIMIT 1) AS copy_share,
       (SELECT d.kind FROM near_duplicates d WHERE d.other = m.story ORDER BY d.share DESC, d.story LIMIT 1) AS copy_kind,
       s.published, s.url
FROM episode_members m JOIN stories s ON s.story = m.story;

-- Reports and happenings in one question: `count(*)` counts what was reported, `count(DISTINCT happening)` what happened, taking acts of
-- one type and mode that the reports of one episode tell for one happening.
DROP VIEW IF EXISTS happenings;
CREATE VIEW happenings AS
SELECT e.event, e.story, m.episode, m.episode || ' ' || e.type || coalesce(' ' || e.mode, '') AS happening, e.day, e.begin, e.end,
       e.type, e.mode, e.status, e.plover_type, e.plover_mode, e.cameo, e.quad, e.score, e.confidence,
       e.same_as IS NOT NULL AS told_before
FROM events e JOIN episode_members m ON m.story = e.story
WHERE e.stands;
