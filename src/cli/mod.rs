//! Face 3: the command line. One file per subcommand.

mod doctor;
mod exit;
mod explain;
mod heap;
mod lint;
mod narrate;
mod output;
mod say;
mod serve;
mod stop;
mod studio;
mod voices;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::Config;
use crate::engine::piper::{DecodedBy, Precision, trial};
use crate::error::Result;
use crate::phoneme::worker;

/// Self-hosted speech for publishers: highlight a passage, click, hear it.
#[derive(Parser)]
#[command(name = "aloud", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What goes with every command.
#[derive(Args)]
struct Common {
    /// TOML file of settings; environment and flags win over it
    #[arg(long, global = true, value_name = "FILE", env = "ALOUD_CONFIG")]
    config: Option<PathBuf>,
    /// Folder of installed voices
    #[arg(long, global = true, value_name = "DIR", env = "ALOUD_VOICES")]
    voices: Option<PathBuf>,
    /// ONNX Runtime's library, for Piper voices; by default the one beside this
    /// program, else the system's
    #[arg(long, global = true, value_name = "FILE", env = "ALOUD_ONNXRUNTIME")]
    onnxruntime: Option<PathBuf>,
    /// Who decodes Piper voices: aloud's own decoder where it can, or ONNX Runtime
    #[arg(long, global = true, value_name = "WHO", env = "ALOUD_DECODER")]
    decoder: Option<DecodedBy>,
    /// Instruction set of aloud's own decoder: avx512, avx2, neon or portable; by
    /// default the fastest that the processor has
    #[arg(long, global = true, value_name = "SET", env = "ALOUD_SIMD")]
    simd: Option<String>,
    /// What aloud's own decoder computes in: numbers of 32 bits, or integers of 16, which
    /// is faster and adds a noise some 70 dB below the sound
    #[arg(long, global = true, value_name = "PRECISION", env = "ALOUD_PRECISION")]
    precision: Option<Precision>,
    /// Folder for what can be made again: sounds, finished files
    #[arg(long, global = true, value_name = "DIR", env = "ALOUD_CACHE")]
    cache: Option<PathBuf>,
    /// The site's own readings: a TOML or PLS file; may be given several times
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "ALOUD_LEXICON",
        value_delimiter = ':'
    )]
    lexicon: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the widget and the HTTP API
    Serve(serve::Serve),
    /// Speak a text into a file or a pipe
    Say(say::Say),
    /// Speak whole posts (Markdown, HTML) into audio files with captions
    Narrate(narrate::Narrate),
    /// Show how a text is read: what is written, which rule reads it, what is said
    Explain(explain::Explain),
    /// List what to look at in posts before they are narrated
    Lint(lint::Lint),
    /// List, install, remove and verify voices
    Voices(voices::Voices),
    /// Check that everything aloud needs is there and works
    Doctor(doctor::Doctor),
}

/// Parses the command line and does what it says.
pub fn run() -> ExitCode {
    // The engines' workers are this binary too, and want nothing of what follows.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == worker::SUBCOMMAND)
    {
        return worker::main();
    }
    if std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == trial::SUBCOMMAND)
    {
        return trial::main();
    }
    let cli = Cli::parse();
    start_log();
    let outcome = cli.common.config().and_then(|config| match cli.command {
        Command::Serve(serve) => serve.run(config),
        Command::Say(say) => say.run(&config),
        Command::Narrate(narrate) => narrate.run(&config),
        Command::Explain(explain) => explain.run(&config),
        Command::Lint(lint) => lint.run(&config),
        Command::Voices(voices) => voices.run(&config),
        Command::Doctor(doctor) => doctor.run(&config),
    });
    outcome.unwrap_or_else(|error| exit::failed(&error))
}

impl Common {
    fn config(&self) -> Result<Config> {
        let mut config = match &self.config {
            Some(file) => Config::read(file)?,
            None => Config::default(),
        };
        if let Some(voices) = &self.voices {
            config.voices.clone_from(voices);
        }
        if let Some(library) = &self.onnxruntime {
            config.onnxruntime = Some(library.clone());
        }
        if let Some(decoder) = self.decoder {
            config.decoder = decoder;
        }
        if let Some(simd) = &self.simd {
            config.simd = Some(simd.clone());
        }
        if let Some(precision) = self.precision {
            config.precision = precision;
        }
        if let Some(cache) = &self.cache {
            config.cache = Some(cache.clone());
        }
        // An empty variable names no file.
        let named = self
            .lexicon
            .iter()
            .filter(|file| !file.as_os_str().is_empty());
        let named: Vec<PathBuf> = named.cloned().collect();
        if !named.is_empty() {
            config.lexicon = named;
        }
        config.validate()?;
        Ok(config)
    }
}

/// Logs go to stderr; `ALOUD_LOG` chooses them, as in `ALOUD_LOG=aloud=debug`.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ALOUD_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
