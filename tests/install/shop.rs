//! A catalogue of voices as piper-voices lays it out, and a server that can misbehave.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use md5::{Digest, Md5};
use serde_json::{Value, json};

pub(super) const VOICE: &str = "en_US-ljspeech-medium";
pub(super) const BASE: &str = "en/en_US/ljspeech/medium";
pub(super) const CARD: &str = "# Model card for ljspeech (medium)\n\n* Language: en_US\n\n## Dataset\n\n\
    * URL: https://data.example/lj\n* License: public domain\n\n## Training\n\nTrained from scratch.\n";

/// The files of a catalogue, by path.
#[derive(Clone)]
pub(super) struct Stock(BTreeMap<String, Vec<u8>>);

impl Stock {
    /// The tiny voice, published as the recommended English one.
    pub(super) fn new() -> Self {
        let voices = Path::new(env!("CARGO_MANIFEST_DIR")).join("voices/tiny");
        let read = |name: &str| std::fs::read(voices.join(name)).unwrap();
        let mut stock = Self(BTreeMap::new());
        let path = |suffix: &str| format!("{BASE}/{VOICE}{suffix}");
        stock.0.insert(path(".onnx"), read("tiny.onnx"));
        stock.0.insert(path(".onnx.json"), read("tiny.onnx.json"));
        stock.0.insert(format!("{BASE}/MODEL_CARD"), CARD.into());
        stock.list(&stock.entry());
        stock
    }

    pub(super) fn entry(&self) -> Value {
        let files = self.0.iter().filter(|(path, _)| path.starts_with("en/"));
        let files: BTreeMap<_, _> = files
            .map(|(path, bytes)| {
                let md5 = data_encoding::HEXLOWER.encode(&Md5::digest(bytes));
                let told = json!({"size_bytes": bytes.len(), "md5_digest": md5});
                (path.clone(), told)
            })
            .collect();
        json!({
            "key": VOICE, "name": "ljspeech", "quality": "medium", "num_speakers": 1,
            "language": {
                "code": "en_US", "family": "en", "region": "US", "name_native": "English",
                "name_english": "English", "country_english": "United States"
            },
            "speaker_id_map": {}, "files": files, "aliases": ["en-us-lj"],
        })
    }

    /// Offers this entry, and one more voice that is never there.
    pub(super) fn list(&mut self, entry: &Value) {
        let mut other = self.entry();
        other["language"]["code"] = "de_DE".into();
        other["aliases"] = json!([]);
        let catalogue = json!({VOICE: entry, "de_DE-thorsten-medium": other});
        self.0
            .insert("voices.json".into(), catalogue.to_string().into());
    }

    pub(super) fn with_entry(mut self, change: impl FnOnce(&mut Value)) -> Self {
        let mut entry = self.entry();
        change(&mut entry);
        self.list(&entry);
        self
    }

    pub(super) fn file(&self, suffix: &str) -> &[u8] {
        &self.0[&format!("{BASE}/{VOICE}{suffix}")]
    }

    /// Lays it all into a folder.
    pub(super) fn lay(&self, folder: &Path) {
        for (path, bytes) in &self.0 {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) range: Option<u64>,
    pub(super) if_range: Option<String>,
    /// How often this path was asked for before.
    pub(super) before: usize,
}

/// What is answered, and how it ends.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// Only so many bytes of the body are sent.
    pub(super) cut: Option<usize>,
    /// Then it is silent for so long, instead of closing.
    pub(super) stall: Duration,
}

impl Reply {
    pub(super) fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            cut: None,
            stall: Duration::ZERO,
        }
    }

    pub(super) fn cut(mut self, at: usize) -> Self {
        self.cut = Some(at);
        self
    }
}

/// A server on a port of its own, until the test's process ends.
pub(super) struct Shop {
    pub(super) address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub(super) const TAG: &str = "\"v1\"";

/// What a good server answers: ranges where the tag still is the file's.
pub(super) fn good(stock: &Stock, asked: &Asked) -> Reply {
    let Some(body) = stock.0.get(asked.path.trim_start_matches('/')) else {
        return Reply::status(404);
    };
    let mut reply = Reply::status(200);
    reply.headers.push(("ETag", TAG.into()));
    reply.headers.push(("Accept-Ranges", "bytes".into()));
    reply.body.clone_from(body);
    let same = asked.if_range.as_ref().is_none_or(|tag| tag == TAG);
    if let Some(from) = asked.range.filter(|_| same) {
        let from = usize::try_from(from).unwrap();
        let range = format!("bytes {from}-{}/{}", body.len() - 1, body.len());
        reply.status = 206;
        reply.headers.push(("Content-Range", range));
        reply.body.drain(..from);
    }
    reply
}

impl Shop {
    pub(super) fn open(stock: Stock) -> Self {
        Self::with(move |asked| good(&stock, asked))
    }

    pub(super) fn with(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (answer, heard) = (Arc::new(answer), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, heard) = (Arc::clone(&answer), Arc::clone(&heard));
                std::thread::spawn(move || {
                    let Some(asked) = listen(&stream, &heard) else {
                        return;
                    };
                    // A client that has left is its own test.
                    let _ = send(&stream, &answer(&asked));
                });
            }
        });
        Self { address, asked }
    }

    /// Everything that was asked for so far.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(super) fn asked_for_models(&self) -> Vec<Asked> {
        let mut asked = self.asked();
        asked.retain(|asked| asked.path.ends_with(".onnx"));
        asked
    }
}

fn listen(stream: &TcpStream, heard: &Mutex<Vec<Asked>>) -> Option<Asked> {
    let lines = BufReader::new(stream).lines();
    let head: Vec<String> = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let field = |name: &str| {
        head.iter().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let path = head.first()?.split(' ').nth(1)?.to_owned();
    let range = field("range").map(|range| {
        let from = range.strip_prefix("bytes=").unwrap().trim_end_matches('-');
        from.parse().unwrap()
    });
    let mut heard = heard.lock().unwrap();
    let asked = Asked {
        before: heard.iter().filter(|asked| asked.path == path).count(),
        if_range: field("if-range"),
        range,
        path,
    };
    heard.push(asked.clone());
    Some(asked)
}

fn send(mut stream: &TcpStream, reply: &Reply) -> std::io::Result<()> {
    let length = reply.body.len();
    let mut head = format!(
        "HTTP/1.1 {} X\r\nContent-Length: {length}\r\nConnection: close\r\n",
        reply.status
    );
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    stream.write_all(&reply.body[..reply.cut.unwrap_or(length).min(length)])?;
    stream.flush()?;
    std::thread::sleep(reply.stall);
    Ok(())
}

/// Where the shop's `voices.json` lies, as a file name of the platform.
pub(super) fn of_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
