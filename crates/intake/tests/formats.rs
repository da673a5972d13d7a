//! Every format through the public door, on small files of our own.

use std::io::Write;

use dateline_intake::{Options, PassedOverWhy, Signal, Warning};
use record::PartKind;

mod common;
use common::{Got, get, get_with, one, parts};

const BODY: &str = "The envoy of the inland republic arrived on Monday for talks about the river, his office said.";
const NEXT: &str = "He is to leave on Friday after a visit to the shipyard, the office said.";

fn kinds(got: &Got) -> (usize, usize, usize) {
    (got.stories.len(), got.passed.len(), got.rejected.len())
}

fn paragraphs(incoming: &dateline_intake::Incoming) -> Vec<String> {
    parts(incoming).into_iter().filter(|(kind, _)| *kind == PartKind::Paragraph).map(|(_, text)| text).collect()
}

// ---- tables -----------------------------------------------------------------------------------------------------

#[test]
fn comma_separated() {
    let table = format!(
        "ID,Date,Title,Text\n1,2024-03-04,Envoy arrives,\"{BODY}\n\n{NEXT}\"\n2,2024-03-05,\"Envoy, again\",\"LIMA - {BODY}\"\n3,x,y,z,too many\n"
    );
    let got = get(table);
    assert_eq!(kinds(&got), (2, 0, 1));
    assert_eq!(got.stories[0].story.id, "1");
    assert_eq!(got.stories[0].story.published.as_deref(), Some("2024-03-04"));
    assert_eq!(paragraphs(&got.stories[0]), [BODY, NEXT]);
    assert_eq!(got.stories[1].story.headline.as_deref(), Some("Envoy, again"));
    assert!(got.rejected[0].to_string().contains("row of 5 fields under a header of 4"), "{}", got.rejected[0]);
}

#[test]
fn tab_separated_and_not_utf8() {
    let mut table = b"id\theadline\tbody\n1\tEnvoy in Z\xfcrich\t".to_vec();
    table.extend_from_slice(BODY.as_bytes());
    let incoming = one(table);
    assert_eq!(incoming.story.headline.as_deref(), Some("Envoy in Zürich"));
    assert!(incoming.warnings.contains(&Warning::Encoding("windows-1252".into())));
}

#[test]
fn an_open_quote_does_not_swallow_the_memory() {
    let options = Options { max_story_bytes: 1000, ..Options::default() };
    let table = format!("id,text\n1,\"{}", "words and words ".repeat(20_000));
    assert_eq!(kinds(&get_with(table.as_bytes(), &options)), (0, 0, 1));
}

