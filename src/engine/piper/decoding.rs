//! Who decodes: our own decoder, or ONNX Runtime, or ours but for the flow.

use serde::Deserialize;

use super::graph::{Cuts, Graph, Spread};
use super::network::{Decoder, Precision, Prior, Simd};
use super::spread;

/// The operator's word on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// Who decodes, where there is a choice.
    pub by: DecodedBy,
    /// The instruction set that our own decoder is to use (`ALOUD_SIMD`); `None`: the
    /// fastest that this processor has.
    pub simd: Option<String>,
    /// What our own decoder computes in.
    pub precision: Precision,
}

/// Who decodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lowercase")]
pub enum DecodedBy {
    /// Our own decoder, where it knows the voice's graph and the processor.
    #[default]
    Own,
    /// ONNX Runtime.
    OnnxRuntime,
}

impl Decoding {
    /// What to say of an instruction set that this processor does not have, or of a
    /// precision that nobody computes with; `None`: all is well.
    pub fn fault(&self) -> Option<String> {
        if let Some(simd) = Simd::named(self.simd.as_deref()) {
            return self.fault_of_precision(simd);
        }
        let names: Vec<_> = Simd::all().into_iter().map(Simd::name).collect();
        Some(format!(
            "simd (ALOUD_SIMD) must be one of what this processor has: {}.",
            names.join(", ")
        ))
    }

    fn fault_of_precision(&self, simd: Simd) -> Option<String> {
        let why = match self.precision {
            Precision::Float32 => return None,
            Precision::Int16 if self.by == DecodedBy::OnnxRuntime => {
                "where decoder (ALOUD_DECODER) is onnxruntime: int16 is for aloud's own decoder"
                    .to_owned()
            }
            Precision::Int16 if !simd.gains_from_int16() => format!(
                "with {} on this processor: int16 is faster only with avx2, and with avx512 where there is VNNI",
                simd.name()
            ),
            Precision::Int16 => return None,
        };
        Some(format!(
            "precision (ALOUD_PRECISION) must be float32 {why}."
        ))
    }

    /// In a word or two, for `doctor`.
    pub fn describe(&self) -> String {
        match self.simd() {
            Ok(simd) if self.precision == Precision::Int16 => {
                format!("aloud's own, with {}, in int16", simd.name())
            }
            Ok(simd) => format!("aloud's own, with {}", simd.name()),
            Err(why) => format!("ONNX Runtime, because {why}"),
        }
    }

    /// The instructions to decode with, or why that is left to ONNX Runtime. Plain code
    /// is no match for it, and decodes only where it was asked for.
    pub(super) fn simd(&self) -> Result<Simd, &'static str> {
        match Simd::named(self.simd.as_deref()) {
            _ if self.by == DecodedBy::OnnxRuntime => Err("it was chosen"),
            Some(simd) if simd.is_fast() || self.simd.is_some() => Ok(simd),
            _ => Err("this processor has no instructions that aloud's own decoder knows"),
        }
    }

    /// Our decoder of a graph's vocoder, or why there is none.
    fn vocoder(&self, graph: &Graph<'_>, cuts: &Cuts<'_, '_>) -> Result<Decoder, &'static str> {
        let decoder = Decoder::read(graph, cuts, self.simd()?, self.precision);
        decoder.map_err(|broken| broken.0)
    }

    /// Our decoder of a graph's flow and vocoder, or why there is none.
    fn flow_and_vocoder(
        &self,
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        spread: Option<&Spread>,
    ) -> Result<Decoder, &'static str> {
        const ELSEWHERE: &str = "its frames come from elsewhere than VITS's";
        let spread = spread.ok_or(ELSEWHERE)?;
        let is_one = |tensor: &str| spread::is_one(cuts, tensor);
        let decoder = Decoder::read_with_flow(graph, cuts, (self.simd()?, self.precision), &is_one);
        let decoder = decoder.map_err(|broken| broken.0)?;
        let is_spread = |prior: &Prior| {
            let both = [&prior.mean, &prior.log_deviation];
            both.iter().all(|name| spread.from.contains_key(*name))
        };
        let fits = decoder.prior().is_some_and(is_spread);
        fits.then_some(decoder).ok_or(ELSEWHERE)
    }
}

/// Our own decoder of a voice, as far as there is one.
pub(super) struct Own {
    /// The flow and the vocoder, or the vocoder alone.
    pub(super) decoder: Option<Decoder>,
    /// Why there is none.
    pub(super) why_not: Option<&'static str>,
    /// Why it leaves the flow to ONNX Runtime, where it was to compute that too.
    pub(super) why_not_flow: Option<&'static str>,
}

impl Own {
    /// Of a graph as it is cut; its frames are spread as `spread` tells.
    pub(super) fn of(
        graph: &Graph<'_>,
        cuts: &Cuts<'_, '_>,
        spread: Option<&Spread>,
        decoding: &Decoding,
        flow: DecodedBy,
    ) -> Self {
        let why_not_flow = match flow {
            DecodedBy::Own => match decoding.flow_and_vocoder(graph, cuts, spread) {
                Ok(decoder) => {
                    return Self {
                        decoder: Some(decoder),
                        why_not: None,
                        why_not_flow: None,
                    };
                }
                Err(why) => Some(why),
            },
            DecodedBy::OnnxRuntime => None,
        };
        let (decoder, why_not) = match decoding.vocoder(graph, cuts) {
            Ok(decoder) => (Some(decoder), None),
            Err(why) => (None, Some(why)),
        };
        Self {
            why_not_flow: why_not_flow.filter(|_| decoder.is_some()),
            decoder,
            why_not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instruction_set_that_is_not_there_is_refused_with_those_that_are() {
        let decoding = |simd: Option<&str>| Decoding {
            simd: simd.map(str::to_owned),
            ..Decoding::default()
        };
        for simd in Simd::all() {
            assert_eq!(decoding(Some(simd.name())).fault(), None);
        }
        assert_eq!(decoding(None).fault(), None);
        let fault = decoding(Some("mmx")).fault().unwrap();
        assert!(fault.contains("portable"), "{fault}");
    }

    #[test]
    fn a_precision_that_onnx_runtime_does_not_have_is_refused_with_the_one_it_has() {
        let decoding = |by| Decoding {
            by,
            precision: Precision::Int16,
            ..Decoding::default()
        };
        let fault = decoding(DecodedBy::OnnxRuntime).fault().unwrap();
        assert!(fault.contains("float32"), "{fault}");
        assert_eq!(decoding(DecodedBy::Own).fault(), None);
        assert!(decoding(DecodedBy::Own).describe().contains("int16"));
    }

    #[test]
    fn onnx_runtime_decodes_where_it_was_chosen() {
        let chosen = Decoding {
            by: DecodedBy::OnnxRuntime,
            ..Decoding::default()
        };
        assert!(chosen.describe().contains("chosen"));
    }
}
