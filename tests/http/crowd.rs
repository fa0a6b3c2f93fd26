//! Many listeners at once, each of whom must hear their own passage and no other.

use serde_json::{Value, json};

use super::{Posted, Server};

const LISTENERS: usize = 24;

const LANGUAGES: [&str; 4] = ["en", "de", "fr", "ru"];

fn asked(number: usize) -> Value {
    let who = super::spelt(number);
    let text = format!("Listener {who} begins here.\nA word for {who} alone.\nAnd {who} ends.");
    json!({"text": text, "language": LANGUAGES[number % LANGUAGES.len()]})
}

/// Comes, reads in its own way, and tells the samples it heard in full.
fn listen(server: &Server, passage: &Posted, number: usize) -> Vec<u8> {
    let wav = passage.url("/audio/wav");
    match number % 4 {
        0 => drop(server.listen(&wav)),
        1 => drop(server.listen(&passage.url("/marks"))),
        2 => drop(server.get(&passage.url("/segments/1/audio"))),
        _ => drop(server.listen(&passage.url("/audio/mp3"))),
    }
    let heard = server.listen(&wav).rest().unwrap();
    heard[44..].to_vec()
}

#[test]
fn listeners_at_once_hear_what_each_would_hear_alone() {
    let server = Server::speaking();
    let passages: Vec<_> = (0..LISTENERS)
        .map(|number| server.passage(&asked(number)))
        .collect();
    let heard: Vec<_> = std::thread::scope(|scope| {
        let listeners: Vec<_> = (0..2 * LISTENERS)
            .map(|number| {
                let passage = &passages[number % LISTENERS];
                scope.spawn(move || listen(server, passage, number / 3 + number))
            })
            .collect();
        listeners
            .into_iter()
            .map(|one| one.join().unwrap())
            .collect()
    });
    let quiet = Server::of(super::server::Setup {
        default_voice: "espeak:en-us",
        workers: 1,
        ..Default::default()
    });
    for (number, heard) in heard.iter().enumerate() {
        let passage = quiet.passage(&asked(number % LISTENERS));
        assert_eq!(passage.id(), passages[number % LISTENERS].id());
        let alone = quiet.get(&passage.url("/audio/wav")).body;
        assert!(
            alone[44..] == heard[..],
            "listener {number} heard something else"
        );
        let marks = quiet.get(&passage.url("/marks")).lines();
        let live = server.get(&passage.url("/marks")).lines();
        assert_eq!(marks, live, "listener {number}");
    }
    assert_eq!(server.app.narrator.waiting(), 0, "nothing is left behind");
}