#[test]
fn parquet() {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message stories { required binary id (UTF8); required binary published (UTF8); required binary text (UTF8); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, std::sync::Arc::new(WriterProperties::default())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in [["1", "2"], ["2024-03-04", "2024-03-05"], [BODY, NEXT]] {
        let mut open = group.next_column().unwrap().unwrap();
        let values: Vec<ByteArray> = column.iter().map(|v| ByteArray::from(*v)).collect();
        open.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
        open.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let got = get(&bytes);
    assert_eq!(kinds(&got), (2, 0, 0));
    assert_eq!(got.stories[1].story.published.as_deref(), Some("2024-03-05"));
    assert_eq!(got.stories[1].story.text, NEXT);
    assert_eq!(kinds(&get(&bytes[..bytes.len() / 2])), (0, 0, 1));
}

// ---- JSON of the trade ------------------------------------------------------------------------------------------

#[test]
fn ninjs() {
    let item = serde_json::json!({
        "uri": "urn:example:1", "type": "text", "version": "2", "versioncreated": "2024-03-04T10:00:00+01:00", "pubstatus": "usable",
        "language": "en-GB", "headline": "Envoy arrives", "byline": "Jane Doe", "slugline": "river-talks", "urgency": 4,
        "copyrightnotice": "(c) Herald", "subject": [{"name": "river"}], "place": [{"name": "Lima"}],
        "body_xhtml": format!("<p>{BODY}</p><figure><figcaption>The harbour</figcaption></figure><p>{NEXT}</p>"),
    });
    let incoming = one(item.to_string());
    assert_eq!(incoming.story.id, "urn:example:1");
    assert_eq!(incoming.story.language, "en-GB");
    assert_eq!(incoming.story.published.as_deref(), Some("2024-03-04T10:00:00+01:00"));
    assert_eq!(paragraphs(&incoming), [BODY, NEXT]);
    assert_eq!((incoming.version.as_deref(), incoming.slug.as_deref()), (Some("2"), Some("river-talks")));
    assert_eq!(incoming.subjects, ["river"]);
    assert_eq!(incoming.copyright.as_deref(), Some("(c) Herald"));
}

#[test]
fn ninjs_of_version_three() {
    let item = serde_json::json!({
        "standard": {"name": "ninjs", "version": "3.0"}, "uri": "urn:example:2", "type": "text",
        "headlines": [{"role": "short", "value": "Envoy"}, {"role": "main", "value": "Envoy arrives"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": format!("{BODY}\n\n{NEXT}")}],
    });
    let incoming = one(item.to_string());
    assert_eq!(incoming.story.headline.as_deref(), Some("Envoy arrives"));
    assert_eq!(paragraphs(&incoming), [BODY, NEXT]);
}

#[test]
fn what_breaks_ninjs_is_refused() {
    for (item, reason) in [
        (serde_json::json!({"uri": "x", "type": "poem"}), "`type` is \"poem\", where one of text"),
        (serde_json::json!({"uri": "x", "urgency": 11}), "a whole number from 1 to 9"),
        (serde_json::json!({"uri": "x", "headline": 42}), "a string was expected"),
        (serde_json::json!({"uri": "x", "odd": "y"}), "`odd` is no property of ninjs"),
        (serde_json::json!({"uri": "x", "associations": [{"uri": "y"}]}), "in `associations` without `name`"),
        (serde_json::json!({"uri": "x", "eventDetails": {"dates": {"expectedStartDate": "in spring"}}}), "after ISO 8601"),
    ] {
        let got = get(item.to_string());
        assert_eq!(kinds(&got), (0, 0, 1), "{item}");
        assert!(got.rejected[0].problem.contains(reason), "{}", got.rejected[0]);
    }
    let own = serde_json::json!({"uri": "x", "headline": "Envoy arrives", "body_text": BODY, "house_code": "7"}).to_string();
    assert_eq!(kinds(&get(&own)), (0, 0, 1));
    assert_eq!(kinds(&get_with(own.as_bytes(), &Options { lenient: true, ..Options::default() })), (1, 0, 0));
}

#[test]
fn ninjs_without_text_is_passed_over() {
    let got = get(serde_json::json!({"uri": "x", "type": "picture", "headline": "The harbour"}).to_string());
    assert_eq!(kinds(&got), (0, 1, 0));
    let killed = one(serde_json::json!({"uri": "x", "pubstatus": "canceled"}).to_string());
    assert_eq!(killed.signal, Signal::Withdraw);
}

// ---- XML of the trade -------------------------------------------------------------------------------------------

fn news_item(content: &str, extra: &str) -> String {
    format!(
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:example:3' version='3' standard='NewsML-G2' standardversion='2.30' \
         xml:lang='en-US'><catalogRef href='http://example.org/catalog.xml'/><rightsInfo><copyrightNotice>(c) Herald</copyrightNotice>\
         </rightsInfo><itemMeta><itemClass qcode='ninat:text'/><provider literal='Herald'/>\
         <versionCreated>2024-03-04T10:00:00Z</versionCreated>{extra}</itemMeta><contentMeta><slugline>river-talks</slugline>\
         <headline>Envoy arrives</headline><subject qcode='medtop:1'><name>river</name></subject></contentMeta>\
         <contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn newsml_g2() {
    let html = format!(
        "<inlineXML contenttype='application/xhtml+xml'><html><head><title>x</title></head><body><p>{BODY}</p><p>{NEXT}</p></body></html></inlineXML>"
    );
    let incoming = one(news_item(&html, "<pubStatus qcode='stat:usable'/><signal qcode='sig:correction'/>"));
    assert_eq!(incoming.story.id, "urn:example:3");
    assert_eq!(incoming.story.source.as_deref(), Some("Herald"));
    assert_eq!(paragraphs(&incoming), [BODY, NEXT]);
    assert_eq!((incoming.signal, incoming.version.as_deref()), (Signal::Correct, Some("3")));
    assert_eq!(incoming.copyright.as_deref(), Some("(c) Herald"));

    let nitf = format!(
        "<inlineXML><nitf><body><body.head><dateline>LIMA, March 4 -</dateline></body.head><body.content><p>{BODY}</p></body.content></body></nitf></inlineXML>"
    );
    let incoming = one(news_item(&nitf, ""));
    assert_eq!(incoming.story.dateline.unwrap().text, "LIMA");

    let message = format!("<newsMessage><itemSet>{}{}</itemSet></newsMessage>", news_item(&html, ""), news_item("", ""));
    assert_eq!(kinds(&get(message)), (1, 1, 0));
    let killed = one(news_item("", "<pubStatus qcode='stat:canceled'/>"));
    assert_eq!(killed.signal, Signal::Withdraw);
}

#[test]
fn what_breaks_newsml_g2_is_refused() {
    let whole = news_item("", "");
    for (broken, reason) in [
        (
            whole.replace("<catalogRef href='http://example.org/catalog.xml'/>", "").replace("2.30", "2.20"),
            "without `catalogRef`",
        ),
        (whole.replace(" guid='urn:example:3'", ""), "without the attribute `guid`"),
        (whole.replace("<provider literal='Herald'/>", ""), "without `provider`"),
        (whole.replace("</newsItem>", ""), "ends inside of"),
    ] {
        let got = get(&broken);
        assert_eq!(kinds(&got), (0, 0, 1), "{broken}");
        assert!(got.rejected[0].problem.contains(reason), "{}", got.rejected[0]);
    }
}

#[test]
fn nitf() {
    let incoming = one(format!(
        "<?xml version='1.0' encoding='iso-8859-1'?><nitf><head><title>t</title><docdata><doc-id id-string='n1'/><date.issue norm='20240304T100000Z'/>\
         <doc.copyright year='2024' holder='Herald'/><key-list><keyword key='river'/></key-list></docdata></head><body><body.head><hedline>\
         <hl1>Envoy arrives</hl1></hedline><byline>By Jane Doe</byline><dateline><location>LIMA, Peru</location> (AP) -</dateline></body.head>\
         <body.content><p>{BODY}</p><media><media-caption>The harbour</media-caption></media><p>{NEXT}</p></body.content>\
         <body.end><tagline>end</tagline></body.end></body></nitf>"
    ));
    assert_eq!(incoming.story.id, "n1");
    assert_eq!(incoming.story.published.as_deref(), Some("2024-03-04T10:00:00Z"));
    assert_eq!(incoming.story.byline.as_deref(), Some("By Jane Doe"));
    assert_eq!(incoming.story.dateline.as_ref().unwrap().text, "LIMA, Peru");
    assert_eq!(
        parts(&incoming)[1..],
        [
            (PartKind::Dateline, "LIMA, Peru (AP) -".to_owned()),
            (PartKind::Paragraph, BODY.to_owned()),
            (PartKind::Paragraph, NEXT.to_owned())
        ]
    );
    assert_eq!(incoming.copyright.as_deref(), Some("2024 Herald"));
}

#[test]
fn newsml_1() {
    let incoming = one(format!(
        "<?xml version='1.0'?><NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>herald.example</ProviderId><DateId>20240304</DateId>\
         <NewsItemId>7</NewsItemId><RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:7</PublicIdentifier></NewsIdentifier></Identification>\
         <NewsManagement><FirstCreated>20240304T100000Z</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Envoy arrives</HeadLine>\
         <ByLine>Jane Doe</ByLine><DateLine>LIMA, March 4</DateLine></NewsLines><DescriptiveMetadata><Language FormalName='en'/></DescriptiveMetadata>\
         <ContentItem><MediaType FormalName='Text'/><DataContent><p>{BODY}</p><p>{NEXT}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ));
    assert_eq!(incoming.story.id, "urn:newsml:7");
    assert_eq!(incoming.version.as_deref(), Some("2"));
    assert_eq!(incoming.story.dateline.as_ref().unwrap().text, "LIMA");
    assert_eq!(paragraphs(&incoming), [BODY, NEXT]);
}

#[test]
fn hostile_xml() {
    let deep = format!("<nitf>{}", "<p>".repeat(100_000));
    assert_eq!(kinds(&get(deep)), (0, 0, 1));
    let laughs = format!(
        "<!DOCTYPE nitf [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><nitf><body><body.content><p>{BODY} &b;</p></body.content></body></nitf>"
    );
    assert!(one(laughs).story.text.ends_with("&b;"));
}

// ---- wires and mail ---------------------------------------------------------------------------------------------

#[test]
fn anpa() {
    let message = format!(
        "\x16\x16\x01f0704\x1freute\nu f BC-RIVER-TALKS   03-04 0105\n\x02^BC-River Talks, 1st Ld-Writethru,0105<\n^Envoy arrives for talks<\n\
         ^By JANE DOE=\n   LIMA, Peru (AP) _ {BODY}\n   {NEXT}\n   AP-NY-03-04-24 1430EST\n\x03\x04"
    );
    let got = get(message.repeat(2));
    assert_eq!(kinds(&got), (2, 0, 0), "{:?}", got.rejected);
    let incoming = &got.stories[0];
    assert_eq!(incoming.story.headline.as_deref(), Some("Envoy arrives for talks"));
    assert_eq!(incoming.story.byline.as_deref(), Some("By JANE DOE"));
    assert_eq!(incoming.story.dateline.as_ref().unwrap().text, "LIMA, Peru");
    assert_eq!(incoming.story.published.as_deref(), Some("2024-03-04T14:30:00-05:00"));
    assert_eq!(paragraphs(incoming), [BODY, NEXT]);
    assert_eq!((incoming.signal, incoming.version.as_deref()), (Signal::Update, Some("1st Ld-Writethru")));
}

#[test]
fn iptc_7901() {
    let message = format!(
        "\x01HER0123 4 POL 250 river talks\r\n\x02Envoy arrives for talks\r\n\r\nLIMA, March 4 (HER) - {BODY}\r\n\r\n{NEXT}\r\n\x03041530 GMT mar 24\r\n\x04"
    );
    let incoming = one(&message);
    assert_eq!(incoming.story.id, "HER0123:2024-03-04T15:30:00Z");
    assert_eq!(incoming.story.source.as_deref(), Some("HER"));
    assert_eq!(incoming.story.headline.as_deref(), Some("Envoy arrives for talks"));
    assert_eq!(incoming.story.dateline.as_ref().unwrap().text, "LIMA");
    assert_eq!(paragraphs(&incoming), [BODY, NEXT]);
    let cut = &message.as_bytes()[..message.len() - 40];
    let got = get([message.as_bytes(), cut].concat());
    assert_eq!(kinds(&got), (1, 0, 1));
}

#[test]
fn mail() {
    let message = format!(
        "From: Jane Doe <jane@herald.example>\r\nTo: desk@example.org\r\nSubject: Envoy arrives\r\nDate: Mon, 04 Mar 2024 10:00:00 +0100\r\n\
         Message-ID: <m1@herald.example>\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         The envoy of Z=FCrich arrived on Monday for talks, his office said.\r\n\r\n{NEXT}\r\n\r\n-- \r\nJane Doe\r\n"
    );
    let incoming = one(&message);
    assert_eq!(incoming.story.id, "m1@herald.example");
    assert_eq!(incoming.story.headline.as_deref(), Some("Envoy arrives"));
    assert_eq!(incoming.story.published.as_deref(), Some("2024-03-04T10:00:00+01:00"));
    assert_eq!(incoming.story.source.as_deref(), Some("herald.example"));
    assert_eq!(paragraphs(&incoming), ["The envoy of Zürich arrived on Monday for talks, his office said.", NEXT]);

    let boxed = format!(
        "From jane@herald.example Mon Mar  4 10:00:00 2024\n{message}\n>From here on\n\nFrom x Mon Mar  4 10:00:00 2024\n{message}"
    );
    assert_eq!(kinds(&get(boxed)), (2, 0, 0));
}

// ---- crawls -----------------------------------------------------------------------------------------------------

fn page() -> String {
    format!("<html><head><title>Envoy arrives</title></head><body><p>{BODY}</p><p>{NEXT}</p></body></html>")
}

fn warc(headers: &str, block: &str) -> Vec<u8> {
    format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\nContent-Type: application/http\r\n{headers}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()).into_bytes()
}

fn good_record() -> Vec<u8> {
    warc("", &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page()))
}

#[test]
fn crawls() {
    let page = page();
    let chunked = warc(
        "",
        &format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
            page.len()
        ),
    );
    let digest = warc(
        "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
        &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"),
    );
    let request = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nGET\r\n\r\n".to_vec();
    let cut = good_record()[..200].to_vec();
    let got = get([good_record(), chunked, digest, request, good_record(), cut].concat());
    assert_eq!(kinds(&got), (3, 1, 2), "{:?}", got.rejected);
    assert!(got.rejected[0].problem.contains("digest"), "{}", got.rejected[0]);
    assert!(got.rejected[1].problem.contains("cut off"), "{}", got.rejected[1]);
    assert_eq!(got.stories[1].story.text, got.stories[0].story.text);
    assert_eq!(got.stories[0].story.url.as_deref(), Some("http://example.org/a"));
    assert_eq!(paragraphs(&got.stories[0]), [BODY, NEXT]);
}

#[test]
fn a_damaged_gzip_member_costs_one_record() {
    let mut damaged = gzip(&good_record());
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    damaged[middle + 1] ^= 0xff;
    let got = get([gzip(&good_record()), damaged, gzip(&good_record())].concat());
    assert_eq!((got.stories.len(), got.rejected.is_empty()), (2, false), "{:?}", got.rejected);
}

#[test]
fn old_crawls() {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page());
    let version = "1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n";
    let arc = format!(
        "filedesc://x.arc 0.0.0.0 20240304100000 text/plain {}\n{version}\nhttp://example.org/a b 1.2.3.4 20240304100000 text/html {}\n{http}\n",
        version.len(),
        http.len()
    );
    let got = get(arc);
    assert_eq!(kinds(&got), (1, 1, 0), "{:?}", got.rejected);
    assert_eq!(got.stories[0].story.url.as_deref(), Some("http://example.org/a%20b"));
}

// ---- packed -----------------------------------------------------------------------------------------------------

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap();
    bytes.into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn packed_files_and_archives() {
    let story = format!("date 2024-03-04 Envoy arrives\n\nLIMA\n\n{BODY}");
    let lines = format!("{{\"id\": \"1\", \"text\": \"{BODY}\"}}\n{{\"id\": \"2\", \"text\": \"{NEXT}\"}}\n");
    let members = [("a.txt", story.as_bytes()), ("in/b", lines.as_bytes()), ("__MACOSX/a.txt", b"\0\0".as_slice())];
    for packed in [zip(&members), tar(&members), gzip(&tar(&members)), zstd::encode_all(tar(&members).as_slice(), 1).unwrap()] {
        let got = get(packed);
        assert_eq!(kinds(&got), (3, 0, 0), "{:?}", got.rejected);
        assert_eq!(got.stories[0].file, "test/a.txt");
        assert_eq!(got.stories[0].story.dateline.as_ref().unwrap().text, "LIMA");
        assert_eq!(got.stories[2].story.id, "2");
    }
}

#[test]
fn bombs_do_not_go_off() {
    let options = Options { max_unpacked_bytes: 1 << 20, ..Options::default() };
    let zeros = vec![b' '; 8 << 20];
    for packed in [gzip(&zeros), zstd::encode_all(zeros.as_slice(), 1).unwrap(), zip(&[("a", &zeros)]), gzip(&gzip(&zeros))] {
        let got = get_with(&packed, &options);
        assert_eq!(kinds(&got), (0, 0, 1));
        assert!(got.rejected[0].problem.contains("proportion"), "{}", got.rejected[0]);
    }
    let mut nested = b"{}".to_vec();
    for _ in 0..12 {
        nested = gzip(&nested);
    }
    assert!(get(nested).rejected[0].problem.contains("deep in one another"));
}

#[test]
fn a_truncated_gzip_gives_what_it_holds() {
    let lines: String =
        (0..2000).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{BODY} {n} {}\"}}\n", n * 7919 % 10007)).collect();
    let packed = gzip(lines.as_bytes());
    let got = get(&packed[..packed.len() / 2]);
    assert!(got.stories.len() > 100 && !got.rejected.is_empty());
}

// ---- any bytes --------------------------------------------------------------------------------------------------

mod any_bytes {
    use super::*;
    use proptest::prelude::*;

    /// A good file of each format, to be damaged.
    fn seeds() -> Vec<Vec<u8>> {
        let html = format!("<inlineXML><html><body><p>{BODY}</p></body></html></inlineXML>");
        vec![
            news_item(&html, "").into_bytes(),
            good_record(),
            gzip(&good_record()),
            zip(&[("a", BODY.as_bytes())]),
            tar(&[("a", BODY.as_bytes())]),
            format!("\x16\x16\x01f0704\x1freute\nu f BC-RIVER   03-04 0105\n\x02^Envoy<\n   LIMA, Peru (AP) _ {BODY}\n\x03\x04").into_bytes(),
            format!("From: a@b.c\nSubject: x\nDate: Mon, 04 Mar 2024 10:00:00 +0100\n\n{BODY}\n").into_bytes(),
            format!("id,text\n1,\"{BODY}\"\n").into_bytes(),
            serde_json::json!({"uri": "x", "headline": "Envoy", "body_html": format!("<p>{BODY}")}).to_string().into_bytes(),
            page().into_bytes(),
            b"filedesc://x 0.0.0.0 20240304100000 text/plain 3\n1 0\n\nhttp://e.org/ 1.1.1.1 20240304100000 text/html 20\nHTTP/1.1 200 OK\r\n\r\nab\n".to_vec(),
            format!("<REUTERS NEWID=\"1\"><DATE>4-MAR-1987</DATE><TEXT><TITLE>X</TITLE><DATELINE> LIMA, March 4 - </DATELINE><BODY>{BODY}</BODY></TEXT></REUTERS>").into_bytes(),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

        /// Damage anywhere gives stories with sound parts, or a named error; never a panic, never silence.
        #[test]
        fn damage_is_named(which in 0usize..12, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
            let mut bytes = seeds()[which].clone();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cuts {
                bytes.truncate(cut.index(bytes.len()) + 1);
            }
            let got = get(&bytes);
            prop_assert!(got.tally.stories + got.tally.passed_over + got.tally.other_language + got.tally.rejected > 0);
        }
    }

    #[test]
    fn seeds_are_good() {
        for seed in seeds() {
            let got = get(&seed);
            assert!(!got.stories.is_empty(), "{:?} {:?}", String::from_utf8_lossy(&seed[..seed.len().min(60)]), got.rejected);
        }
    }
}

#[test]
fn other_kinds_are_passed_over() {
    let got = get("<catalog xmlns='http://iptc.org/std/nar/2006-10-01/'><scheme alias='a' uri='http://x'/></catalog>");
    assert!(matches!(got.passed[0].why, PassedOverWhy::NotText(_)));
}
