//! Text → clauses of phonemes, each group of them with its place in the text.
//!
//! The library has no public call that tells both the phonemes and where they come
//! from. Its own steps do: it translates one clause into `phoneme_list`, whose
//! entries carry the place in the source; the names of the phonemes are written
//! here. Measured against piper's own phonemiser: equal in all but a few of 4 000
//! English texts, and in nearly all of 15 other languages.
#![allow(unsafe_code, reason = "these are the insides of a C library")]

use std::ffi::{CStr, CString, c_char, c_int, c_uint, c_void};
use std::ptr;

use super::dictation::{Name, Script};
use super::protocol::{Clause, Failure, Group, Naming};

/// `PHONEME_LIST` of `synthesize.h`.
#[repr(C)]
#[derive(Clone, Copy)]
struct Entry {
    synthflags: u16,
    phcode: u8,
    stresslevel: u8,
    sourceix: u16,
    wordstress: u8,
    tone_ph: u8,
    ph: *const Phoneme,
    length: c_uint,
    env: u8,
    kind: u8,
    prepause: u8,
    amp: u8,
    newword: u8,
    pitch1: u8,
    pitch2: u8,
    std_length: u8,
    phontab_addr: c_uint,
    sound_param: c_int,
}

/// `PHONEME_TAB` of `phoneme.h`.
#[repr(C)]
struct Phoneme {
    mnemonic: c_uint,
    phflags: c_uint,
    program: u16,
    code: u8,
    kind: u8,
    start_type: u8,
    end_type: u8,
    std_length: u8,
    length_mod: u8,
}

const _: () = {
    // The version is pinned; another layout would be read as nonsense.
    assert!(size_of::<Phoneme>() == 16);
    #[cfg(target_pointer_width = "64")]
    assert!(size_of::<Entry>() == 40);
};

/// `N_PHONEME_LIST` and its one entry more.
const ENTRIES: usize = 1001;

unsafe extern "C" {
    static mut p_decoder: *mut c_void;
    static mut translator: *mut c_void;
    static mut clause_start_char: c_int;
    static mut option_phoneme_input: c_int;
    static mut n_phoneme_list: c_int;
    static mut n_phoneme_tab: c_int;
    static mut phoneme_list: [Entry; ENTRIES];
    static mut phoneme_tab: [*const Phoneme; 256];
    fn create_text_decoder() -> *mut c_void;
    fn text_decoder_decode_string_multibyte(
        decoder: *mut c_void,
        text: *const c_void,
        encoding: c_int,
        flags: c_int,
    ) -> c_int;
    fn text_decoder_get_buffer(decoder: *mut c_void) -> *const c_void;
    fn TranslateClauseWithTerminator(
        translator: *mut c_void,
        tone: *mut c_int,
        voice: *mut *mut c_char,
        terminator: *mut c_int,
    );
    fn WritePhMnemonic(
        out: *mut c_char,
        phoneme: *const Phoneme,
        at: *const Entry,
        ipa: c_int,
        flags: *mut c_int,
    ) -> *mut c_char;
    fn InitText(control: c_int);
}

const UTF8: c_int = 1;
/// Of `synthflags`.
const SYLLABLE: u16 = 4;
const LENGTHEN: u16 = 8;
/// Of `newword`.
const WORD: u8 = 1;
const SENTENCE_OR_CLAUSE: u8 = 4 | 8;
/// Phoneme codes and types.
const SWITCH: u8 = 21;
const LONG_MARK: usize = 12;
const SYLLABIC_MARK: usize = 20;
const VOWEL: u8 = 2;
const PAUSE: u8 = 0;
const STRESS: u8 = 1;
const INVALID: u8 = 15;
/// Of `ipa`: by name, not by IPA.
const BY_NAME: c_int = 0;
const BY_IPA: c_int = 2;
/// The names of one entry are shorter by far.
const NAME: usize = 256;

