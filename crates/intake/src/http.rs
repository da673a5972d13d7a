//! An HTTP response as crawls keep it. In: its bytes. Out: headers and the body with its codings undone.

use std::io::Read;

/// A response.
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Media type in small letters, without parameters.
    pub(crate) kind: String,
    pub(crate) charset: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// Reads a response; the body may unfold to at most `limit` bytes.
pub(crate) fn read(bytes: &[u8], limit: usize) -> Result<Response, String> {
    let (head, body_at) = split_head(bytes).ok_or("no end of the HTTP headers")?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).filter(|_| first.starts_with("HTTP/"));
    let status =
        status.ok_or_else(|| format!("`{}` where an HTTP status was expected", first.chars().take(40).collect::<String>()))?;
    let header = |name: &str| {
        head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let kind = header("content-type").unwrap_or_default();
    let charset = kind.to_ascii_lowercase().split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let mut body = bytes[body_at..].to_vec();
    if header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked")) {
        // Some crawlers undo the chunks but keep the header: what is no chunk is the body itself.
        if let Some(whole) = dechunk(&body) {
            body = whole;
        }
    }
    for coding in header("content-encoding").unwrap_or_default().to_ascii_lowercase().split(',').rev() {
        body = match coding.trim() {
            "" | "identity" | "none" => body,
            "gzip" | "x-gzip" => match unpack(flate2::read::MultiGzDecoder::new(body.as_slice()), limit) {
                Ok(plain) => plain,
                // The same crawlers leave `gzip` on plain bodies.
                Err(_) if !body.starts_with(&[0x1f, 0x8b]) => body,
                Err(error) => return Err(format!("the gzip coding of the body is damaged: {error}")),
            },
            "deflate" => {
                let zlib = unpack(flate2::read::ZlibDecoder::new(body.as_slice()), limit);
                zlib.or_else(|_| unpack(flate2::read::DeflateDecoder::new(body.as_slice()), limit))
                    .map_err(|error| format!("the deflate coding of the body is damaged: {error}"))?
            }
            "zstd" => {
                let decoder = zstd::stream::read::Decoder::new(body.as_slice()).map_err(|e| e.to_string())?;
                unpack(decoder, limit).map_err(|error| format!("the zstd coding of the body is damaged: {error}"))?
            }
            other => return Err(format!("the body is coded as `{other}`, which is not read")),
        };
    }
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Ok(Response { status, kind, charset, body })
}

/// The head and where the body starts.
pub(crate) fn split_head(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let mut at = 0;
    loop {
        let end = at + bytes[at..].iter().position(|b| *b == b'\n')?;
        if bytes[at..end].trim_ascii().is_empty() {
            return Some((&bytes[..at], end + 1));
        }
        at = end + 1;
    }
}

fn unpack(reader: impl Read, limit: usize) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut out)?;
    if out.len() > limit { Err(std::io::Error::other(format!("it unfolds to more than {limit} bytes"))) } else { Ok(out) }
}

/// Undoes chunks; `None` if the body does not begin with one. What comes before a damaged chunk is kept.
pub(crate) fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let line = rest.iter().take(32).position(|b| *b == b'\n').map(|end| &rest[..end]);
        let size = line.and_then(|line| {
            let text = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
            usize::from_str_radix(text, 16).ok().filter(|_| text.len() <= 8)
        });
        let (Some(line), Some(size)) = (line, size) else {
            if out.is_empty() {
                return None;
            }
            out.extend_from_slice(rest);
            return Some(out);
        };
        rest = &rest[line.len() + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = &rest[size.min(rest.len())..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks() {
        assert_eq!(dechunk(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").unwrap(), b"abcde");
        assert_eq!(dechunk(b"<html>"), None);
        assert_eq!(dechunk(b"3\r\nab").unwrap(), b"ab");
        assert_eq!(dechunk(b"3\r\nabc\r\nzz").unwrap(), b"abczz");
    }

    #[test]
    fn responses() {
        let whole = read(b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"x\"\r\n\r\nbody", 100).unwrap();
        assert_eq!(
            (whole.status, whole.kind.as_str(), whole.charset.as_deref(), whole.body.as_slice()),
            (200, "text/html", Some("x"), &b"body"[..])
        );
        assert!(read(b"GET / HTTP/1.1\r\n\r\n", 100).is_err());
        assert!(read(b"HTTP/1.1 200 OK\r\n", 100).is_err());
    }
}
