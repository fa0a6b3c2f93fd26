//! Abbreviations: "sig. Rossi", "p. es.", "a.C.", "pag. 5", "S. Pietro".

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::short::{self, Pair, Place, Table};

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

const TABLE: Table = &[
    (
        Place::DottedBeforeName,
        &[
            ("sig", "signor"),
            ("Sig", "Signor"),
            ("dott", "dottor"),
            ("Dott", "Dottor"),
            ("dr", "dottor"),
            ("prof", "professor"),
            ("Prof", "Professor"),
            ("ing", "ingegner"),
            ("Ing", "Ingegner"),
            ("avv", "avvocato"),
            ("Avv", "Avvocato"),
            ("arch", "architetto"),
            ("geom", "geometra"),
            ("rag", "ragionier"),
            ("on", "onorevole"),
            ("On", "Onorevole"),
            ("sen", "senatore"),
            ("mons", "monsignor"),
            ("Mons", "Monsignor"),
            ("gen", "generale"),
            ("col", "colonnello"),
        ],
    ),
    (
        Place::Dotted,
        &[
            ("sigg", "signori"),
            ("es", "esempio"),
            ("tel", "telefono"),
            ("Tel", "Telefono"),
            ("cell", "cellulare"),
            ("ca", "circa"),
            ("cit", "citato"),
            ("ed", "edizione"),
            ("prov", "provincia"),
            ("max", "massimo"),
            ("min", "minimo"),
            ("incl", "incluso"),
            ("escl", "escluso"),
            ("egr", "egregio"),
            ("Egr", "Egregio"),
            ("Spett", "Spettabile"),
            ("spett", "spettabile"),
        ],
    ),
    (
        Place::Bare,
        &[
            ("sig.ra", "signora"),
            ("Sig.ra", "Signora"),
            ("sig.na", "signorina"),
            ("Sig.na", "Signorina"),
            ("dott.ssa", "dottoressa"),
            ("Dott.ssa", "Dottoressa"),
            ("prof.ssa", "professoressa"),
            ("Prof.ssa", "Professoressa"),
            ("ecc", "eccetera"),
            ("etc", "eccetera"),
            ("n°", "numero"),
            ("nº", "numero"),
            ("N°", "Numero"),
            ("cfr", "confronta"),
            ("Cfr", "Confronta"),
            ("vs", "versus"),
            ("c.so", "corso"),
            ("C.so", "Corso"),
            ("v.le", "viale"),
            ("V.le", "Viale"),
            ("p.za", "piazza"),
            ("P.za", "Piazza"),
            ("p.zza", "piazza"),
            ("P.zza", "Piazza"),
            ("F.lli", "Fratelli"),
            ("f.lli", "fratelli"),
            ("gent.mo", "gentilissimo"),
            ("Gent.mo", "Gentilissimo"),
            ("gent.ma", "gentilissima"),
            ("Gent.ma", "Gentilissima"),
            ("SpA", "S P A"),
            ("Srl", "S R L"),
        ],
    ),
    (Place::BeforeName, &[("Dr", "Dottor")]),
    (
        Place::BeforeNumber,
        &[
            ("cap", "capitolo"),
            ("Cap", "Capitolo"),
            ("pag", "pagina"),
            ("Pag", "Pagina"),
            ("pagg", "pagine"),
            ("pp", "pagine"),
            ("p", "pagina"),
            ("art", "articolo"),
            ("Art", "Articolo"),
            ("artt", "articoli"),
            ("n", "numero"),
            ("nn", "numeri"),
            ("vol", "volume"),
            ("Vol", "Volume"),
            ("fig", "figura"),
            ("Fig", "Figura"),
            ("tab", "tabella"),
            ("Tab", "Tabella"),
            ("sec", "secolo"),
        ],
    ),
    (Place::AfterNumber, &[("ab", "abitanti")]),
];

/// Masculine names of saints in -a.
const SAINTS: &[&str] = &["Luca", "Nicola", "Mattia", "Andrea", "Costa"];

pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    saint(at).or_else(|| short::read_elided(at, PAIRS, TABLE))
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
