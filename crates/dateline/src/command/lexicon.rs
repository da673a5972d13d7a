//! `dateline lexicon check`: holds the tables of acts to their example sentences and names an editor's mistakes.

use std::{fs, path::PathBuf};

use coder::events::{examples, lexicon::Lexicon};
use language::{Reader, Workspace};

use super::Failure;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Hold the tables of acts to their example sentences: problems with file, line and reason
    Check {
        /// Folder with the tables (lexicon/acts); those of the program without it
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// Checks the tables; true when nothing is wrong with them.
pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let Action::Check { folder } = &arguments.action;
    let files = match folder {
        None => Lexicon::files().to_vec(),
        Some(folder) => {
            let mut files = Vec::new();
            for (name, _) in Lexicon::files() {
                let path = folder.join(name);
                let text = fs::read_to_string(&path)
                    .map_err(|error| Failure::Usage(format!("{}: {error}; expected the table {name}", path.display())))?;
                // The tables live as long as the process.
                files.push((*name, &*text.leak()));
            }
            files
        }
    };
    let (lexicon, mut problems) = Lexicon::build(&files);
    let (text, parts) = examples::text(&lexicon);
    let analysis = Reader::english(language::Path::best()).read(&mut Workspace::default(), &text, parts);
    problems.extend(examples::check(&lexicon, &analysis));
    for problem in &problems {
        println!("{problem}");
    }
    eprintln!("{} predicates, {} example sentences, {} problems", lexicon.len(), lexicon.examples().len(), problems.len());
    Ok(problems.is_empty())
}
