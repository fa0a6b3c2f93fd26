//! Abbreviations: "sig. Rossi", "p. es.", "a.C.", "pag. 5", "S. Pietro".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::romance::short::{self, Pair, Place, Short, short};

const PAIRS: &[Pair] = &[
    ("p", "es", "per esempio"),
    ("P", "es", "Per esempio"),
    ("a", "C", "avanti Cristo"),
    ("d", "C", "dopo Cristo"),
    ("S.p", "A", "S P A"),
    ("S.r", "l", "S R L"),
    ("N", "B", "nota bene"),
    ("P", "S", "post scriptum"),
    ("c", "d", "cosiddetto"),
    ("u", "s", "ultimo scorso"),
    ("et", "al", "et alii"),
];

const TABLE: &[Short] = &[
    short("sig", "signor", Place::DottedBeforeName),
    short("Sig", "Signor", Place::DottedBeforeName),
    short("sigg", "signori", Place::Dotted),
    short("sig.ra", "signora", Place::Bare),
    short("Sig.ra", "Signora", Place::Bare),
    short("sig.na", "signorina", Place::Bare),
    short("Sig.na", "Signorina", Place::Bare),
    short("dott", "dottor", Place::DottedBeforeName),
    short("Dott", "Dottor", Place::DottedBeforeName),
    short("dott.ssa", "dottoressa", Place::Bare),
    short("Dott.ssa", "Dottoressa", Place::Bare),
    short("dr", "dottor", Place::DottedBeforeName),
    short("Dr", "Dottor", Place::BeforeName),
    short("prof", "professor", Place::DottedBeforeName),
    short("Prof", "Professor", Place::DottedBeforeName),
    short("prof.ssa", "professoressa", Place::Bare),
    short("Prof.ssa", "Professoressa", Place::Bare),
    short("ing", "ingegner", Place::DottedBeforeName),
    short("Ing", "Ingegner", Place::DottedBeforeName),
    short("avv", "avvocato", Place::DottedBeforeName),
    short("Avv", "Avvocato", Place::DottedBeforeName),
    short("arch", "architetto", Place::DottedBeforeName),
    short("geom", "geometra", Place::DottedBeforeName),
    short("rag", "ragionier", Place::DottedBeforeName),
    short("on", "onorevole", Place::DottedBeforeName),
    short("On", "Onorevole", Place::DottedBeforeName),
    short("sen", "senatore", Place::DottedBeforeName),
    short("mons", "monsignor", Place::DottedBeforeName),
    short("Mons", "Monsignor", Place::DottedBeforeName),
    short("gen", "generale", Place::DottedBeforeName),
    short("col", "colonnello", Place::DottedBeforeName),
    short("cap", "capitolo", Place::BeforeNumber),
    short("Cap", "Capitolo", Place::BeforeNumber),
    short("ecc", "eccetera", Place::Bare),
    short("etc", "eccetera", Place::Bare),
    short("es", "esempio", Place::Dotted),
    short("pag", "pagina", Place::BeforeNumber),
    short("Pag", "Pagina", Place::BeforeNumber),
    short("pagg", "pagine", Place::BeforeNumber),
    short("pp", "pagine", Place::BeforeNumber),
    short("p", "pagina", Place::BeforeNumber),
    short("art", "articolo", Place::BeforeNumber),
    short("Art", "Articolo", Place::BeforeNumber),
    short("artt", "articoli", Place::BeforeNumber),
    short("n", "numero", Place::BeforeNumber),
    short("nn", "numeri", Place::BeforeNumber),
    short("n°", "numero", Place::Bare),
    short("nº", "numero", Place::Bare),
    short("N°", "Numero", Place::Bare),
    short("vol", "volume", Place::BeforeNumber),
    short("Vol", "Volume", Place::BeforeNumber),
    short("fig", "figura", Place::BeforeNumber),
    short("Fig", "Figura", Place::BeforeNumber),
    short("tab", "tabella", Place::BeforeNumber),
    short("Tab", "Tabella", Place::BeforeNumber),
    short("sec", "secolo", Place::BeforeNumber),
    short("tel", "telefono", Place::Dotted),
    short("Tel", "Telefono", Place::Dotted),
    short("cell", "cellulare", Place::Dotted),
    short("ca", "circa", Place::Dotted),
    short("cfr", "confronta", Place::Bare),
    short("Cfr", "Confronta", Place::Bare),
    short("cit", "citato", Place::Dotted),
    short("ed", "edizione", Place::Dotted),
    short("prov", "provincia", Place::Dotted),
    short("max", "massimo", Place::Dotted),
    short("min", "minimo", Place::Dotted),
    short("incl", "incluso", Place::Dotted),
    short("escl", "escluso", Place::Dotted),
    short("vs", "versus", Place::Bare),
    short("c.so", "corso", Place::Bare),
    short("C.so", "Corso", Place::Bare),
    short("v.le", "viale", Place::Bare),
    short("V.le", "Viale", Place::Bare),
    short("p.za", "piazza", Place::Bare),
    short("P.za", "Piazza", Place::Bare),
    short("p.zza", "piazza", Place::Bare),
    short("P.zza", "Piazza", Place::Bare),
    short("F.lli", "Fratelli", Place::Bare),
    short("f.lli", "fratelli", Place::Bare),
    short("gent.mo", "gentilissimo", Place::Bare),
    short("Gent.mo", "Gentilissimo", Place::Bare),
    short("gent.ma", "gentilissima", Place::Bare),
    short("Gent.ma", "Gentilissima", Place::Bare),
    short("egr", "egregio", Place::Dotted),
    short("Egr", "Egregio", Place::Dotted),
    short("Spett", "Spettabile", Place::Dotted),
    short("spett", "spettabile", Place::Dotted),
    short("ab", "abitanti", Place::AfterNumber),
    short("SpA", "S P A", Place::Bare),
    short("Srl", "S R L", Place::Bare),
];

/// Masculine names of saints in -a.
const SAINTS: &[&str] = &["Luca", "Nicola", "Mattia", "Andrea", "Costa"];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    saint(at).or_else(|| short::read(at, PAIRS, TABLE))
}

/// "S. Pietro", "S. Maria", "S. Antonio", "S. Stefano".
fn saint(at: &At<'_>) -> Option<Claim> {
    let name = at.core(1);
    let named = name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && at.before(1).is_empty();
    let bare = at.earlier(1).len() != 1 && at.core(0) == "S" && at.after(0) == ".";
    if !named || !bare {
        return None;
    }
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let (first, second) = (letters.next()?, letters.next()?);
    let is_vowel = |ch: char| "aeiou".contains(ch);
    let said = match first {
        first if is_vowel(first) => "Sant'",
        _ if name.ends_with('a') && !SAINTS.contains(&name) => "Santa",
        's' if !is_vowel(second) => "Santo",
        _ => "San",
    };
    Some(Claim::word(said).without("."))
}
