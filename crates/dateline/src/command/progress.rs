//! A line on standard error that says how far a long run has come; only on a terminal.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts stories and words. Silent where standard error is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    words: u64,
}

impl Progress {
    pub(super) fn new() -> Self {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{spinner} {human_pos} stories, {per_sec}, {msg}  {elapsed}");
        bar.set_style(style.expect("the template is a constant"));
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar, words: 0 }
    }

    /// One more story of so many words.
    pub(super) fn story(&mut self, words: usize) {
        self.words += words as u64;
        self.bar.inc(1);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} words/s", (self.words as f64 / seconds) as u64));
    }

    /// Prints a line without tearing the bar.
    pub(super) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
