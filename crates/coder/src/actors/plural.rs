//! English plurals of the nouns in the tables: singular in, plural out.

/// The plural of a noun or noun phrase; in "minister of state" the word before "of" is changed. None if it is one already.
pub(crate) fn plural(noun: &str) -> Option<String> {
    let head =
        [" of ", " for ", " without ", "-in-", "-at-"].iter().filter_map(|link| noun.find(link)).min().unwrap_or(noun.len());
    let (head, rest) = noun.split_at(head);
    Some(format!("{}{rest}", plural_word(head)?))
}

/// The plural of a demonym: "Iraqis", "Danes"; none for "Dutch", "Chinese", "British".
pub(crate) fn plural_demonym(word: &str) -> Option<String> {
    let fixed = ["ese", "sh", "ch", "ss", "s", "men", "man", "x", "oise", "ois", ".", "Swazi"];
    (!fixed.iter().any(|end| word.ends_with(end)) || word.ends_with("German")).then(|| format!("{word}s"))
}

fn plural_word(word: &str) -> Option<String> {
    if word.ends_with("men") || word.ends_with("people") || word.ends_with("children") || word.ends_with("police") {
        return None;
    }
    if let Some(stem) = word.strip_suffix("man")
        && !word.ends_with("human")
    {
        return Some(format!("{stem}men"));
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return Some(format!("{stem}ies"));
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        return None;
    }
    if ["ss", "us", "sh", "ch", "x", "z"].iter().any(|end| word.ends_with(end)) {
        return Some(format!("{word}es"));
    }
    Some(format!("{word}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(singular: &str, expected: Option<&str>) {
        assert_eq!(plural(singular).as_deref(), expected, "{singular}");
    }

    #[test]
    fn nouns() {
        check("minister", Some("ministers"));
        check("policeman", Some("policemen"));
        check("ministry", Some("ministries"));
        check("attorney", Some("attorneys"));
        check("minister of state", Some("ministers of state"));
        check("commander-in-chief", Some("commanders-in-chief"));
        check("congress", Some("congresses"));
        check("armed forces", None);
        check("policemen", None);
    }

    #[test]
    fn demonyms() {
        for (word, expected) in
            [("Iraqi", Some("Iraqis")), ("German", Some("Germans")), ("Dutch", None), ("Chinese", None), ("Swiss", None)]
        {
            assert_eq!(plural_demonym(word).as_deref(), expected);
        }
    }
}
