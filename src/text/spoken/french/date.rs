//! Dates: "14/03/2023", "1er mai", "14 mars 2023", "lun. 3 janv.", "2023-03-14".

use super::super::romance::Gender;
use super::super::romance::date::Calendar;
use super::{time, words};

pub(super) const CALENDAR: Calendar = Calendar {
    months: [
        ("janvier", &["janv", "jan"]),
        ("février", &["févr", "fév"]),
        ("mars", &[]),
        ("avril", &["avr"]),
        ("mai", &[]),
        ("juin", &[]),
        ("juillet", &["juil", "juill"]),
        ("août", &["aout"]),
        ("septembre", &["sept"]),
        ("octobre", &["oct"]),
        ("novembre", &["nov"]),
        ("décembre", &["déc"]),
    ],
    days: [
        ("lun", "lundi"),
        ("mar", "mardi"),
        ("mer", "mercredi"),
        ("jeu", "jeudi"),
        ("ven", "vendredi"),
        ("sam", "samedi"),
        ("dim", "dimanche"),
    ],
    first: "premier",
    ordinal: &["er"],
    cues: &["le", "du", "au", "dès", "depuis", "avant", "après"],
    opened: false,
    sure: false,
    cardinal: |digits, at| words::cardinal(digits, Gender::Masculine, at.region),
    year: |digits, at| match digits.len() {
        2 => words::padded(digits, at.region),
        _ => words::cardinal(digits, Gender::Masculine, at.region),
    },
    clock: time::colons,
};
