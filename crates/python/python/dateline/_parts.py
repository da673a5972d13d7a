"""The record as frozen dataclasses. Written by crates/python/records.py from the JSON Schema: change the record, not this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from dateline._methods import RecordMethods

__all__ = [
    "Addressee",
    "Bound",
    "Casualty",
    "Cue",
    "Dateline",
    "Delivery",
    "Engine",
    "Entity",
    "EntityKind",
    "Event",
    "FromFeed",
    "Manner",
    "Mention",
    "MentionKind",
    "Part",
    "PartKind",
    "PloverCode",
    "Quad",
    "Quantity",
    "Reason",
    "Record",
    "Signal",
    "Source",
    "Span",
    "Statement",
    "Status",
    "Story",
    "Time",
    "TimeType",
    "Uncoded",
]


class Span(NamedTuple):
    """Half-open range of Unicode code points of a story's text."""

    start: int
    end: int


# Closed lists of the record, in the words of PLOVER, TIMEX3 and the contract.

Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "between", "vague"]
"""How a stated value bounds the truth."""

Casualty = Literal["killed", "wounded", "missing", "detained", "displaced"]
"""What befell people."""

EntityKind = Literal["person", "organization", "country", "place", "armed_group", "people", "facility", "other"]
"""What an entity is."""

Manner = Literal["direct", "indirect", "mixed"]
"""How words are reported."""

MentionKind = Literal["name", "nominal", "pronoun", "metonym"]
"""How words refer to an entity."""

PartKind = Literal["headline", "dateline", "byline", "paragraph"]
"""What a part of a story is."""

Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
"""PLOVER quad classes."""

Reason = Literal["no_act", "no_actor", "act_not_in_lexicon", "quoted_opinion"]
"""Why a sentence gave no event."""

Signal = Literal["new", "update", "correct", "withdraw"]
"""What a version of a story does to the versions before it."""

