//! piper-rs in a process of its own: a text a line in, what it took a line out, as JSON.
//!
//! `piper-rs-peer MODEL.onnx LIBONNXRUNTIME`; driven by `../peers.py`.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::path::Path;
use std::time::Instant;

use ort::session::Session;
use piper_rs::{ModelConfig, Piper};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, model, library] = &arguments[..] else {
        return Err("usage: piper-rs-peer MODEL.onnx LIBONNXRUNTIME".into());
    };
    ort::init_from(library)?.commit();
    // One thread, as its peers.
    let session = Session::builder()?
        .with_intra_threads(1)?
        .commit_from_file(model)?;
    let mut piper = Piper::from_session(session, config(Path::new(model))?);
    tell(&json!("ready"))?;
    for line in stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let started = Instant::now();
        let (samples, rate) = piper.create(&text, false, None, None, None, None)?;
        let whole = started.elapsed().as_secs_f64();
        let audio = samples.len() as f64 / f64::from(rate);
        tell(&json!({"audio": audio, "first_sound": whole, "whole": whole}))?;
    }
    Ok(())
}

/// The voice's configuration without the phonemes of several characters that newer
/// ones have and this version refuses; texts in English need none of them.
fn config(model: &Path) -> Result<ModelConfig, Box<dyn Error>> {
    let file = format!("{}.json", model.display());
    let mut config: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    if let Some(ids) = config["phoneme_id_map"].as_object_mut() {
        ids.retain(|phoneme, _| phoneme.chars().count() == 1);
    }
    Ok(serde_json::from_value(config)?)
}

fn tell(what: &Value) -> std::io::Result<()> {
    writeln!(stdout(), "{what}")?;
    stdout().flush()
}
