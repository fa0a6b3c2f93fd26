//! Many listeners: one synthesis, turns, refusal, and an end when all have left.

use std::sync::Arc;
use std::time::{Duration, Instant};

use aloud::audio::Format;
use aloud::narrator::{Lane, Order, Part, Request};
use aloud::text::Passage;
use serde_json::json;

use super::server::Setup;
use super::{Gate, Server, sentences};

/// Waits until `is_so`; fails the test when that never comes.
pub(super) fn until(what: &str, is_so: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < patience, "never: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn identical_passages_asked_at_once_are_synthesised_once() {
    let gate = Gate::letting(1, 1);
    let server = Server::behind(&gate);
    let asked = json!({"text": sentences(4), "voice": "gated"});
    let url = server.passage(&asked).url("/audio/wav");
    assert_eq!(server.passage(&asked).url("/audio/wav"), url);
    let first = server.listen(&url);
    let second = server.listen(&url);
    let in_another_format = server.listen(&server.passage(&asked).url("/audio/flac"));
    gate.open_up();
    let first = first.rest().unwrap();
    assert_eq!(second.rest().unwrap(), first);
    assert!(!in_another_format.rest().unwrap().is_empty());
    assert_eq!(gate.begun().len(), 4);
    server.get(&url);
    assert_eq!(gate.begun().len(), 4, "and kept from then on");
}

#[test]
fn what_the_marks_began_the_sound_goes_on_with() {
    let gate = Gate::open();
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(4), "voice": "gated"}));
    server.get(&passage.url("/marks"));
    assert_eq!((gate.begun().len(), gate.chunks()), (4, 0));
    server.get(&passage.url("/audio/wav"));
    assert_eq!(gate.begun().len(), 4, "no sentence is begun twice");
}

#[test]
fn the_leader_leaving_does_not_cut_the_follower() {
    let gate = Gate::letting(1, 1);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(4), "voice": "gated"}));
    let at_rest = Arc::strong_count(&server.app.narrator);
    let leader = server.listen(&passage.url("/audio/wav"));
    let follower = server.listen(&passage.url("/audio/wav"));
    drop(leader);
    until("the leader's place is given up", || {
        Arc::strong_count(&server.app.narrator) <= at_rest + 1
    });
    gate.open_up();
    let heard = follower.rest().unwrap();
    assert_eq!(gate.begun().len(), 4);
    let finished = server.get(&passage.url("/audio/wav"));
    assert_eq!(heard[44..], finished.body[44..]);
}

#[test]
fn when_all_have_left_the_work_stops_within_one_chunk() {
    let gate = Gate::letting(1, 2);
    let server = Server::behind(&gate);
    let passage = server.passage(&json!({"text": sentences(50), "voice": "gated"}));
    let at_rest = Arc::strong_count(&server.app.narrator);
    let one = server.listen(&passage.url("/audio/wav"));
    let other = server.listen(&passage.url("/audio/opus"));
    gate.wait("two chunks", |state| state.chunks == 2);
    drop((one, other));
    until("both have left", || {
        Arc::strong_count(&server.app.narrator) <= at_rest
    });
    gate.open_up();
    let next = server.passage(&json!({"text": "Something else.", "voice": "gated"}));
    assert_eq!(server.get(&next.url("/audio/wav")).status, 200);
    let begun = gate.begun();
    assert_eq!(begun.len(), 2, "{begun:?}");
    assert!(gate.chunks() <= 2 + 1 + 2, "{}", gate.chunks());
}

#[test]
fn a_full_queue_refuses_at_once_and_says_when_to_come_again() {
    let gate = Gate::letting(0, usize::MAX);
    let server = Server::of(Setup {
        workers: 1,
        queue: 1,
        gate: gate.clone(),
        ..Setup::default()
    });
    let ask = |text: &str| {
        let passage = server.passage(&json!({"text": text, "voice": "gated"}));
        passage.url("/audio/wav")
    };
    let (spoken, waiting, refused) = (ask("One."), ask("Two."), ask("Three."));
    std::thread::scope(|scope| {
        let spoken = scope.spawn(|| server.get(&spoken));
        gate.wait("the first is begun", |state| state.begun.len() == 1);
        let waiting = scope.spawn(|| server.get(&waiting));
        until("the second waits", || server.app.narrator.waiting() == 1);

        let answer = server.get(&refused);
        assert_eq!((answer.status, answer.code().as_str()), (503, "busy"));
        assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
        assert_eq!(answer.header("cache-control"), "no-store");
        let theirs = server.post(
            "/v1/audio/speech",
            &json!({"model": "tts-1", "input": "Four.", "voice": "gated"}),
        );
        assert_eq!((theirs.status, theirs.code().as_str()), (503, "busy"));
        assert_eq!(theirs.json()["error"]["type"], "server_error");
        assert!(theirs.header("retry-after").parse::<u32>().unwrap() >= 1);
        assert_eq!(server.get("/healthz").status, 200);

        gate.open_up();
        assert_eq!(spoken.join().unwrap().status, 200);
        assert_eq!(waiting.join().unwrap().status, 200);
    });
    assert_eq!(server.get(&refused).status, 200, "room again");
}

#[test]
fn a_listener_goes_before_the_batch() {
    let gate = Gate::letting(1, 0);
    let server = Server::behind(&gate);
    let narrator = Arc::clone(&server.app.narrator);
    let passage = Passage {
        text: sentences(3),
        ..Passage::default()
    };
    let request = Request {
        passage,
        voice: Some("gated".into()),
        ..Request::default()
    };
    let batch = std::thread::spawn(move || {
        let plan = narrator.plan(request).unwrap();
        let order = Order {
            lane: Lane::Batch,
            ..Order::live(Part::Whole, Format::Wav)
        };
        let mut rendering = narrator.render(&plan, order).unwrap();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async { while rendering.next().await.unwrap().is_some() {} });
    });
    gate.wait("the batch is begun", |state| state.begun.len() == 1);
    let passage = server.passage(&json!({"text": "Now, please.", "voice": "gated"}));
    std::thread::scope(|scope| {
        let live = scope.spawn(|| server.get(&passage.url("/audio/wav")));
        until("the listener waits", || server.app.narrator.waiting() == 1);
        gate.open_up();
        assert_eq!(live.join().unwrap().status, 200);
    });
    batch.join().unwrap();
    assert_eq!(gate.begun()[1], "Now, please.");
    assert_eq!(gate.begun().len(), 4);
}

#[test]
fn a_reader_who_does_not_read_holds_up_the_work_for_himself_and_nobody_else() {
    let gate = Gate::open();
    let server = Server::behind(&gate);
    let slow = server.passage(&json!({"text": sentences(400), "voice": "gated", "speed": 0.25}));
    let stream = server.listen(&slow.url("/audio/wav"));
    for text in ["One.", "Two.", "Three."] {
        let passage = server.passage(&json!({"text": text, "voice": "gated"}));
        assert_eq!(server.get(&passage.url("/audio/wav")).status, 200);
    }
    // 18 MB of sound do not fit into what the sockets hold.
    let done = || gate.begun().len();
    until("the work rests", || {
        let before = done();
        std::thread::sleep(Duration::from_millis(200));
        done() == before
    });
    assert!(done() < 400, "{}", done());
    drop(stream);
}
