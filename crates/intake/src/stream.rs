//! Reading with a bound: whole inputs and single lines, so that no input can fill the memory.

use std::io::{self, BufRead, Read};

/// Result of [`read_all`].
pub(crate) enum ReadAll {
    Bytes(Vec<u8>),
    TooLong,
    Failed(io::Error),
}

/// Reads to the end, at most `limit` bytes.
pub(crate) fn read_all(reader: &mut dyn BufRead, limit: usize) -> ReadAll {
    let mut bytes = Vec::new();
    match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > limit => ReadAll::TooLong,
        Ok(_) => ReadAll::Bytes(bytes),
        Err(error) => ReadAll::Failed(error),
    }
}

/// Result of [`next_line`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// `buffer` holds the line without its end.
    Whole,
    /// The line was longer than the limit and was skipped; `buffer` holds its start.
    TooLong,
    End,
}

/// Reads one line of at most `limit` bytes into `buffer`; the rest of a longer line is skipped without keeping it.
pub(crate) fn next_line(reader: &mut dyn BufRead, limit: usize, buffer: &mut Vec<u8>) -> io::Result<Line> {
    buffer.clear();
    let mut any = false;
    let mut too_long = false;
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(match (any, too_long) {
                (false, _) => Line::End,
                (true, true) => Line::TooLong,
                (true, false) => Line::Whole,
            });
        }
        any = true;
        let newline = chunk.iter().position(|b| *b == b'\n');
        let piece = &chunk[..newline.unwrap_or(chunk.len())];
        let room = limit.saturating_sub(buffer.len());
        too_long |= piece.len() > room;
        buffer.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = newline.map_or(chunk.len(), |at| at + 1);
        reader.consume(used);
        if newline.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_skipped_whole() {
        let mut reader: &[u8] = b"one\ntwo two two\n\nthree";
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        loop {
            match next_line(&mut reader, 5, &mut buffer).unwrap() {
                Line::End => break,
                kind => seen.push((kind, String::from_utf8(buffer.clone()).unwrap())),
            }
        }
        let expected = [(Line::Whole, "one"), (Line::TooLong, "two t"), (Line::Whole, ""), (Line::Whole, "three")]
            .map(|(k, s)| (k, s.to_owned()));
        assert_eq!(seen, expected);
    }
}