Status = Literal["occurred", "ongoing", "planned", "called_for", "possible", "denied"]
"""Whether an act happened."""

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3 types."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """The listeners of a statement.

    Attributes:
        spans: The words.
        entity: Id of the entity; `null` if unknown.
    """

    spans: tuple[Span, ...]
    entity: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Addressee:
        """From a dictionary as JSON has it."""
        return cls(
            spans=tuple(Span(*item) for item in data["spans"]),
            entity=data.get("entity"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "spans": [list(item) for item in self.spans],
            "entity": self.entity,
        }


@dataclass(frozen=True, slots=True)
class Cue:
    """The cue of a statement.

    Attributes:
        spans: The words; empty where only the layout says it ("Kyiv: …").
        lemma: Lemma of the head word.
    """

    spans: tuple[Span, ...]
    lemma: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Cue:
        """From a dictionary as JSON has it."""
        return cls(
            spans=tuple(Span(*item) for item in data["spans"]),
            lemma=data.get("lemma"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "spans": [list(item) for item in self.spans],
            "lemma": self.lemma,
        }


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the story says it was written.

    Attributes:
        span: The place words only, without day or agency.
        text: The words under `span`.
        place: Id of the place's entity.
    """

    span: Span
    text: str
    place: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Dateline:
        """From a dictionary as JSON has it."""
        return cls(
            span=Span(*data["span"]),
            text=data["text"],
            place=data.get("place"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "span": list(self.span),
            "text": self.text,
            "place": self.place,
        }


@dataclass(frozen=True, slots=True)
class FromFeed:
    """How a story came from a feed that is watched.

    Attributes:
        address: The feed's address, as it was given.
        digest: Digest of the item: the feed's address, the story's id and this together name one version.
        perhaps_repeated: The run before ended while this version was written out: the line may have come already.
    """

    address: str
    digest: str
    perhaps_repeated: bool

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> FromFeed:
        """From a dictionary as JSON has it."""
        return cls(
            address=data["address"],
            digest=data["digest"],
            perhaps_repeated=data["perhaps_repeated"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "address": self.address,
            "digest": self.digest,
            "perhaps_repeated": self.perhaps_repeated,
        }


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a version of a story came in.

    Of the lines with the same `chain` the last one stands, and none if its signal is `withdraw`.

    Attributes:
        chain: Names the story of which this is a version: the id of the first version that came.
        signal: What this version does to the earlier ones.
        version: The version as the source counts it: a number, or the stage of a wire chain (`LEAD`, `2nd LD`).
        updated: When this version was made: ISO 8601 date or date-time.
        slug: Slug line, the working name of the story in its newsroom.
        subjects: Subject codes and keywords, as the source writes them.
        places: Places that the source's metadata names.
        copyright: Copyright or rights line.
        feed: The feed that it came from, if one was watched.
    """

    chain: str
    signal: Signal
    version: str | None
    updated: str | None
    slug: str | None
    subjects: tuple[str, ...]
    places: tuple[str, ...]
    copyright: str | None
    feed: FromFeed | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Delivery:
        """From a dictionary as JSON has it."""
        return cls(
            chain=data["chain"],
            signal=data["signal"],
            version=data.get("version"),
            updated=data.get("updated"),
            slug=data.get("slug"),
            subjects=tuple(data["subjects"]),
            places=tuple(data["places"]),
            copyright=data.get("copyright"),
            feed=None if data.get("feed") is None else FromFeed.from_dict(data["feed"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        data: dict[str, Any] = {
            "chain": self.chain,
            "signal": self.signal,
            "version": self.version,
            "updated": self.updated,
            "slug": self.slug,
            "subjects": list(self.subjects),
            "places": list(self.places),
            "copyright": self.copyright,
        }
        if self.feed is not None:
            data["feed"] = self.feed.to_dict()
        return data


@dataclass(frozen=True, slots=True)
class Engine:
    """What made a record: the same three give the same record, byte for byte.

    Attributes:
        version: Version of the program.
        models: Hash of the trained models.
        lexicon: Hash of the lexicon.
    """

    version: str
    models: str
    lexicon: str

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Engine:
        """From a dictionary as JSON has it."""
        return cls(
            version=data["version"],
            models=data["models"],
            lexicon=data["lexicon"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "version": self.version,
            "models": self.models,
            "lexicon": self.lexicon,
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that speaks of an entity.

    Attributes:
        span: The words.
        kind: How they refer.
    """

    span: Span
    kind: MentionKind

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Mention:
        """From a dictionary as JSON has it."""
        return cls(
            span=Span(*data["span"]),
            kind=data["kind"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "span": list(self.span),
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, country, place or group, once per story.

    Attributes:
        id: `e1`, `e2`, … in order of first mention.
        name: Fullest name in the story.
        kind: What it is.
        country: ISO 3166-1 alpha-3 of allegiance or location; `null` if unknown.
        sectors: PLOVER sector codes, the primary one first.
        role: Office or function, from the text or from the actor tables.
        code: The code that a CAMEO or PLOVER user expects: country and sector.
        latitude: Degrees north, for places.
        longitude: Degrees east, for places.
        geonames: GeoNames id, for places.
        admin1: First-level administrative region, for places.
        mentions: Where the story speaks of it.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    code: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    admin1: str | None
    mentions: tuple[Mention, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entity:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            name=data["name"],
            kind=data["kind"],
            country=data.get("country"),
            sectors=tuple(data["sectors"]),
            role=data.get("role"),
            code=data.get("code"),
            latitude=data.get("latitude"),
            longitude=data.get("longitude"),
            geonames=data.get("geonames"),
            admin1=data.get("admin1"),
            mentions=tuple(Mention.from_dict(item) for item in data["mentions"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "sectors": list(self.sectors),
            "role": self.role,
            "code": self.code,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "geonames": self.geonames,
            "admin1": self.admin1,
            "mentions": [item.to_dict() for item in self.mentions],
        }


@dataclass(frozen=True, slots=True)
class PloverCode:
    """Type and mode of the codebook.

    Attributes:
        type: PLOVER type.
        mode: PLOVER mode.
    """

    type: str
    mode: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PloverCode:
        """From a dictionary as JSON has it."""
        return cls(
            type=data["type"],
            mode=data.get("mode"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "type": self.type,
            "mode": self.mode,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where, and whether it happened.

    Attributes:
        id: `v1`, `v2`, … in text order.
        type: PLOVER type of the act that the words describe.
        mode: PLOVER mode of that act.
        status: Whether it happened.
        plover: Type and mode after the codebook's rules: a planned visit codes as AGREE.
        cameo: CAMEO code.
        quad: Quad class.
        score: Conflict–cooperation score, −10 to +10.
        contexts: PLOVER contexts.
        anchor: The words that say it happened.
        actors: Ids of the entities that act.
        recipients: Ids of the entities acted upon.
        time: Id of the time of the act.
        begin: First day of the act.
        end: Last day of the act.
        place: Id of the entity where it happened.
        quantities: Ids of quantities: killed, sent, paid.
        attributed_to: Ids of the statements it stands inside; empty: the newsroom's own voice.
        same_as: Id of the event of this story that told the same happening before.
        confidence: Calibrated probability that the event is right, 0 to 1.
        sentence: Index of the sentence.
    """

    id: str
    type: str
    mode: str | None
    status: Status
    plover: PloverCode
    cameo: str
    quad: Quad
    score: float
    contexts: tuple[str, ...]
    anchor: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    time: str | None
    begin: str | None
    end: str | None
    place: str | None
    quantities: tuple[str, ...]
    attributed_to: tuple[str, ...]
    same_as: str | None
    confidence: float
    sentence: int

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Event:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            type=data["type"],
            mode=data.get("mode"),
            status=data["status"],
            plover=PloverCode.from_dict(data["plover"]),
            cameo=data["cameo"],
            quad=data["quad"],
            score=data["score"],
            contexts=tuple(data["contexts"]),
            anchor=Span(*data["anchor"]),
            actors=tuple(data["actors"]),
            recipients=tuple(data["recipients"]),
            time=data.get("time"),
            begin=data.get("begin"),
            end=data.get("end"),
            place=data.get("place"),
            quantities=tuple(data["quantities"]),
            attributed_to=tuple(data["attributed_to"]),
            same_as=data.get("same_as"),
            confidence=data["confidence"],
            sentence=data["sentence"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "type": self.type,
            "mode": self.mode,
            "status": self.status,
            "plover": self.plover.to_dict(),
            "cameo": self.cameo,
            "quad": self.quad,
            "score": self.score,
            "contexts": list(self.contexts),
            "anchor": list(self.anchor),
            "actors": list(self.actors),
            "recipients": list(self.recipients),
            "time": self.time,
            "begin": self.begin,
            "end": self.end,
            "place": self.place,
            "quantities": list(self.quantities),
            "attributed_to": list(self.attributed_to),
            "same_as": self.same_as,
            "confidence": self.confidence,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text and what it is.

    Attributes:
        kind: What stands here.
        span: Where it stands, without the white space around it.
    """

    kind: PartKind
    span: Span

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Part:
        """From a dictionary as JSON has it."""
        return cls(
            kind=data["kind"],
            span=Span(*data["span"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "kind": self.kind,
            "span": list(self.span),
        }


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts or measures.

    Attributes:
        id: `q1`, `q2`, … in text order.
        span: Number, bound words and unit.
        value: The number, or the lower end of a range; `null` for "dozens" and the like.
        upper: Upper end of a range.
        bound: How the value bounds the truth.
        unit: Lemma of the thing counted; English name of the measure or money: `soldier`, `kilometre per hour`, `dollar`,
            `percentage`.
        unit_code: Code of a measure (UCUM: `km/h`, `%`) or of money (ISO 4217: `USD`).
        unit_span: The words of the unit.
        holder: Id of the entity whose they are: "40 Danish engineers".
        casualty: What befell the people counted.
    """

    id: str
    span: Span
    value: float | None
    upper: float | None
    bound: Bound
    unit: str | None
    unit_code: str | None
    unit_span: Span | None
    holder: str | None
    casualty: Casualty | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quantity:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            span=Span(*data["span"]),
            value=data.get("value"),
            upper=data.get("upper"),
            bound=data["bound"],
            unit=data.get("unit"),
            unit_code=data.get("unit_code"),
            unit_span=None if data.get("unit_span") is None else Span(*data["unit_span"]),
            holder=data.get("holder"),
            casualty=None if data.get("casualty") is None else data["casualty"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "span": list(self.span),
            "value": self.value,
            "upper": self.upper,
            "bound": self.bound,
            "unit": self.unit,
            "unit_code": self.unit_code,
            "unit_span": None if self.unit_span is None else list(self.unit_span),
            "holder": self.holder,
            "casualty": self.casualty,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """The speaker of a statement.

    Attributes:
        spans: The words; empty where the speaker is not named.
        entity: Id of the entity; `null` if unknown.
    """

    spans: tuple[Span, ...]
    entity: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Source:
        """From a dictionary as JSON has it."""
        return cls(
            spans=tuple(Span(*item) for item in data["spans"]),
            entity=data.get("entity"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "spans": [list(item) for item in self.spans],
            "entity": self.entity,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what.

    Attributes:
        id: `s1`, `s2`, … in text order.
        source: Who speaks.
        cue: The words that say that something is said.
        content: What is said.
        manner: Quoted, reported, or both.
        addressee: Who is spoken to.
        time: Id of the time of saying.
        place: Id of the entity where it was said.
        negated: True for "did not say", "declined to comment".
    """

    id: str
    source: Source
    cue: Cue
    content: tuple[Span, ...]
    manner: Manner
    addressee: Addressee | None
    time: str | None
    place: str | None
    negated: bool

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statement:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            source=Source.from_dict(data["source"]),
            cue=Cue.from_dict(data["cue"]),
            content=tuple(Span(*item) for item in data["content"]),
            manner=data["manner"],
            addressee=None if data.get("addressee") is None else Addressee.from_dict(data["addressee"]),
            time=data.get("time"),
            place=data.get("place"),
            negated=data["negated"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "source": self.source.to_dict(),
            "cue": self.cue.to_dict(),
            "content": [list(item) for item in self.content],
            "manner": self.manner,
            "addressee": None if self.addressee is None else self.addressee.to_dict(),
            "time": self.time,
            "place": self.place,
            "negated": self.negated,
        }


@dataclass(frozen=True, slots=True)
class Story:
    """A news story as it was read.

    Attributes:
        id: Given by the source, else a hash of the text: the same text has the same id everywhere.
        source: Publisher, wire or file collection.
        url: Address of the story.
        byline: Author line as printed.
        language: BCP 47 language tag of the text.
        published: ISO 8601 date or date-time with offset; `null` if the source gives none, and then relative dates stay
            open.
        headline: The headline as it stands in `text`, if there is one.
        dateline: The dateline, if the story has one.
        text: Normalised text, headline first; all offsets point into it.
        parts: Headline, byline, dateline and paragraphs in text order, never overlapping.
    """

    id: str
    source: str | None
    url: str | None
    byline: str | None
    language: str
    published: str | None
    headline: str | None
    dateline: Dateline | None
    text: str
    parts: tuple[Part, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Story:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            source=data.get("source"),
            url=data.get("url"),
            byline=data.get("byline"),
            language=data["language"],
            published=data.get("published"),
            headline=data.get("headline"),
            dateline=None if data.get("dateline") is None else Dateline.from_dict(data["dateline"]),
            text=data["text"],
            parts=tuple(Part.from_dict(item) for item in data["parts"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "source": self.source,
            "url": self.url,
            "byline": self.byline,
            "language": self.language,
            "published": self.published,
            "headline": self.headline,
            "dateline": None if self.dateline is None else self.dateline.to_dict(),
            "text": self.text,
            "parts": [item.to_dict() for item in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression.

    Attributes:
        id: `t1`, `t2`, … in text order.
        span: The words.
        type: TIMEX3 type.
        value: TIMEX3 value; an explicit range is an ISO 8601 interval. `null` where it cannot be known.
        begin: First calendar day, inclusive; `null` where open.
        end: Last calendar day, inclusive; `null` where open.
    """

    id: str
    span: Span
    type: TimeType
    value: str | None
    begin: str | None
    end: str | None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Time:
        """From a dictionary as JSON has it."""
        return cls(
            id=data["id"],
            span=Span(*data["span"]),
            type=data["type"],
            value=data.get("value"),
            begin=data.get("begin"),
            end=data.get("end"),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "id": self.id,
            "span": list(self.span),
            "type": self.type,
            "value": self.value,
            "begin": self.begin,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A sentence that gave no event.

    Attributes:
        sentence: Index of the sentence.
        reason: Why.
    """

    sentence: int
    reason: Reason

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Uncoded:
        """From a dictionary as JSON has it."""
        return cls(
            sentence=data["sentence"],
            reason=data["reason"],
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "sentence": self.sentence,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Record(RecordMethods):
    """The record of one story: everything that was read out of it, and how it came in.

    `record["e1"]` is the part with that id, `record.words(span)` the words under a span. Offsets are half-open and count
    Unicode code points of `record.story.text`, as indices of a Python str do.

    Attributes:
        story: The story itself and where its parts stand.
        sentences: Sentences in text order.
        entities: People, organizations, countries, places and groups, each once.
        times: TIMEX3 expressions in text order.
        quantities: Numbers of things, money, percentages and measures in text order.
        statements: Who said what.
        events: Who did what to whom.
        uncoded: Why a sentence gave no event.
        engine: What made this record.
        delivery: How its story came in.
        notes: What should be known of how the story was read. Not part of the record: neither compared nor written.
    """

    story: Story
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    uncoded: tuple[Uncoded, ...]
    engine: Engine
    delivery: Delivery
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Record:
        """From a dictionary as JSON has it."""
        return cls(
            story=Story.from_dict(data["story"]),
            sentences=tuple(Span(*item) for item in data["sentences"]),
            entities=tuple(Entity.from_dict(item) for item in data["entities"]),
            times=tuple(Time.from_dict(item) for item in data["times"]),
            quantities=tuple(Quantity.from_dict(item) for item in data["quantities"]),
            statements=tuple(Statement.from_dict(item) for item in data["statements"]),
            events=tuple(Event.from_dict(item) for item in data["events"]),
            uncoded=tuple(Uncoded.from_dict(item) for item in data["uncoded"]),
            engine=Engine.from_dict(data["engine"]),
            delivery=Delivery.from_dict(data["delivery"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """As a dictionary of what JSON holds, in the order of the record."""
        return {
            "story": self.story.to_dict(),
            "sentences": [list(item) for item in self.sentences],
            "entities": [item.to_dict() for item in self.entities],
            "times": [item.to_dict() for item in self.times],
            "quantities": [item.to_dict() for item in self.quantities],
            "statements": [item.to_dict() for item in self.statements],
            "events": [item.to_dict() for item in self.events],
            "uncoded": [item.to_dict() for item in self.uncoded],
            "engine": self.engine.to_dict(),
            "delivery": self.delivery.to_dict(),
        }
