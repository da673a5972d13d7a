//! `dateline serve`: a file of records as pages and as an HTTP interface, on this machine.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use coder::explanation::Explanation;
use dateline::Engine;
use language::Workspace;
use record::{Record, Story};
use server::{Coding, Options, Site};

use super::Failure;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8710")]
    address: SocketAddr,
    /// A name beside the loopback ones under which readers come, as behind a proxy; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Lets requests with this bearer token store stories; without one nothing is written
    #[arg(long, value_name = "TOKEN", env = "DATELINE_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Longest time for one answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
}

/// The engine with workspaces for those that code at once.
struct Coder {
    engine: Engine,
    workspaces: Mutex<Vec<Workspace>>,
}

impl Coding for Coder {
    fn identity(&self) -> &record::Engine {
        self.engine.identity()
    }

    fn explain(&self, story: Story) -> (Record, Explanation) {
        let mut workspace = self.workspaces.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let explained = self.engine.explain(&mut workspace, story);
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner).push(workspace);
        explained
    }
}

pub(super) fn run(arguments: Arguments) -> Result<bool, Failure> {
    let time = Duration::try_from_secs_f64(arguments.timeout).ok().filter(|time| !time.is_zero()).ok_or_else(|| {
        Failure::Usage(format!("--timeout {}: expected a number of seconds above 0, as in --timeout 2.5", arguments.timeout))
    })?;
    if arguments.token.as_ref().is_some_and(|token| token.len() < 16 || !token.bytes().all(|b| b.is_ascii_graphic())) {
        return Err(Failure::Usage("--token: expected at least 16 letters and digits that nobody guesses".into()));
    }
    let options = Options {
        address: arguments.address,
        hosts: arguments.hosts,
        token: arguments.token,
        time,
        ..Options::new(arguments.db)
    };
    let coder = Coder { engine: Engine::new(language::Path::best()), workspaces: Mutex::default() };
    let site = Site::open(options, Arc::new(coder))?;
    server::serve(site, |address| println!("http://{address}/")).map_err(|stopped| Failure::Other(stopped.to_string()))?;
    Ok(true)
}
