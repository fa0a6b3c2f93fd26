//! The C library, as one worker process uses it.
#![allow(unsafe_code, reason = "espeak-ng and sonic are C")]

use std::cell::LazyCell;
use std::ffi::{CStr, CString, c_int, c_short, c_void};
use std::path::Path;
use std::ptr;

use espeak_rs_sys as c;

use super::clauses;
use super::dictation::{Dictation, Script, names_of};
use super::protocol::{Clause, Failure, PhonemizeRequest, SpeakRequest, Spoken, WordEvent};

/// espeak-ng's normal pace in words a minute.
const NORMAL_RATE: f32 = 175.0;
/// Outside these, espeak-ng either clamps the rate or hands it to sonic inside,
/// where its word events do not follow; so sonic is applied here, afterwards.
const RATES: std::ops::RangeInclusive<f32> = 80.0..=350.0;

/// espeak-ng with its tables loaded. There is one a process, and one thread.
pub(super) struct EspeakNg {
    /// Not to be sent to another thread: everything in C is global.
    _one_thread: std::marker::PhantomData<*const ()>,
}

#[expect(
    clippy::unused_self,
    reason = "having `self` proves that the tables are loaded"
)]
impl EspeakNg {
    /// Loads the tables of the current directory.
    ///
    /// The directory is given to C as `.`, because C cuts longer paths at 160 bytes
    /// and quietly uses another directory when the one named is not there.
    pub(super) fn load() -> Result<Self, Failure> {
        if !Path::new("phontab").is_file() {
            return Err(Failure::NoData);
        }
        // SAFETY: the first calls into the library, from the only thread; the
        // strings and the null pointers are what the header asks for.
        let ready = unsafe {
            c::espeak_ng_InitializePath(c".".as_ptr());
            succeeded(c::espeak_ng_Initialize(ptr::null_mut()))
                && succeeded(c::espeak_ng_InitializeOutput(
                    c::espeak_ng_OUTPUT_MODE_ENOUTPUT_MODE_SYNCHRONOUS,
                    0,
                    ptr::null(),
                ))
        };
        ready
            .then_some(Self {
                _one_thread: std::marker::PhantomData,
            })
            .ok_or(Failure::NoData)
    }

    /// The version the library gives itself.
    pub(super) fn version(&self) -> String {
        // SAFETY: returns a static string; the argument may be null.
        let version = unsafe { CStr::from_ptr(c::espeak_Info(ptr::null_mut())) };
        version.to_string_lossy().into_owned()
    }

    /// Speaks one sentence, at most `limit` samples of it.
    pub(super) fn speak(&self, request: &SpeakRequest, limit: usize) -> Result<Spoken, Failure> {
        let pace = Pace::of(request.speed);
        self.choose(&request.voice)?;
        // SAFETY: the library is loaded (`self` exists) and this is its thread.
        unsafe {
            // Breath and friction are noise; the seed is otherwise the time of day.
            c::espeak_ng_SetRandSeed(1);
            c::espeak_ng_SetParameter(c::espeak_PARAMETER_espeakRATE, pace.rate, 0);
        }
        let mut take = Take {
            samples: Vec::new(),
            words: Vec::new(),
            limit,
            overrun: false,
        };
        let text = harmless(&request.text);
        let script = self.script(&text, &request.dictated);
        self.synthesize(&script, &mut take)?;
        script.replace_events(&mut take.words);
        if take.overrun {
            return Err(Failure::TooLong);
        }
        let mut spoken = Spoken {
            sample_rate: self.sample_rate(),
            samples: take.samples,
            words: take.words,
        };
        pace.stretch(&mut spoken, limit)?;
        Ok(spoken)
    }

    /// Turns a text into phonemes.
    pub(super) fn phonemize(&self, request: &PhonemizeRequest) -> Result<Vec<Clause>, Failure> {
        self.choose(&request.voice)?;
        let text = harmless(&request.text);
        let script = self.script(&text, &request.dictated);
        let mut clauses = clauses::read(&script, request.naming)?;
        script.replace_groups(&mut clauses);
        Ok(clauses)
    }

