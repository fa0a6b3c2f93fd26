//! One loaded part of a voice.
#![allow(unsafe_code, reason = "ONNX Runtime is C++ behind a C interface")]

use std::ffi::{CString, c_char};
use std::ptr::{self, NonNull};

use ort::AsPointer;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::{DynValue, ValueType};

use super::graph::TensorType;
use crate::error::{Error, Result};

/// A part's session, shared by all threads. Each run uses its caller's thread only:
/// two sentences side by side lose nothing, one sentence on two threads costs a
/// fifth more.
pub(super) struct Model {
    session: Session,
    inputs: Vec<CString>,
    outputs: Vec<CString>,
}

impl Model {
    /// Loads a model from memory. Inputs are asked for in the order of `inputs`, outputs come in that of `outputs`.
    ///
    /// # Errors
    /// `bad_voice` where ONNX Runtime refuses it.
    pub(super) fn load(model: &[u8], inputs: &[String], outputs: &[String]) -> Result<Self> {
        let session = session(model).map_err(|cause| {
            Error::unavailable(
                "bad_voice",
                "This voice's model cannot be loaded; its file is damaged or not a Piper voice.",
            )
            .caused_by(cause)
        })?;
        Ok(Self {
            session,
            inputs: c_names(inputs)?,
            outputs: c_names(outputs)?,
        })
    }

    /// What is known of output `index`.
    pub(super) fn type_of(&self, index: usize) -> Option<TensorType> {
        let name = self.outputs.get(index)?.to_str().ok()?;
        let outlet = self
            .session
            .outputs()
            .iter()
            .find(|outlet| outlet.name() == name)?;
        match outlet.dtype() {
            ValueType::Tensor { ty, shape, .. } => {
                let element: ort::sys::ONNXTensorElementDataType = (*ty).into();
                Some(TensorType {
                    element: element as i32,
                    rank: Some(shape.len()),
                })
            }
            _ => None,
        }
    }

    /// Computes the part.
    ///
    /// # Errors
    /// `engine_failed` where ONNX Runtime does.
    pub(super) fn run(&self, inputs: &[&DynValue]) -> Result<Vec<DynValue>> {
        if inputs.len() != self.inputs.len() {
            return Err(failed("a part was given too few tensors"));
        }
        let values: Vec<*const ort::sys::OrtValue> =
            inputs.iter().map(|value| value.ptr()).collect();
        let names = pointers(&self.inputs);
        let wanted = pointers(&self.outputs);
        let mut given: Vec<*mut ort::sys::OrtValue> = vec![ptr::null_mut(); wanted.len()];
        // SAFETY: the session and the values are alive, names and values are as many
        // as their counts say, and C allows `Run` from many threads at once (which
        // the crate's own `run` cannot know, as it asks for `&mut`).
        let status = unsafe {
            (ort::api().Run)(
                self.session.ptr().cast_mut(),
                ptr::null(),
                names.as_ptr(),
                values.as_ptr(),
                values.len(),
                wanted.as_ptr(),
                wanted.len(),
                given.as_mut_ptr(),
            )
        };
        // SAFETY: a status that is not null is C's own, read here once and released.
        unsafe { ort::Error::result_from_status(status) }.map_err(|cause| {
            failed("ONNX Runtime could not compute a part of this voice").caused_by(cause)
        })?;
        given
            .into_iter()
            .map(|value| {
                let value = NonNull::new(value).ok_or_else(|| failed("a part gave no tensor"))?;
                // SAFETY: `Run` succeeded, so this is a value of ours to release; the
                // session it came from is kept with it.
                Ok(unsafe { DynValue::from_ptr(value, Some(self.session.inner())) })
            })
            .collect()
    }
}

fn session(model: &[u8]) -> ort::Result<Session> {
    Session::builder()?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_intra_threads(1)?
        .with_inter_threads(1)?
        // Sentences differ in length: remembered layouts would never be used again.
        .with_memory_pattern(false)?
        .with_log_level(ort::logging::LogLevel::Fatal)?
        .commit_from_memory(model)
}

fn c_names(names: &[String]) -> Result<Vec<CString>> {
    let names = names.iter().map(|name| CString::new(name.as_str()));
    names
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| failed("a tensor has an odd name"))
}

fn pointers(names: &[CString]) -> Vec<*const c_char> {
    names.iter().map(|name| name.as_ptr()).collect()
}

pub(super) fn failed(what: &str) -> Error {
    Error::ours("engine_failed", format!("{what}."))
}
