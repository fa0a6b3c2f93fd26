//! ONNX Runtime, loaded when the first Piper voice is asked for.
//!
//! The library is found at run time, so that aloud builds, starts and speaks with
//! its built-in voices where there is none.
#![allow(
    unsafe_code,
    reason = "a C library is loaded and asked for its version"
)]

use std::ffi::CStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

/// The library's file name.
const FILE: &str = if cfg!(target_os = "macos") {
    "libonnxruntime.dylib"
} else {
    "libonnxruntime.so"
};

/// Where the library is looked for.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The file, where the operator named one; nothing else is tried then.
    pub named: Option<PathBuf>,
    /// The aloud binary: its folder is looked into before the system's.
    pub program: PathBuf,
}

/// ONNX Runtime as it was loaded.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// `1.32.0`.
    pub version: String,
    /// How it was built; part of every voice's digest.
    pub build: String,
}

/// Once a process.
static LOADED: Mutex<Option<Runtime>> = Mutex::new(None);

/// Loads the library, or finds it loaded.
///
/// # Errors
/// `onnxruntime_missing`, which says where it was looked for and how to get it.
pub fn load(library: &Library) -> Result<Runtime> {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*loaded {
        return Ok(runtime.clone());
    }
    let file = library.file();
    let version = probe(&file).map_err(|cause| missing(library).caused_by(cause))?;
    let environment = ort::init_from(&file).map_err(|cause| missing(library).caused_by(cause))?;
    environment.with_name("aloud").commit();
    let build = ort::info().to_owned();
    let runtime = Runtime { version, build };
    *loaded = Some(runtime.clone());
    Ok(runtime)
}

/// Loads the file and asks for its version, as `ort` does right after. In this version
/// of `ort` a library that cannot be loaded is no error but a deadlock: its error
/// wants the library first.
fn probe(file: &Path) -> std::result::Result<String, Unfit> {
    // SAFETY: initialisers of the file run; the operator chose it, or set it up.
    let library = unsafe { libloading::Library::new(file) }.map_err(Unfit::Unloadable)?;
    // SAFETY: ONNX Runtime's entry point has had this type since its first release.
    let base = unsafe {
        library.get::<unsafe extern "C" fn() -> *const ort::sys::OrtApiBase>(b"OrtGetApiBase")
    };
    let base = base.map_err(Unfit::Unloadable)?;
    // SAFETY: the table it returns is static, or null; so is the version's text.
    let version = unsafe {
        let base = base().as_ref().ok_or(Unfit::Version(String::new()))?;
        CStr::from_ptr((base.GetVersionString)())
            .to_string_lossy()
            .into_owned()
    };
    let minor = version
        .split('.')
        .nth(1)
        .and_then(|minor| minor.parse::<u32>().ok());
    if !version.starts_with("1.") || minor.is_none_or(|minor| minor < ort::MINOR_VERSION) {
        return Err(Unfit::Version(version));
    }
    // It is loaded again in a moment, and must not be unloaded between.
    std::mem::forget(library);
    Ok(version)
}

/// Why a file is not the library that is needed.
#[derive(Debug)]
enum Unfit {
    Unloadable(libloading::Error),
    Version(String),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unloadable(cause) => cause.fmt(f),
            Self::Version(version) => write!(f, "its version is {version:?}"),
        }
    }
}

impl std::error::Error for Unfit {}

impl Library {
    /// The file to load: a bare name is looked for by the system's loader.
    pub(super) fn file(&self) -> PathBuf {
        if let Some(named) = &self.named {
            return named.clone();
        }
        // `/proc/self/exe` says where this very program lies, or lay.
        let program = std::fs::read_link(&self.program).unwrap_or_else(|_| self.program.clone());
        let beside = program.parent().unwrap_or(Path::new("")).join(FILE);
        if beside.is_file() {
            beside
        } else {
            FILE.into()
        }
    }
}

fn missing(library: &Library) -> Error {
    let looked = if library.named.is_some() {
        "The file that ALOUD_ONNXRUNTIME or the setting onnxruntime names cannot be loaded as ONNX Runtime".to_owned()
    } else {
        format!(
            "Piper voices need ONNX Runtime (1.18 or later): {FILE} is neither beside aloud nor among the system's libraries"
        )
    };
    Error::unavailable(
        "onnxruntime_missing",
        format!(
            "{looked}. `make setup` fetches it; or take {FILE} from the onnxruntime package of PyPI and set ALOUD_ONNXRUNTIME to it. Built-in voices (espeak:…) need nothing."
        ),
    )
}
