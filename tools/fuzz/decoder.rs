//! Any shape of vocoder, any latent, any way of cutting it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| decoder_alone::hold_claims_of(bytes));
