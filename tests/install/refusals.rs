//! What is refused, within bounds, and leaves nothing behind.

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use aloud::voice::card::Card;
use aloud::voice::catalogue::Catalogue;
use aloud::voice::fetch::{Patience, Source};
use aloud::voice::install::{Watch, install};

use super::shop::{Asked, BASE, Reply, Shop, Stock, VOICE, good};
use super::{Machine, assert_code, said};

#[test]
fn a_file_with_another_digest_is_not_installed() {
    for suffix in [".onnx", ".onnx.json"] {
        let stock = Stock::new();
        let shop = Shop::with(move |asked: &Asked| {
            let mut reply = good(&stock, asked);
            if asked.path.ends_with(suffix) {
                reply.body[100] ^= 1;
            }
            reply
        });
        let machine = Machine::new();
        let output = machine.install(&shop.address, VOICE);
        assert_code(&output, 1);
        assert!(said(&output).contains("MD5"), "{}", said(&output));
        machine.assert_nothing_installed();
    }
}

#[test]
fn a_longer_or_shorter_file_than_the_catalogue_says_is_not_installed() {
    for change in [-1, 1] {
        let stock = Stock::new().with_entry(|entry| {
            let file = &mut entry["files"][format!("{BASE}/{VOICE}.onnx.json")];
            let size = file["size_bytes"].as_i64().unwrap() + change;
            file["size_bytes"] = size.into();
        });
        let machine = Machine::new();
        let output = installing(&machine, &Shop::open(stock));
        assert_eq!(output.unwrap_err(), "download_failed");
        machine.assert_nothing_installed();
    }
}

#[test]
fn hostile_paths_and_huge_sizes_are_refused_before_anything_is_fetched() {
    for (path, size) in [
        ("../../../etc/x.onnx", 10),
        ("/etc/x.onnx", 10),
        ("en/x.onnx", 1_u64 << 40),
    ] {
        let stock = Stock::new().with_entry(|entry| {
            let files = entry["files"].as_object_mut().unwrap();
            let mut file = files.remove(&format!("{BASE}/{VOICE}.onnx")).unwrap();
            file["size_bytes"] = size.into();
            files.insert(path.into(), file);
        });
        let shop = Shop::open(stock);
        let machine = Machine::new();
        let output = machine.install(&shop.address, VOICE);
        assert_code(&output, 1);
        assert!(said(&output).contains("refused"), "{}", said(&output));
        assert_eq!(shop.asked().len(), 1, "only the catalogue");
        machine.assert_nothing_installed();
    }
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let stock = Stock::new();
    let kept = stock.clone();
    let shop = Shop::with(move |asked: &Asked| {
        let mut reply = Reply::status(302);
        match asked.path.strip_prefix("/moved") {
            Some(path) => {
                let path = path.to_owned();
                return good(
                    &stock,
                    &Asked {
                        path,
                        ..asked.clone()
                    },
                );
            }
            None if asked.path.starts_with("/loop") => {
                reply.headers.push(("Location", format!("{}x", asked.path)));
            }
            None => reply
                .headers
                .push(("Location", format!("/moved{}", asked.path))),
        }
        reply
    });
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&kept);
    let before = shop.asked().len();
    let machine = Machine::new();
    let output = machine.install(&format!("{}/loop", shop.address), VOICE);
    assert_code(&output, 1);
    assert!(said(&output).contains("redirected"), "{}", said(&output));
    assert!(shop.asked().len() - before <= 6);
}

#[test]
fn a_missing_file_is_not_asked_for_again_and_a_busy_server_is() {
    for (status, most) in [(404, 1), (403, 1), (503, 4)] {
        let stock = Stock::new();
        let shop = Shop::with(move |asked: &Asked| {
            if asked.path.ends_with(".onnx") {
                return Reply::status(status);
            }
            good(&stock, asked)
        });
        let machine = Machine::new();
        assert_eq!(installing(&machine, &shop).unwrap_err(), "download_failed");
        assert_eq!(shop.asked_for_models().len(), most, "{status}");
        machine.assert_nothing_installed();
    }
}

/// Installs in this process, with the patience of a test.
fn installing(machine: &Machine, shop: &Shop) -> Result<(), &'static str> {
    struct Nobody;
    impl Watch for Nobody {
        fn card(&mut self, _: &Card) {}
        fn bytes(&mut self, _: u64) {}
    }
    let patience = Patience {
        catalogue: Duration::from_secs(5),
        silence: Duration::from_millis(300),
        pause: Duration::from_millis(1),
        ..Patience::default()
    };
    let source = Source::new(&shop.address, patience).unwrap();
    let catalogue = Catalogue::read(&source.catalogue().unwrap()).unwrap();
    let offer = catalogue.find(VOICE).unwrap();
    let installed = install(&source, offer, &machine.voices(), &mut Nobody);
    installed.map(|_| ()).map_err(|error| error.code())
}

#[test]
fn a_server_that_falls_silent_is_given_up() {
    let stock = Stock::new();
    let shop = Shop::with(move |asked: &Asked| {
        let mut reply = good(&stock, asked);
        if asked.path.ends_with(".onnx") {
            reply = reply.cut(0);
            reply.stall = Duration::from_secs(30);
        }
        reply
    });
    let machine = Machine::new();
    let begun = Instant::now();
    assert_eq!(installing(&machine, &shop).unwrap_err(), "download_failed");
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "{:?}",
        begun.elapsed()
    );
    machine.assert_nothing_installed();
}

