//! What goes wrong with a request: one shape for every error, with what it is, where it is and what was expected.

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The body of every answer that is an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ErrorBody {
    /// The error.
    pub error: ErrorText,
}

/// An error for a person to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ErrorText {
    /// What is wrong.
    pub what: String,
    /// Where: the parameter, header or part of the body; `null` where it is the request as a whole.
    pub r#where: Option<String>,
    /// What was expected, or how to mend it.
    pub expected: String,
}

/// Why a request is not answered.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) text: ErrorText,
    /// Seconds after which it is worth trying again.
    pub(crate) retry_after: Option<u32>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, what: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { status, text: ErrorText { what: what.into(), r#where: None, expected: expected.into() }, retry_after: None }
    }

    /// The request as it is written cannot be understood.
    pub(crate) fn bad(place: impl Into<String>, what: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, what, expected).at(place)
    }

    /// The request is well formed, and what it asks cannot be carried out.
    pub(crate) fn unprocessable(place: impl Into<String>, what: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, what, expected).at(place)
    }

    pub(crate) fn missing(what: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what, expected)
    }

    /// Too much is asked at once.
    pub(crate) fn busy(status: StatusCode, what: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(status, what, format!("try again in {seconds} s")) }
    }

    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.text.r#where = Some(place.into());
        self
    }

    /// A fault of the server's own, which is told to its keeper and not to the reader.
    pub(crate) fn own(problem: &dyn std::fmt::Display) -> Self {
        eprintln!("dateline: {problem}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the server failed to answer",
            "its standard error says why; nothing is wrong with the request",
        )
    }
}

impl From<store::Problem> for Problem {
    fn from(problem: store::Problem) -> Self {
        use store::Problem as Of;
        match &problem {
            Of::NoStory(id) => Self::missing(format!("no story {id}"), "the key of a story, as the lists give it"),
            Of::NoEpisode(id) => Self::missing(format!("no episode {id}"), "the id of an episode, as /episodes lists them"),
            Of::ManyEpisodes(id) => Self::missing(format!("several episodes begin with {id}"), "more of the id"),
            _ if problem.is_too_long() => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the answer took too long and was given up",
                "narrow the question: fewer days, one type, one country",
            ),
            Of::Busy(_) => Self::busy(StatusCode::SERVICE_UNAVAILABLE, "another program is writing to the file", 2),
            other => Self::own(other),
        }
    }
}
