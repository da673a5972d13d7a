//! Files that pages load: built into the program, named by their content so that browsers may keep them for ever.
//!
//! `assets/` and its list are made by `web/build.mjs` from `web/src`.

use std::sync::{Arc, LazyLock};

use crate::cache::Kept;

/// A file that pages load.
pub(crate) struct Asset {
    /// Its name in the source: `pages.css`.
    pub(crate) name: &'static str,
    /// Where pages load it from: `/assets/pages.0123456789abcdef.css`.
    pub(crate) address: String,
    pub(crate) content_type: &'static str,
    pub(crate) body: Arc<Kept>,
}

/// What is built in. A file of `assets/` that is not listed here is not served.
const FILES: &[(&str, &[u8])] = include!("../assets/list.rs");

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| FILES.iter().map(|(name, bytes)| asset(name, bytes)).collect());

fn asset(name: &'static str, bytes: &'static [u8]) -> Asset {
    let (stem, ending) = name.rsplit_once('.').expect("an asset has an ending");
    let content_type = match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        other => panic!("assets end in css, js, svg, json or txt, not in {other}"),
    };
    // Parts of the script name each other, by names that hold their hash already.
    if stem.starts_with("chunk-") {
        return Asset { name, address: format!("/assets/{name}"), content_type, body: Kept::new(bytes.to_vec()) };
    }
    // FNV-1a: it tells builds apart, and nobody is kept out by it.
    let hash =
        bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    Asset { name, address: format!("/assets/{stem}.{hash:016x}.{ending}"), content_type, body: Kept::new(bytes.to_vec()) }
}

/// Where a page loads a file of `assets/` from.
pub(crate) fn address(name: &str) -> &'static str {
    &ASSETS.iter().find(|asset| asset.name == name).unwrap_or_else(|| panic!("no asset {name}")).address
}

/// The file at an address.
pub(crate) fn at(address: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.address == address)
}