#[test]
fn what_is_no_catalogue_is_told_apart_from_no_answer() {
    let shop = Shop::with(|_: &Asked| {
        let mut reply = Reply::status(200);
        reply.body = b"<html>hello</html>".to_vec();
        reply
    });
    let machine = Machine::new();
    for (from, named) in [
        (shop.address.as_str(), "cannot be used"),
        ("http://127.0.0.1:9", "does not answer"),
        ("/nowhere", "does not answer"),
    ] {
        let output = machine.install(from, VOICE);
        assert_code(&output, 1);
        assert!(said(&output).contains(named), "{from}: {}", said(&output));
    }
    for from in ["ftp://a.example/", ""] {
        assert_code(&machine.install(from, VOICE), 2);
    }
}

#[test]
fn a_catalogue_without_end_is_cut_off() {
    let shop = Shop::with(|_: &Asked| {
        let mut reply = Reply::status(200);
        reply.body = vec![b' '; 40 << 20];
        reply
    });
    let output = Machine::new().install(&shop.address, VOICE);
    assert_code(&output, 1);
    assert!(said(&output).contains("16 MiB"), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_what_was_fetched_serves_the_next_try() {
    let stock = Stock::new();
    let shop = Shop::open(stock.clone());
    let machine = Machine::new();
    let install = machine.command(&shop.address, &["voices", "install", VOICE]);
    // Files may grow to 600 blocks; the signal for going over is not wanted.
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$@\"", "sh"]);
    shell
        .arg(install.get_program())
        .args(install.get_args())
        .env_clear();
    let set = install
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let output = shell.envs(set).output().unwrap();
    assert_code(&output, 1);
    assert!(said(&output).contains("no room"), "{}", said(&output));
    machine.assert_nothing_installed();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
    assert!(shop.asked_for_models()[1].range.is_some());
}

#[test]
fn voices_laid_by_hand_are_neither_overwritten_nor_removed() {
    let shop = Shop::open(Stock::new());
    let machine = Machine::new();
    fs::create_dir_all(machine.voices()).unwrap();
    fs::write(machine.file(".onnx"), "mine").unwrap();
    for args in [["voices", "install", VOICE], ["voices", "remove", VOICE]] {
        let output = machine.run(&shop.address, &args);
        assert_ne!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(fs::read(machine.file(".onnx")).unwrap(), b"mine");
    }
    assert_code(&machine.run("", &["voices", "remove", "../x"]), 2);
}

#[test]
fn verify_names_what_was_changed_and_install_mends_it() {
    let stock = Stock::new();
    let shop = Shop::open(stock.clone());
    let machine = Machine::new();
    assert_code(&machine.install(&shop.address, VOICE), 0);
    let mut model = stock.file(".onnx").to_vec();
    model[500_000] ^= 1;
    fs::write(machine.file(".onnx"), model).unwrap();
    fs::remove_file(machine.file(".MODEL_CARD")).unwrap();
    let output = machine.run("", &["voices", "verify"]);
    assert_code(&output, 1);
    let told = said(&output);
    assert!(
        told.contains(".onnx differs") && told.contains(".MODEL_CARD is missing"),
        "{told}"
    );
    assert_code(&machine.install(&shop.address, VOICE), 0);
    machine.assert_installed(&stock);
}

/// A catalogue that takes the connection and never says a word.
pub(super) fn mute() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}

#[test]
fn an_unattended_try_ends_after_five_seconds_and_rests_for_a_day() {
    let (listener, address) = mute();
    listener.set_nonblocking(true).unwrap();
    let machine = Machine::new();
    let args = ["voices", "install", "en", "--unattended"];
    let begun = Instant::now();
    let output = machine.run(&address, &args);
    let took = begun.elapsed();
    assert_code(&output, 0);
    assert!((4..12).contains(&took.as_secs()), "{took:?}");
    assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
    assert!(said(&output).contains("built-in"), "{}", said(&output));
    assert!(listener.accept().is_ok(), "it did ask");
    let again = machine.run(&address, &args);
    assert_code(&again, 0);
    assert_eq!(said(&again).lines().count(), 1, "{}", said(&again));
    assert!(listener.accept().is_err(), "it asked again");
}

#[test]
fn an_unattended_try_installs_and_respects_who_removed() {
    let stock = Stock::new();
    let shop = Shop::open(stock.clone());
    let machine = Machine::new();
    let args = ["voices", "install", "en", "--unattended"];
    assert_code(&machine.run(&shop.address, &args), 0);
    machine.assert_installed(&stock);
    let asked = shop.asked().len();
    let again = machine.run(&shop.address, &args);
    assert_eq!(said(&again), "");
    assert_code(&machine.run(&shop.address, &["voices", "remove", VOICE]), 0);
    let after = machine.run(&shop.address, &args);
    assert_code(&after, 0);
    assert_eq!(shop.asked().len(), asked);
    machine.assert_nothing_installed();
}