/// Translates a text with the voice that is set, clause by clause.
///
/// Call it with the tables loaded and a voice chosen, on the one thread.
pub(super) fn read(script: &Script<'_>, naming: Naming) -> Result<Vec<Clause>, Failure> {
    let text = CString::new(script.text.as_str()).map_err(|_| Failure::Engine)?;
    let mut clauses = Vec::new();
    // SAFETY: the globals belong to this thread's library, loaded by the caller;
    // `text` outlives the loop, and the decoder never points past its end.
    unsafe {
        if translator.is_null() {
            return Err(Failure::NoVoice);
        }
        InitText(0);
        option_phoneme_input = c_int::from(script.is_dictated());
        if p_decoder.is_null() {
            p_decoder = create_text_decoder();
        }
        let mut at: *const c_void = text.as_ptr().cast();
        while !at.is_null() {
            if text_decoder_decode_string_multibyte(p_decoder, at, UTF8, UTF8) != 0 {
                return Err(Failure::Engine);
            }
            let mut terminator = 0;
            TranslateClauseWithTerminator(
                translator,
                ptr::null_mut(),
                ptr::null_mut(),
                &raw mut terminator,
            );
            clauses.push(clause(naming, terminator));
            let next = text_decoder_get_buffer(p_decoder);
            if next == at {
                return Err(Failure::Engine);
            }
            at = next;
        }
    }
    Ok(clauses)
}

fn clause(naming: Naming, terminator: c_int) -> Clause {
    let mark = match terminator & 0xF_FFFF {
        0x8_0028 => ".",
        0x8_2028 => "?",
        0x8_302d => "!",
        0x4_1014 => ",",
        0x4_001e => ":",
        0x4_101e => ";",
        _ => "",
    };
    Clause {
        // SAFETY: a clause has just been translated, as `groups` asks.
        groups: unsafe { groups(naming) },
        terminator: mark.to_owned(),
        ends_sentence: terminator & 0x8_0000 != 0,
    }
}

/// The groups of the clause just translated.
///
/// # Safety
/// On the library's thread, after a clause was translated and before anything else.
unsafe fn groups(naming: Naming) -> Vec<Group> {
    // SAFETY: C keeps `n_phoneme_list` within the list, and its first entries are
    // written; they are copied because names are written over a list whose
    // entries behind the current one are replaced.
    let (entries, start) = unsafe {
        let count = usize::try_from(n_phoneme_list).unwrap_or(0).min(ENTRIES);
        let first = (&raw const phoneme_list).cast::<Entry>();
        let entries = std::slice::from_raw_parts(first, count).to_vec();
        (entries, clause_start_char)
    };
    let mut groups = vec![Group::default()];
    // The first entry and the last two stand for the silence around the clause.
    let spoken = entries.len().saturating_sub(2);
    for (index, entry) in entries[..spoken].iter().enumerate().skip(1) {
        if entry.newword & WORD != 0 && entry.newword & SENTENCE_OR_CLAUSE == 0 {
            groups.push(Group::default());
        }
        if naming == Naming::Current {
            hide_before(index);
        }
        let Some(group) = groups.last_mut() else {
            continue;
        };
        place(group, entry, start);
        name(&mut group.phonemes, entry, index);
    }
    groups
}

fn place(group: &mut Group, entry: &Entry, clause_start: c_int) {
    if entry.sourceix != 0 && group.length == 0 {
        let position = clause_start + c_int::from(entry.sourceix & 0x7ff) - 1;
        group.position = usize::try_from(position).unwrap_or(0);
        group.length = usize::from(entry.sourceix >> 11);
    }
}

