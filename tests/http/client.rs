//! What a client does: asks, reads at its own pace, and leaves.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request, Response};

use super::server::Server;

/// An answer that takes longer never comes.
const PATIENCE: Duration = Duration::from_secs(30);

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        // Every request is a listener of its own.
        .max_idle_connections(0)
        .max_redirects(0)
        .build()
        .new_agent()
});

/// A whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        header(&self.headers, name)
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.text()))
    }

    /// The stable code of an error, in whichever of the two shapes.
    pub(super) fn code(&self) -> String {
        let json = self.json();
        let code = json.get("code").or_else(|| json["error"].get("code"));
        code.and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// One JSON value a line.
    pub(super) fn lines(&self) -> Vec<Value> {
        let lines = self.text().lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The samples of an audio file in the body.
    pub(super) fn samples(&self) -> usize {
        samples(&self.body)
    }
}

pub(super) fn samples(file: &[u8]) -> usize {
    let sound = aloud::audio::decode(file.to_vec(), None).unwrap();
    sound.samples.len() / sound.channels
}

pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// An answer that is still being read.
pub(super) struct Stream {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Box<dyn Read + Send>,
}

impl Stream {
    /// Exactly so many bytes more.
    pub(super) fn read(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.body.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// What is left, up to an orderly end.
    pub(super) fn rest(mut self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.body.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// What a posted passage was answered with.
pub(super) struct Posted(pub(super) Value);

impl Posted {
    /// The address at this JSON pointer.
    pub(super) fn url(&self, pointer: &str) -> String {
        let url = self.0.pointer(pointer).and_then(Value::as_str);
        url.unwrap_or_else(|| panic!("{pointer} in {}", self.0))
            .to_owned()
    }

    pub(super) fn id(&self) -> String {
        self.url("/id")
    }

    pub(super) fn segments(&self) -> &Vec<Value> {
        self.0["segments"].as_array().unwrap()
    }
}

impl Server {
    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub(super) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers, b"")
    }

    pub(super) fn post(&self, path: &str, json: &Value) -> Answer {
        let body = json.to_string();
        let headers = [("content-type", "application/json")];
        self.ask("POST", path, &headers, body.as_bytes())
    }

    /// Posts a passage that is accepted.
    pub(super) fn passage(&self, json: &Value) -> Posted {
        let answer = self.post("/v1/passages", json);
        assert_eq!(answer.status, 201, "{json}: {}", answer.text());
        Posted(answer.json())
    }

    pub(super) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        let stream = self.open(method, path, headers, body);
        let (status, headers) = (stream.status, stream.headers.clone());
        let body = stream
            .rest()
            .unwrap_or_else(|why| panic!("{method} {path}: {why}"));
        Answer {
            status,
            headers,
            body,
        }
    }

    /// Asks and reads no more than the headers.
    pub(super) fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Stream {
        let uri = format!("http://{}{path}", self.address);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answered = if body.is_empty() {
            AGENT.run(request.body(()).unwrap())
        } else {
            AGENT.run(request.body(body).unwrap())
        };
        Stream::of(answered.unwrap_or_else(|why| panic!("{method} {path}: {why}")))
    }

    /// Asks and reads no more than the headers.
    pub(super) fn listen(&self, path: &str) -> Stream {
        self.open("GET", path, &[], b"")
    }

    /// A bare connection, for what no library would send.
    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are and reads until the server closes the connection.
    pub(super) fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        // A connection that is reset has been closed as well.
        let _ = stream.read_to_end(&mut answer);
        answer
    }
}

impl Stream {
    fn of(response: Response<ureq::Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: Box::new(body.into_reader()),
        }
    }
}
