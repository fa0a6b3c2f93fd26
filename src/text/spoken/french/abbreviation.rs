//! Abbreviations: "M. Dupont", "p. ex.", "av. J.-C.", "n° 5", "etc.".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::short::{self, Pair, Place, Table};

const PAIRS: &[Pair] = &[
    ("p", "ex", "par exemple"),
    ("P", "ex", "Par exemple"),
    ("par", "ex", "par exemple"),
    ("av", "J.-C", "avant Jésus-Christ"),
    ("apr", "J.-C", "après Jésus-Christ"),
    ("ap", "J.-C", "après Jésus-Christ"),
    ("c", "à.d", "c'est-à-dire"),
    ("op", "cit", "opere citato"),
    ("loc", "cit", "loco citato"),
    ("et", "al", "et alii"),
    ("N", "B", "nota bene"),
    ("s", "d", "sans date"),
];

const TABLE: Table = &[
    (
        Place::Bare,
        &[
            ("c.-à-d", "c'est-à-dire"),
            ("c-à-d", "c'est-à-dire"),
            ("càd", "c'est-à-dire"),
            ("N.-D", "Notre-Dame"),
            ("P.-S", "post-scriptum"),
            ("n°", "numéro"),
            ("N°", "Numéro"),
            ("nº", "numéro"),
            ("Nº", "Numéro"),
            ("etc", "et cetera"),
            ("cf", "confer"),
            ("Cf", "Confer"),
            ("vs", "versus"),
            ("SVP", "s'il vous plaît"),
            ("s.v.p", "s'il vous plaît"),
            ("svp", "s'il vous plaît"),
            ("RDV", "rendez-vous"),
            ("rdv", "rendez-vous"),
            ("qqn", "quelqu'un"),
            ("qqch", "quelque chose"),
            ("Cie", "compagnie"),
            ("Sté", "société"),
        ],
    ),
    (
        Place::Dotted,
        &[
            ("J.-C", "Jésus-Christ"),
            ("tél", "téléphone"),
            ("Tél", "Téléphone"),
            ("env", "environ"),
            ("éd", "édition"),
            ("dép", "département"),
            ("ibid", "ibidem"),
            ("max", "maximum"),
            ("min", "minimum"),
            ("resp", "respectivement"),
        ],
    ),
    (
        Place::DottedBeforeName,
        &[
            ("M", "Monsieur"),
            ("MM", "Messieurs"),
            ("boul", "boulevard"),
            ("av", "avenue"),
            ("Av", "avenue"),
            ("pl", "place"),
            ("gén", "général"),
        ],
    ),
    (
        Place::BeforeName,
        &[
            ("Mme", "Madame"),
            ("Mmes", "Mesdames"),
            ("Mlle", "Mademoiselle"),
            ("Mlles", "Mesdemoiselles"),
            ("Mgr", "Monseigneur"),
            ("Dr", "docteur"),
            ("Drs", "docteurs"),
            ("Dre", "docteure"),
            ("Pr", "professeur"),
            ("Prof", "professeur"),
            ("St", "Saint"),
            ("Ste", "Sainte"),
            ("bd", "boulevard"),
            ("Bd", "boulevard"),
            ("bld", "boulevard"),
            ("Ets", "établissements"),
        ],
    ),
    (
        Place::BeforeNumber,
        &[
            ("art", "article"),
            ("Art", "Article"),
            ("p", "page"),
            ("pp", "pages"),
            ("chap", "chapitre"),
            ("Chap", "Chapitre"),
            ("fig", "figure"),
            ("Fig", "Figure"),
            ("vol", "volume"),
            ("t", "tome"),
            ("al", "alinéa"),
        ],
    ),
    (Place::BeforeNumberBare, &[("no", "numéro")]),
    (Place::AfterNumber, &[("hab", "habitants")]),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    saint(at)
        .or_else(|| lawyer(at))
        .or_else(|| short::read_elided(at, PAIRS, TABLE))
}

/// "Me Dupont", but "Love Me Do".
fn lawyer(at: &At<'_>) -> Option<Claim> {
    let named = at.core(1).starts_with(char::is_uppercase) && at.runs_on(0);
    let title = at.earlier(1).starts_with(char::is_uppercase) || at.core(1) == "Too";
    (at.core(0) == "Me" && named && !title).then(|| Claim::word("Maître"))
}

/// "St-Denis", "Ste-Catherine".
fn saint(at: &At<'_>) -> Option<Claim> {
    let (short, name) = at.core(0).split_once('-')?;
    let said = match short {
        "St" => "Saint",
        "Ste" => "Sainte",
        "N.D" | "ND" => "Notre-Dame",
        _ => return None,
    };
    let named = name.starts_with(char::is_uppercase);
    named.then(|| Claim::word(format!("{said}-{name}")))
}