    /// `text` with what is dictated in it, in the language that was chosen.
    fn script<'d>(&self, text: &str, dictated: &'d [Dictation]) -> Script<'d> {
        let names = LazyCell::new(clauses::names);
        Script::write(text, dictated, |ipa| names_of(ipa, &names))
    }

    /// The language files as the library lists them, for comparison with ours.
    pub(super) fn voices(&self) -> Vec<String> {
        let mut names = Vec::new();
        // SAFETY: the list ends with a null pointer; each entry's identifier is a
        // string that lives until the next call, and is copied before.
        unsafe {
            let mut entry = c::espeak_ListVoices(ptr::null_mut());
            while !entry.is_null() && !(*entry).is_null() {
                let identifier = CStr::from_ptr((**entry).identifier);
                names.push(identifier.to_string_lossy().into_owned());
                entry = entry.add(1);
            }
        }
        names
    }

    fn choose(&self, voice: &str) -> Result<(), Failure> {
        let tame = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '/' | '-');
        if !voice.chars().all(tame) {
            return Err(Failure::NoVoice);
        }
        let voice = CString::new(voice).map_err(|_| Failure::NoVoice)?;
        // SAFETY: a terminated string, copied by the callee; loaded, one thread.
        let status = unsafe { c::espeak_ng_SetVoiceByName(voice.as_ptr()) };
        succeeded(status).then_some(()).ok_or(Failure::NoVoice)
    }

    fn synthesize(&self, script: &Script<'_>, take: &mut Take) -> Result<(), Failure> {
        let text = CString::new(script.text.as_str()).map_err(|_| Failure::Engine)?;
        let phonemes = if script.is_dictated() {
            c::espeakPHONEMES
        } else {
            0
        };
        // SAFETY: the text is terminated UTF-8 as the flag says, its size counts the
        // terminator (without it C reads on); `take` outlives the call, which is
        // synchronous, and reaches the callback as the events' `user_data`.
        let status = unsafe {
            c::espeak_SetSynthCallback(Some(collect));
            c::espeak_ng_Synthesize(
                text.as_ptr().cast(),
                text.as_bytes_with_nul().len(),
                0,
                c::espeak_POSITION_TYPE_POS_CHARACTER,
                0,
                c::espeakCHARS_UTF8 | phonemes,
                ptr::null_mut(),
                ptr::from_mut(take).cast::<c_void>(),
            )
        };
        (succeeded(status) || take.overrun)
            .then_some(())
            .ok_or(Failure::Engine)
    }

    fn sample_rate(&self) -> u32 {
        // SAFETY: reads a number that loading has set.
        let rate = unsafe { c::espeak_ng_GetSampleRate() };
        rate.try_into().unwrap_or(0)
    }
}

fn succeeded(status: c::espeak_ng_STATUS) -> bool {
    status == c::espeak_ng_STATUS_ENS_OK
}

/// What the callback gathers.
struct Take {
    samples: Vec<i16>,
    words: Vec<WordEvent>,
    limit: usize,
    overrun: bool,
}

/// Called by C with every 50 ms of speech; answers 1 to make it stop.
unsafe extern "C" fn collect(
    wave: *mut c_short,
    count: c_int,
    events: *mut c::espeak_EVENT,
) -> c_int {
    // SAFETY: C passes a list of events that ends with one of type 0, whose
    // `user_data` is the `Take` of the call under way, and `count` samples at
    // `wave` unless that is null.
    unsafe {
        let take = &mut *(*events).user_data.cast::<Take>();
        let mut event = events;
        while (*event).type_ != c::espeak_EVENT_TYPE_espeakEVENT_LIST_TERMINATED {
            take.note(&*event);
            event = event.add(1);
        }
        if !wave.is_null() {
            let count = usize::try_from(count).unwrap_or(0);
            take.samples
                .extend_from_slice(std::slice::from_raw_parts(wave, count));
        }
        take.overrun |= take.samples.len() > take.limit;
        c_int::from(take.overrun)
    }
}

impl Take {
    fn note(&mut self, event: &c::espeak_EVENT) {
        if event.type_ != c::espeak_EVENT_TYPE_espeakEVENT_WORD {
            return;
        }
        // Positions are counted from 1.
        let position = usize::try_from(event.text_position).unwrap_or(0);
        self.words.push(WordEvent {
            position: position.saturating_sub(1),
            length: usize::try_from(event.length).unwrap_or(0),
            sample: u64::try_from(event.sample).unwrap_or(0),
        });
    }
}

/// Every character for one character, so that positions stay; what could mean
/// something to espeak-ng other than itself becomes a space: control characters
/// (embedded commands), `[[` (phonemes), its own private characters.
pub(super) fn harmless(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|ch| {
            let meant = ch.is_control()
                || ('\u{e000}'..='\u{e0ff}').contains(&ch)
                || (ch == '[' && before == '[');
            before = ch;
            if meant { ' ' } else { ch }
        })
        .collect()
}

