//! The rules of a site's `robots.txt`, after RFC 9309.
//!
//! In: the file's text and our name. Out: whether a path may be asked for, and the delay the site wants between requests.

use std::time::Duration;

/// Bytes that are read; RFC 9309 asks for at least 500 KiB.
pub(crate) const MAX_LENGTH: usize = 512 * 1024;
/// Longest delay that a site can ask for.
const MAX_DELAY: Duration = Duration::from_secs(60);

/// The rules that hold for us.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Robots {
    /// Pattern, and whether it allows.
    rules: Vec<(String, bool)>,
    /// The site's wish.
    pub(crate) delay: Option<Duration>,
}

impl Robots {
    /// Rules that forbid all: what RFC 9309 asks for while a site's file cannot be reached.
    pub(crate) fn forbid_all() -> Self {
        Self { rules: vec![("/".to_owned(), false)], delay: None }
    }

    /// Takes the groups that name `agent` (its product word), else those for all.
    pub(crate) fn parse(text: &str, agent: &str) -> Self {
        let (mut own, mut general) = (Self::default(), Self::default());
        let (mut for_us, mut for_all, mut named) = (false, false, false);
        let mut in_agents = false;
        for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !in_agents {
                    (for_us, for_all) = (false, false);
                }
                in_agents = true;
                let product = value.split(['/', ' ']).next().unwrap_or_default();
                for_all |= product == "*";
                for_us |= product.eq_ignore_ascii_case(agent);
                named |= for_us;
                continue;
            }
            in_agents = false;
            for (applies, group) in [(for_us, &mut own), (for_all, &mut general)] {
                if !applies {
                    continue;
                }
                match key.as_str() {
                    "allow" | "disallow" if !value.is_empty() => group.rules.push((value.to_owned(), key == "allow")),
                    "crawl-delay" => {
                        group.delay = value
                            .parse::<f64>()
                            .ok()
                            .filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
                            .map(|seconds| Duration::from_secs_f64(seconds.min(MAX_DELAY.as_secs_f64())));
                    }
                    _ => {}
                }
            }
        }
        if named { own } else { general }
    }

    /// The longest rule that matches decides; allow wins between equals; without a rule all is allowed.
    pub(crate) fn allows(&self, path: &str) -> bool {
        let matching = self.rules.iter().filter(|(pattern, _)| matches(pattern, path));
        matching.max_by_key(|(pattern, allow)| (pattern.len(), *allow)).is_none_or(|(_, allow)| *allow)
    }
}

/// `*` stands for any characters, `$` at the end for the end of the path. Time is linear in the path for each `*`.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last_open = false;
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        last_open = part.is_empty();
        if anchored && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !anchored || rest.is_empty() || last_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        for (text, path, expected) in [
            ("", "/a", true),
            ("User-agent: *\nDisallow: /private", "/private/a", false),
            ("User-agent: *\nDisallow: /private", "/public", true),
            ("User-agent: *\nDisallow:", "/a", true),
            ("User-agent: other\nDisallow: /", "/a", true),
            ("User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nAllow: /", "/a", true),
            ("User-agent: other\nUser-agent: dateline/1.0\nDisallow: /x", "/x", false),
            ("user-agent: *\ndisallow: /a # all\nallow: /a/b", "/a/b/c", true),
            ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true),
            ("User-agent: *\nDisallow: /a*c", "/abbbc/d", false),
            ("User-agent: *\rDisallow: /a\r", "/a", false),
            ("\u{FEFF}User-agent: *\nDisallow: /", "/", false),
            ("nonsense\n:::\nDisallow: /", "/", true),
        ] {
            assert_eq!(Robots::parse(text, "dateline").allows(path), expected, "{text:?} {path}");
        }
        let delay = Robots::parse("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", "dateline").delay;
        assert_eq!(delay, Some(Duration::from_millis(2500)));
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: 1e300", "dateline").delay, Some(MAX_DELAY));
        assert!(!Robots::forbid_all().allows("/a"));
    }
}