/// Today's espeak-ng does not look behind the phoneme whose name it writes; the
/// linked one does. Entries that match nothing make it see nothing there.
fn hide_before(index: usize) {
    static NOTHING: Phoneme = Phoneme {
        mnemonic: u32::MAX,
        phflags: 0,
        program: 0,
        code: 0,
        kind: u8::MAX,
        start_type: 0,
        end_type: 0,
        std_length: 0,
        length_mod: 0,
    };
    for hidden in [index.checked_sub(1), index.checked_sub(2)]
        .into_iter()
        .flatten()
    {
        // SAFETY: `hidden` lies in the list; C reads the entry's phoneme, which is
        // static. The next clause writes the list anew.
        unsafe {
            phoneme_list[hidden].ph = &raw const NOTHING;
            phoneme_list[hidden].kind = u8::MAX;
            phoneme_list[hidden].sourceix = 1;
        }
    }
}

fn name(out: &mut String, entry: &Entry, index: usize) {
    if entry.synthflags & SYLLABLE != 0 && entry.stresslevel > 1 {
        out.push(if entry.stresslevel > 3 { 'ˈ' } else { 'ˌ' });
    }
    push_name(out, entry.ph, index);
    // SAFETY: C always sets the phoneme of an entry it has written.
    if unsafe { (*entry.ph).code } == SWITCH {
        return;
    }
    let marks = [
        (entry.synthflags & LENGTHEN != 0, LONG_MARK),
        (
            entry.synthflags & SYLLABLE != 0 && entry.kind != VOWEL,
            SYLLABIC_MARK,
        ),
        (entry.tone_ph > 0, usize::from(entry.tone_ph)),
    ];
    for (_, mark) in marks.into_iter().filter(|(wanted, _)| *wanted) {
        // SAFETY: the table has 256 places, and the marks are less.
        push_name(out, unsafe { phoneme_tab[mark] }, index);
    }
}

fn push_name(out: &mut String, phoneme: *const Phoneme, index: usize) {
    // SAFETY: `index` lies in the list.
    let at = unsafe { (&raw const phoneme_list).cast::<Entry>().add(index) };
    out.push_str(&written(phoneme, at, BY_IPA));
}

/// How `phoneme` is written where it stands `at` an entry, or anywhere if that is null.
fn written(phoneme: *const Phoneme, at: *const Entry, how: c_int) -> String {
    if phoneme.is_null() {
        return String::new();
    }
    let mut buffer: [c_char; NAME] = [0; NAME];
    // SAFETY: a phoneme of the library's table, an entry of its list or null, a buffer
    // ten times longer than any name, which C terminates.
    let name = unsafe {
        let mut flags = 0;
        WritePhMnemonic(buffer.as_mut_ptr(), phoneme, at, how, &raw mut flags);
        CStr::from_ptr(buffer.as_ptr())
    };
    name.to_string_lossy().into_owned()
}

/// The phonemes of the language that is set, with their names. Some have no name in IPA.
///
/// Call it as [`read`].
pub(super) fn names() -> Vec<Name> {
    let mut names = Vec::new();
    // SAFETY: the table belongs to this thread's library, loaded by the caller; it has
    // 256 places, of which C fills the first `n_phoneme_tab`.
    let phonemes = unsafe {
        let count = usize::try_from(n_phoneme_tab).unwrap_or(0).min(256);
        let first = (&raw const phoneme_tab).cast::<*const Phoneme>();
        std::slice::from_raw_parts(first, count).to_vec()
    };
    for phoneme in phonemes.into_iter().filter(|phoneme| !phoneme.is_null()) {
        // SAFETY: C fills its table with phonemes of the language's file.
        let Phoneme { kind, code, .. } = unsafe { &*phoneme };
        if matches!(*kind, PAUSE | STRESS | INVALID) || *code == SWITCH {
            continue;
        }
        let name = Name {
            espeak: written(phoneme, ptr::null(), BY_NAME),
            ipa: written(phoneme, ptr::null(), BY_IPA),
        };
        if !name.ipa.is_empty() && !name.espeak.is_empty() {
            names.push(name);
        }
    }
    names
}
