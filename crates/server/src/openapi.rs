//! The OpenAPI document, made from the types of questions and answers.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    forms::Form,
    parameters::Parameters,
    problem::ErrorBody,
    streams::StoriesQuestion,
    views::{View, filter::Filter},
    writing::{Coded, Stored, Text},
};

/// Describes what is no view: texts that come in, streams, and what is asked of the server itself.
/// `writable`: the server has a token, which storing asks for.
pub(crate) fn others(document: &mut Document, writable: bool) {
    let (text, coded, stored) = (document.schema::<Text>(), document.schema::<Coded>(), document.schema::<Stored>());
    let body = json!({ "required": true, "content": { "application/json": { "schema": text } } });
    let answer =
        |about: &str, schema: &Value| json!({ "description": about, "content": { "application/json": { "schema": schema } } });
    let errors = [
        ("400", "The body is no JSON of a text"),
        ("403", "The request comes from a page of another site"),
        ("408", "The body did not come in time"),
        ("413", "The body is too long"),
        ("415", "The body is not said to be JSON"),
        ("421", "The request is addressed to another server"),
        ("422", "There is no story in the body"),
        ("429", "Too many texts are sent"),
        ("503", "Too many texts wait"),
    ];
    let mut coding = json!({ "200": answer("The record, and how each part of it came about", &coded) });
    let mut storing = json!({
        "200": answer("The story was there", &stored),
        "201": answer("The story was stored", &stored),
        "401": document.error("The token is missing"),
    });
    for (status, about) in errors {
        coding[status] = document.error(about);
        storing[status] = document.error(about);
    }
    storing["403"] = document.error("The server only reads, or the token is another one");
    document.operation(
        "/code",
        "post",
        json!({ "operationId": "code", "summary": "Code a text; nothing is kept", "requestBody": body, "responses": coding }),
    );
    document.operation(
        "/stories.json",
        "post",
        json!({
            "operationId": "store", "summary": "Store a story", "requestBody": body, "responses": storing,
            "security": if writable { json!([{ "token": [] }]) } else { json!([]) },
        }),
    );
    let elsewhere = document.error("The request is addressed to another server");
    document.operation(
        "/code",
        "get",
        json!({
            "operationId": "paste", "summary": "The page to paste a text into",
            "responses": { "200": { "description": "The page", "content": { "text/html": { "schema": { "type": "string" } } } },
                           "421": elsewhere },
        }),
    );
    let plain =
        |media: &str| json!({ "200": { "description": "The answer", "content": { media: { "schema": { "type": "string" } } } } });
    for (path, name, about, media) in [
        ("/health", "health", "Whether the file can be read", "text/plain"),
        ("/metrics", "metrics", "What the server has done, for Prometheus", "text/plain"),
    ] {
        let mut responses = plain(media);
        responses["421"] = document.error("The request is addressed to another server");
        responses["503"] = document.error("The file cannot be read now");
        document.operation(path, "get", json!({ "operationId": name, "summary": about, "responses": responses }));
    }
    let events = described(&Parameters::of::<Filter>(), "/events/stream");
    let stories = described(&Parameters::of::<StoriesQuestion>(), "/stories/stream");
    for (path, name, about, parameters) in [
        ("/events/stream", "events_stream", "New events that a filter lets through, as server-sent events", events),
        ("/stories/stream", "stories_stream", "New stories, as server-sent events", stories),
    ] {
        let mut responses = plain("text/event-stream");
        for (status, about) in [
            ("400", "A parameter is unknown or not allowed"),
            ("421", "The request is addressed to another server"),
            ("422", "The words cannot be searched for"),
            ("503", "Too many streams are open"),
        ] {
            responses[status] = document.error(about);
        }
        document.operation(
            path,
            "get",
            json!({ "operationId": name, "summary": about, "parameters": parameters, "responses": responses }),
        );
    }
}

/// The parameters of an address as the document lists them.
fn described(parameters: &Parameters, path: &str) -> Vec<Value> {
    let describe = |(name, schema): (&String, &Value)| {
        let in_path = path.contains(&format!("{{{name}}}"));
        let mut schema = schema.clone();
        let about = schema.as_object_mut().and_then(|schema| schema.remove("description")).unwrap_or_else(|| "".into());
        json!({
            "name": name,
            "in": if in_path { "path" } else { "query" },
            "required": in_path || parameters.required.contains(name),
            "description": about,
            "schema": schema,
        })
    };
    parameters.known.iter().map(describe).collect()
}

/// The document while views are added to it.
pub(crate) struct Document {
    schemas: SchemaGenerator,
    paths: Map<String, Value>,
}

impl Document {
    pub(crate) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { schemas: settings.into_generator(), paths: Map::new() }
    }

    /// A reference to the schema of a type.
    pub(crate) fn schema<T: JsonSchema>(&mut self) -> Value {
        self.schemas.subschema_for::<T>().to_value()
    }

    /// Describes the data forms of a view.
    pub(crate) fn view<V: View>(&mut self, parameters: &Parameters) {
        let described = described(parameters, V::PATH);
        for form in V::FORMS.iter().filter(|form| **form != Form::Page) {
            let schema = if *form == Form::Json { self.schema::<V::Answer>() } else { json!({ "type": "string" }) };
            let media = form.content_type();
            let mut responses = json!({
                "200": { "description": "The answer", "content": { media: { "schema": schema } },
                         "headers": { "etag": { "description": "Names this answer; send it as if-none-match", "schema": { "type": "string" } } } },
                "304": { "description": "What if-none-match names is still right" },
            });
            let errors = [
                ("400", "A parameter is unknown, missing or not allowed"),
                ("404", "There is no such thing"),
                ("421", "The request is addressed to another server"),
                ("422", "The parameters are well formed, and what they ask cannot be carried out"),
                ("503", "The answer takes too long, or too many questions wait"),
            ];
            for (status, about) in errors {
                responses[status] = self.error(about);
            }
            let name = format!("{}_{}", V::PATH.replace(['{', '}'], "").trim_matches('/').replace('/', "_"), &form.ending()[1..]);
            self.operation(
                &format!("{}{}", V::PATH, form.ending()),
                "get",
                json!({ "operationId": name, "summary": V::SUMMARY, "parameters": described, "responses": responses }),
            );
        }
    }

    /// An error answer.
    pub(crate) fn error(&mut self, about: &str) -> Value {
        let schema = self.schema::<ErrorBody>();
        json!({ "description": about, "content": { "application/json": { "schema": schema } } })
    }

    /// Describes one operation of an address.
    pub(crate) fn operation(&mut self, path: &str, method: &str, operation: Value) {
        let item = self.paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
    }

    /// The document as JSON.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let schemas = self.schemas.take_definitions(true);
        let document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "dateline",
                "version": env!("CARGO_PKG_VERSION"),
                "description": "Who did what to whom, when and where; who said what; how many; what is planned. Every field points at the words it came from.",
                "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            },
            "paths": self.paths,
            "components": { "schemas": schemas, "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } } },
        });
        serde_json::to_vec(&document).expect("the document is plain JSON")
    }
}
