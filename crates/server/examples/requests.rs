//! Readers of a server on this machine: `readers ADDRESS SECONDS READERS [PAUSE_MS]` asks as analysts do, each reader one question after another, and
//! prints how long answers took by kind of address, and every answer that was none.
//!
//! Addresses are drawn by chance from the same seed each time: half of them are among the few that many look at (the front page, the latest
//! events), the others narrow by month, country, type or words that nobody asked for before. It speaks HTTP over plain sockets, so that it
//! leaves the processors to the server.

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

/// A source of numbers; the same seed gives the same numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

const COUNTRIES: [&str; 24] = [
    "USA", "CHN", "RUS", "UKR", "FRA", "DEU", "GBR", "IND", "PAK", "IRN", "ISR", "TUR", "SYR", "IRQ", "SAU", "EGY", "NGA", "ETH",
    "KEN", "ZAF", "BRA", "MEX", "JPN", "KOR",
];
const TYPES: [&str; 8] = ["CONSULT", "AID", "ACCUSE", "THREATEN", "PROTEST", "COERCE", "ASSAULT", "AGREE"];
const WORDS: [&str; 8] = ["kalo", "loka", "renta", "mivo", "seldar", "darin", "volo", "kata"];

/// A question: the kind that it is counted under, and its address.
fn question(random: &mut Random, stories: u64) -> (&'static str, String) {
    let month = format!("{}-{:02}", 2015 + random.below(10), 1 + random.below(12));
    let filter = match random.below(5) {
        0 => format!("country={}&from={month}", random.of(&COUNTRIES)),
        1 => format!("type={}&from={month}&to={month}", random.of(&TYPES)),
        2 => format!("either={}&type={}", random.of(&COUNTRIES), random.of(&TYPES)),
        3 => format!("actor={}GOV&min_confidence=0.{}", random.of(&COUNTRIES), random.below(10)),
        _ => format!("from={month}&to={month}&status=occurred"),
    };
    match random.below(24) {
        0..=3 => ("explore, all", "/explore.json".into()),
        4..=5 => ("events, latest", "/events.json".into()),
        6 => ("pictures, all", format!("/{}.json", random.of(&["timeline", "places", "network", "dyads"]))),
        7 => ("data", "/data.json".into()),
        8 => ("page of explore", "/explore".into()),
        9..=10 => ("explore, filtered", format!("/explore.json?{filter}")),
        11..=12 => ("events, filtered", format!("/events.json?{filter}")),
        13 => ("timeline, filtered", format!("/timeline.json?{filter}")),
        14 => ("places, filtered", format!("/places.json?{filter}")),
        15 => ("network, filtered", format!("/network.json?{filter}")),
        16 => ("dyads, filtered", format!("/dyads.json?{filter}")),
        17..=19 => ("story", format!("/story/{}.json", 1 + random.below(stories))),
        20 => ("page of a story", format!("/story/{}", 1 + random.below(stories))),
        21 => ("stories", format!("/stories.json?from={month}&to={month}")),
        22 => ("search", format!("/search.json?text={}+{}", random.of(&WORDS), random.of(&WORDS))),
        _ => ("episodes", format!("/episodes.json?from={month}")),
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [address, seconds, readers, pause @ ..] = &arguments[..] else {
        panic!("usage: readers ADDRESS:PORT SECONDS READERS [PAUSE_MS]")
    };
    let host: std::net::SocketAddr = address.parse().expect("an address and port, as 127.0.0.1:8710");
    assert!(host.ip().is_loopback(), "only a server on this machine is loaded");
    let seconds: u64 = seconds.parse().expect("seconds");
    assert!(seconds <= 600, "ten minutes at most");
    let readers: u64 = readers.parse().expect("a number of readers");
    let pause = Duration::from_millis(pause.first().map_or(0, |pause| pause.parse().expect("milliseconds")));
    let stories = stories(address);
    let times: Mutex<BTreeMap<&'static str, Vec<f64>>> = Mutex::default();
    let failures: Mutex<BTreeMap<String, u64>> = Mutex::default();
    let end = Instant::now() + Duration::from_secs(seconds);
    thread::scope(|scope| {
        for reader in 0..readers {
            let (times, failures) = (&times, &failures);
            scope.spawn(move || {
                let mut random = Random((reader + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
                let mut connection = None;
                let mut own: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
                while Instant::now() < end {
                    let (kind, path) = question(&mut random, stories);
                    let started = Instant::now();
                    match ask(&mut connection, address, &path) {
                        Ok(200) => own.entry(kind).or_default().push(started.elapsed().as_secs_f64() * 1e3),
                        Ok(status) => *failures.lock().unwrap().entry(format!("{status} {path}")).or_default() += 1,
                        Err(error) => {
                            connection = None;
                            *failures.lock().unwrap().entry(format!("{error} {path}")).or_default() += 1;
                        }
                    }
                    thread::sleep(pause);
                }
                let mut times = times.lock().unwrap();
                own.into_iter().for_each(|(kind, mut own)| times.entry(kind).or_default().append(&mut own));
            });
        }
    });
    let mut times = times.into_inner().unwrap();
    let all: Vec<f64> = times.values().flatten().copied().collect();
    println!("| address | answers | p50 (ms) | p95 (ms) | p99 (ms) |\n| --- | --- | --- | --- | --- |");
    times.iter_mut().for_each(|(kind, times)| row(kind, times));
    row("all", &mut all.clone());
    let failures = failures.into_inner().unwrap();
    println!("\n{} answers a second; {} failures", all.len() as u64 / seconds, failures.values().sum::<u64>());
    failures.iter().take(20).for_each(|(what, number)| println!("{number} × {what}"));
    std::process::exit(i32::from(!failures.is_empty()));
}

fn row(kind: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("| {kind} | {} | {:.1} | {:.1} | {:.1} |", times.len(), at(0.5), at(0.95), at(0.99));
}

/// The key of the last story.
fn stories(address: &str) -> u64 {
    let mut connection = TcpStream::connect(address).expect("the server listens");
    write!(connection, "GET /data.json?step=year HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").expect("a request");
    let mut text = String::new();
    connection.read_to_string(&mut text).expect("an answer");
    let after = text.split_once("\"versions\":").unwrap_or_else(|| panic!("no number of stories: {text}")).1;
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
}

/// Asks and reads the whole answer; gives its status.
fn ask(connection: &mut Option<BufReader<TcpStream>>, address: &str, path: &str) -> std::io::Result<u16> {
    let stream = match connection {
        Some(stream) => stream,
        None => {
            let stream = TcpStream::connect(address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_secs(30)))?;
            connection.insert(BufReader::with_capacity(64 << 10, stream))
        }
    };
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: gzip\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let other = || std::io::Error::other("no HTTP answer");
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(other)?;
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| other())?;
        }
    }
    let mut rest = length;
    while rest > 0 {
        let read = stream.fill_buf()?.len().min(rest);
        if read == 0 {
            return Err(other());
        }
        stream.consume(read);
        rest -= read;
    }
    Ok(status)
}
