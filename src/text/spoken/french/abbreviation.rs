//! Abbreviations: "M. Dupont", "p. ex.", "av. J.-C.", "n° 5", "etc.".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::romance::short::{self, Pair, Place, Short, short};

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

const TABLE: &[Short] = &[
    short("c.-à-d", "c'est-à-dire", Place::Bare),
    short("c-à-d", "c'est-à-dire", Place::Bare),
    short("càd", "c'est-à-dire", Place::Bare),
    short("J.-C", "Jésus-Christ", Place::Dotted),
    short("N.-D", "Notre-Dame", Place::Bare),
    short("P.-S", "post-scriptum", Place::Bare),
    short("M", "Monsieur", Place::DottedBeforeName),
    short("MM", "Messieurs", Place::DottedBeforeName),
    short("Mme", "Madame", Place::BeforeName),
    short("Mmes", "Mesdames", Place::BeforeName),
    short("Mlle", "Mademoiselle", Place::BeforeName),
    short("Mlles", "Mesdemoiselles", Place::BeforeName),
    short("Mgr", "Monseigneur", Place::BeforeName),
    short("Dr", "docteur", Place::BeforeName),
    short("Drs", "docteurs", Place::BeforeName),
    short("Dre", "docteure", Place::BeforeName),
    short("Pr", "professeur", Place::BeforeName),
    short("Prof", "professeur", Place::BeforeName),
    short("St", "Saint", Place::BeforeName),
    short("Ste", "Sainte", Place::BeforeName),
    short("bd", "boulevard", Place::BeforeName),
    short("Bd", "boulevard", Place::BeforeName),
    short("bld", "boulevard", Place::BeforeName),
    short("boul", "boulevard", Place::DottedBeforeName),
    short("av", "avenue", Place::DottedBeforeName),
    short("Av", "avenue", Place::DottedBeforeName),
    short("pl", "place", Place::DottedBeforeName),
    short("gén", "général", Place::DottedBeforeName),
    short("art", "article", Place::BeforeNumber),
    short("Art", "Article", Place::BeforeNumber),
    short("n°", "numéro", Place::Bare),
    short("N°", "Numéro", Place::Bare),
    short("nº", "numéro", Place::Bare),
    short("Nº", "Numéro", Place::Bare),
    short("no", "numéro", Place::BeforeNumberBare),
    short("p", "page", Place::BeforeNumber),
    short("pp", "pages", Place::BeforeNumber),
    short("chap", "chapitre", Place::BeforeNumber),
    short("Chap", "Chapitre", Place::BeforeNumber),
    short("fig", "figure", Place::BeforeNumber),
    short("Fig", "Figure", Place::BeforeNumber),
    short("vol", "volume", Place::BeforeNumber),
    short("t", "tome", Place::BeforeNumber),
    short("al", "alinéa", Place::BeforeNumber),
    short("tél", "téléphone", Place::Dotted),
    short("Tél", "Téléphone", Place::Dotted),
    short("etc", "et cetera", Place::Bare),
    short("cf", "confer", Place::Bare),
    short("Cf", "Confer", Place::Bare),
    short("env", "environ", Place::Dotted),
    short("éd", "édition", Place::Dotted),
    short("hab", "habitants", Place::AfterNumber),
    short("dép", "département", Place::Dotted),
    short("ibid", "ibidem", Place::Dotted),
    short("vs", "versus", Place::Bare),
    short("max", "maximum", Place::Dotted),
    short("min", "minimum", Place::Dotted),
    short("resp", "respectivement", Place::Dotted),
    short("SVP", "s'il vous plaît", Place::Bare),
    short("s.v.p", "s'il vous plaît", Place::Bare),
    short("svp", "s'il vous plaît", Place::Bare),
    short("RDV", "rendez-vous", Place::Bare),
    short("rdv", "rendez-vous", Place::Bare),
    short("qqn", "quelqu'un", Place::Bare),
    short("qqch", "quelque chose", Place::Bare),
    short("Cie", "compagnie", Place::Bare),
    short("Sté", "société", Place::Bare),
    short("Ets", "établissements", Place::BeforeName),
];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    saint(at)
        .or_else(|| lawyer(at))
        .or_else(|| short::read(at, PAIRS, TABLE))
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
