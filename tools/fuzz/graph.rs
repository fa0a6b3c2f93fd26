//! Any damage to a model's file: refused, or computed to its end.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| decoder_alone::survive_file_of(bytes));
