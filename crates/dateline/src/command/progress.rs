//! A line on standard error that says how far a long run has come; only on a terminal.

use std::{io::IsTerminal, time::Duration};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts stories and words. Silent where standard error is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    words: u64,
    left: String,
}

impl Progress {
    pub(super) fn new() -> Self {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr_with_hz(4) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{spinner} {human_pos} stories, {per_sec}, {msg}  {elapsed}");
        bar.set_style(style.expect("the template is a constant"));
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar, words: 0, left: String::new() }
    }

    /// One more story of so many words.
    pub(super) fn story(&mut self, words: usize) {
        self.words += words as u64;
        self.bar.inc(1);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} words/s{}", (self.words as f64 / seconds) as u64, self.left));
    }

    /// The share of the input that is done: tells how much time is left.
    pub(super) fn done(&mut self, share: f64) {
        let left = self.bar.elapsed().as_secs_f64() * (1.0 / share.clamp(0.001, 1.0) - 1.0);
        self.left = format!(", about {} left", HumanDuration(Duration::from_secs(left as u64)));
    }

    /// Prints a line without tearing the bar.
    pub(super) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