/// How a speed is reached: by espeak-ng as far as it can, the rest by sonic.
struct Pace {
    /// Words a minute.
    rate: c_int,
    /// Factor left for sonic; 1 for none.
    rest: f32,
}

impl Pace {
    fn of(speed: f32) -> Self {
        let wished = NORMAL_RATE * speed.clamp(0.1, 4.0);
        let rate = wished.clamp(*RATES.start(), *RATES.end()).round();
        let rest = if RATES.contains(&wished) {
            1.0
        } else {
            wished / rate
        };
        Self {
            rate: rate as c_int,
            rest,
        }
    }

    fn stretch(&self, spoken: &mut Spoken, limit: usize) -> Result<(), Failure> {
        let before = spoken.samples.len();
        if self.rest == 1.0 || before == 0 {
            return Ok(());
        }
        if before as f64 / f64::from(self.rest) > limit as f64 {
            return Err(Failure::TooLong);
        }
        spoken.samples = sonic(&spoken.samples, spoken.sample_rate, self.rest)?;
        let after = spoken.samples.len();
        for word in &mut spoken.words {
            word.sample = (word.sample as f64 * after as f64 / before as f64) as u64;
        }
        Ok(())
    }
}

// Declared here because Debian ships no bindings; the signatures are sonic.h's.
unsafe extern "C" {
    fn sonicCreateStream(sample_rate: c_int, channels: c_int) -> *mut c_void;
    fn sonicDestroyStream(stream: *mut c_void);
    fn sonicSetSpeed(stream: *mut c_void, speed: f32);
    fn sonicWriteShortToStream(stream: *mut c_void, samples: *mut c_short, count: c_int) -> c_int;
    fn sonicFlushStream(stream: *mut c_void) -> c_int;
    fn sonicSamplesAvailable(stream: *mut c_void) -> c_int;
    fn sonicReadShortFromStream(stream: *mut c_void, samples: *mut c_short, count: c_int) -> c_int;
}

/// Changes the pace of finished speech and keeps its pitch.
fn sonic(samples: &[i16], sample_rate: u32, speed: f32) -> Result<Vec<i16>, Failure> {
    let count = c_int::try_from(samples.len()).map_err(|_| Failure::TooLong)?;
    let rate = c_int::try_from(sample_rate).map_err(|_| Failure::Engine)?;
    // SAFETY: the stream is checked and destroyed once; sonic only reads the
    // `count` samples it is given, and writes at most as many as it is told
    // the buffer holds, which is as many as it says it has.
    unsafe {
        let stream = sonicCreateStream(rate, 1);
        if stream.is_null() {
            return Err(Failure::Engine);
        }
        sonicSetSpeed(stream, speed);
        let written = sonicWriteShortToStream(stream, samples.as_ptr().cast_mut(), count);
        let flushed = sonicFlushStream(stream);
        let ready = usize::try_from(sonicSamplesAvailable(stream)).unwrap_or(0);
        let mut out = vec![0; ready];
        let read = sonicReadShortFromStream(stream, out.as_mut_ptr(), ready as c_int);
        sonicDestroyStream(stream);
        out.truncate(usize::try_from(read).unwrap_or(0));
        (written == 1 && flushed == 1)
            .then_some(out)
            .ok_or(Failure::Engine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_espeak_would_obey_becomes_a_space_and_nothing_moves() {
        for (given, left) in [
            ("a[[h@l'oU]]b", "a[ h@l'oU]]b"),
            ("[[[x", "[  x"),
            ("a\u{1}5Sb\0", "a 5Sb "),
            ("a\u{e028}b", "a b"),
            ("<b>é &amp;", "<b>é &amp;"),
        ] {
            assert_eq!(harmless(given), left);
            assert_eq!(given.chars().count(), left.chars().count());
        }
    }

    #[test]
    fn sonic_halves_and_doubles_a_tone() {
        let tone: Vec<i16> = (0..22_050)
            .map(|at| ((at as f32 * 0.05).sin() * 9_000.0) as i16)
            .collect();
        for (speed, wished) in [(0.5, 44_100.0), (2.0, 11_025.0)] {
            let length = sonic(&tone, 22_050, speed).unwrap().len() as f32;
            assert!((length / wished - 1.0).abs() < 0.03, "{speed}: {length}");
        }
    }
}
