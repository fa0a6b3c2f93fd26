//! Dates: "14/03/2023", "1º maggio", "14 marzo 2023", "lun. 3 gen.", "2023-03-14".

use super::super::romance::date::Calendar;
use super::{time, words};

pub(super) const CALENDAR: Calendar = Calendar {
    months: [
        ("gennaio", &["gen"]),
        ("febbraio", &["feb"]),
        ("marzo", &["mar"]),
        ("aprile", &["apr"]),
        ("maggio", &["mag"]),
        ("giugno", &["giu"]),
        ("luglio", &["lug"]),
        ("agosto", &["ago"]),
        ("settembre", &["set", "sett"]),
        ("ottobre", &["ott"]),
        ("novembre", &["nov"]),
        ("dicembre", &["dic"]),
    ],
    days: [
        ("lun", "lunedì"),
        ("mar", "martedì"),
        ("mer", "mercoledì"),
        ("gio", "giovedì"),
        ("ven", "venerdì"),
        ("sab", "sabato"),
        ("dom", "domenica"),
    ],
    first: "primo",
    ordinal: &["º", "°"],
    cues: &[
        "il", "del", "al", "dal", "entro", "lunedì", "martedì", "sabato",
    ],
    opened: true,
    sure: true,
    cardinal: |digits, _| words::cardinal(digits),
    year: |digits, _| words::padded(digits),
    clock: |clock, _| Some(format!("ore {}", time::clock(clock, ':')?)),
};
