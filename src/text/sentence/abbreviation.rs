//! Words that end in a dot without ending a sentence.

/// What a dot after an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something always follows: "Dr.", "e.g.".
    Before,
    /// A number follows, else it was a plain word: "No. 5", "Fig. 2", "Jan. 3".
    Number,
    /// It may close a sentence; the next word decides: "Inc.", "p.m.".
    Either,
}

/// The abbreviations of one language, lower case, last dot left out.
struct Table {
    language: &'static str,
    before: &'static [&'static str],
    number: &'static [&'static str],
    either: &'static [&'static str],
}

/// What `word` (its last dot left out) abbreviates in `language` (a primary subtag).
pub(super) fn find(language: &str, word: &str) -> Option<Abbreviation> {
    let word = word.to_lowercase();
    if language == "de" && word.len() > 5 && word.ends_with("str") {
        return Some(Abbreviation::Number);
    }
    let own = TABLES.iter().find(|table| table.language == language);
    own.and_then(|table| table.find(&word))
        .or_else(|| SHARED.find(&word))
}

impl Table {
    fn find(&self, word: &str) -> Option<Abbreviation> {
        let lists = [
            (self.before, Abbreviation::Before),
            (self.number, Abbreviation::Number),
            (self.either, Abbreviation::Either),
        ];
        lists
            .iter()
            .find(|(list, _)| list.contains(&word))
            .map(|(_, kind)| *kind)
    }
}

/// Understood in every language.
const SHARED: Table = Table {
    language: "",
    before: &[
        "dr", "prof", "mr", "mrs", "ms", "vs", "cf", "e.g", "i.e", "ca", "op", "bzw",
    ],
    number: &["vol", "fig", "nr", "pp", "cap", "kap", "art", "tel"],
    either: &["etc", "ph.d", "a.m", "p.m", "inc", "ltd", "jr", "sr"],
};

const TABLES: &[Table] = &[
    Table {
        language: "en",
        before: &[
            "rev", "mx", "messrs", "mme", "mlle", "fr", "hon", "gen", "col", "maj", "capt", "cpt",
            "lt", "cmdr", "cdr", "adm", "sgt", "cpl", "pvt", "pres", "gov", "sen", "rep", "amb",
            "supt", "det", "insp", "mt", "viz", "esp", "incl", "approx", "v", "atty", "pfc", "lt",
        ],
        number: &[
            "no", "nos", "p", "pg", "ch", "chap", "sec", "sect", "eq", "figs", "vols", "ed", "par",
            "para", "ex", "app", "tab", "ver", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
            "sep", "sept", "oct", "nov", "dec", "c", "b", "d", "r", "ext", "est", "apt", "rm",
            "hwy", "rte",
        ],
        either: &[
            "st", "co", "corp", "bros", "llc", "plc", "esq", "ave", "blvd", "rd", "bldg", "dept",
            "univ", "assn", "al", "u.s", "u.k", "u.n", "e.u", "d.c", "l.a", "b.c", "a.d", "m.d",
            "b.a", "m.a", "b.sc", "m.sc", "mon", "tue", "tues", "wed", "thu", "thur", "thurs",
            "fri", "calif", "conn", "penn", "tenn", "fla", "ariz", "colo", "minn", "hr", "hrs",
            "lb", "lbs", "ft", "sq", "fl", "ste", "ore", "vt", "mass", "mich", "wis", "okla",
        ],
    },
    Table {
        language: "de",
        before: &[
            "hr", "fr", "frl", "hrn", "dipl", "ing", "med", "phil", "jur", "rer", "nat", "st",
            "z.b", "d.h", "u.a", "u.ä", "o.ä", "i.d.r", "v.a", "z.t", "u.u", "i.a", "s.o", "s.u",
            "vgl", "sog", "inkl", "exkl", "evtl", "ggf", "zzgl", "abzgl", "gem", "lt", "insb",
            "bes", "ev", "kath", "geb", "gest", "verh", "bzgl", "betr", "max", "min", "mind", "z",
            "d", "hl", "sankt", "allg", "urspr", "zw", "v", "ing", "dres",
        ],
        number: &[
            "abs", "s", "bd", "abb", "tab", "ziff", "jh", "ff", "jan", "feb", "mär", "apr", "jun",
            "jul", "aug", "sep", "sept", "okt", "nov", "dez", "ca", "hs", "anm", "aufl", "rd",
            "mo", "di", "mi", "do", "sa", "so",
        ],
        either: &[
            "usw", "usf", "co", "str", "mio", "mrd", "tsd", "v.chr", "n.chr", "chr", "jhdt", "jhd",
            "std", "h", "b",
        ],
    },
    Table {
        language: "fr",
        before: &[
            "m", "mm", "mme", "mmes", "mlle", "mlles", "mgr", "ste", "st", "cie", "p.ex", "ex",
            "c.-à-d", "c.à.d", "ap", "env", "av", "apr", "boul", "gén", "lt", "pr", "vve", "éd",
            "chap", "hab",
        ],
        number: &[
            "n", "no", "p", "t", "janv", "févr", "fév", "avr", "juil", "sept", "oct", "nov", "déc",
            "par", "al", "lun", "mar", "ven", "sam", "dim", "tél", "pp",
        ],
        either: &["j.-c", "s.a", "r.f", "sté", "p.-s", "hab"],
    },
    Table {
        language: "es",
        before: &[
            "sra", "srta", "sres", "sras", "dra", "dña", "d", "prof", "profa", "lic", "ing",
            "gral", "cnel", "cap", "tte", "excmo", "ilmo", "mons", "sto", "sta", "p.ej", "ej",
            "fr", "av", "avda", "ud", "uds", "vd", "vds", "admón", "arq", "sr", "ee", "jj", "ff",
            "rr", "dd", "cc", "excma", "ilma", "pza", "plza", "ctra", "dres", "hno", "hna", "pje",
            "blvr",
        ],
        number: &[
            "núm", "n", "pág", "págs", "p", "aprox", "tomo", "t", "ene", "feb", "abr", "ago",
            "sept", "oct", "nov", "dic", "pp", "s", "ss", "arts", "caps", "km",
        ],
        either: &[
            "ee.uu", "uu", "jj.oo", "oo", "ff.aa", "aa", "cc.aa", "rr.hh", "hh", "s.a", "a.c",
            "d.c", "cía", "depto", "dpto", "hnos",
        ],
    },
    Table {
        language: "it",
        before: &[
            "sig", "sigg", "sig.ra", "sig.na", "dott", "dott.ssa", "ing", "avv", "arch", "geom",
            "rag", "on", "sen", "mons", "p.es", "es", "ecc.mo", "s", "gen", "col", "cap", "ten",
            "cfr", "prof.ssa", "f.lli", "spett", "egr", "gent", "gent.mo", "gent.ma",
        ],
        number: &[
            "n", "p", "pag", "pagg", "sec", "vol", "c", "gen", "feb", "mar", "apr", "mag", "giu",
            "lug", "ago", "set", "sett", "ott", "nov", "dic", "cap", "pp", "artt", "nn", "tab",
            "lun", "gio", "ven", "sab", "dom", "tel", "cell",
        ],
        either: &["ecc", "s.p.a", "s.r.l", "a.c", "d.c"],
    },
    Table {
        language: "pt",
        before: &[
            "sr", "sra", "srta", "srs", "sras", "dra", "profa", "exmo", "exma", "ilmo", "eng",
            "arq", "d", "gen", "cel", "cap", "ten", "sto", "sta", "p.ex", "ex", "av", "r", "pe",
            "mons", "ilma", "profs", "drs", "fr", "sgt", "dep", "min", "pç", "pça", "rod", "al",
            "trav", "tv", "lg", "v", "jd",
        ],
        number: &[
            "n", "núm", "pág", "págs", "p", "jan", "fev", "abr", "jun", "jul", "ago", "set", "out",
            "nov", "dez", "pp", "séc", "sécs", "arts", "caps", "apto", "apt", "km",
        ],
        either: &[
            "ltda", "lda", "cia", "s.a", "a.c", "d.c", "e.u.a", "v.exa", "exa", "depto",
        ],
    },
    Table {
        language: "nl",
        before: &[
            "dhr", "mevr", "mw", "mej", "ir", "ing", "drs", "mr", "bijv", "bv", "d.w.z", "m.a.w",
            "o.a", "t.o.v", "m.b.t", "i.p.v", "z.g", "resp", "incl", "excl", "nl", "st", "ds",
        ],
        number: &[
            "blz", "p", "afb", "jan", "feb", "mrt", "apr", "aug", "sept", "okt", "nov", "dec",
            "hfst",
        ],
        either: &["enz", "e.d", "a.u.b", "n.v", "b.v", "n.chr", "v.chr", "e.a"],
    },
    Table {
        language: "ru",
        before: &[
            "ул",
            "т",
            "д",
            "т.е",
            "т.н",
            "т.к",
            "напр",
            "проф",
            "акад",
            "доц",
            "св",
            "гр",
            "тов",
            "просп",
            "пер",
            "пл",
            "бул",
            "наб",
            "р-н",
            "г-н",
            "корп",
            "кв",
            "ср",
            "о",
            "оз",
            "с",
            "дер",
            "пос",
            "ген",
            "полк",
            "кап",
            "лат",
            "англ",
            "нем",
            "фр",
        ],
        number: &[
            "стр", "рис", "гл", "п", "кн", "табл", "ст", "ок", "вып", "янв", "фев", "февр", "апр",
            "авг", "сен", "сент", "окт", "ноя", "нояб", "дек", "нач", "кон", "сер", "эт", "оф",
            "тел", "макс", "пп", "илл",
        ],
        either: &[
            "г", "гг", "им", "м", "р", "см", "т.д", "т.п", "др", "пр", "руб", "коп", "тыс", "млн",
            "млрд", "трлн", "н.э", "э", "в", "вв", "мин", "сек", "ч", "чел", "шт", "экз", "долл",
            "обл", "мес", "л.с", "рус", "вкл",
        ],
    },
    Table {
        language: "uk",
        before: &[
            "вул", "ім", "т", "проф", "акад", "св", "див", "напр", "м", "с", "р", "обл",
        ],
        number: &["рис", "гл", "п", "ст", "табл"],
        either: &["т.д", "т.п", "ін", "грн", "тис", "млн", "млрд", "рр", "ст"],
    },
    Table {
        language: "pl",
        before: &[
            "np", "tzn", "tj", "m.in", "inż", "mgr", "hab", "ks", "św", "ul", "al", "pl", "pt",
            "zob", "por", "gen", "płk", "kpt", "red", "śp", "woj", "pow",
        ],
        number: &[
            "nr", "str", "s", "tab", "rys", "rozdz", "r", "poz", "ust", "pkt",
        ],
        either: &[
            "im", "itd", "itp", "in", "godz", "tys", "mln", "mld", "n.e", "p.n.e", "w", "zł",
        ],
    },
    Table {
        language: "sv",
        before: &[
            "t.ex", "bl.a", "dvs", "d.v.s", "s.k", "fr.o.m", "t.o.m", "f.d", "p.g.a", "hr", "fr",
            "st", "resp", "jfr", "ev", "inkl", "exkl",
        ],
        number: &[
            "s", "kap", "jan", "feb", "apr", "aug", "sept", "okt", "nov", "dec", "ca", "kl", "nr",
        ],
        either: &["osv", "o.s.v", "m.m", "m.fl", "e.kr", "f.kr", "kr", "milj"],
    },
    Table {
        language: "da",
        before: &[
            "bl.a", "dvs", "f.eks", "hr", "fr", "jf", "pga", "vedr", "inkl", "ekskl",
        ],
        number: &[
            "s", "kap", "jan", "feb", "apr", "aug", "sept", "okt", "nov", "dec", "ca", "kl", "nr",
            "stk",
        ],
        either: &["osv", "m.m", "m.fl", "e.kr", "f.kr", "kr", "mio", "mia"],
    },
    Table {
        language: "nb",
        before: &["bl.a", "dvs", "f.eks", "jf", "pga", "vedr", "inkl", "ekskl"],
        number: &[
            "s", "kap", "jan", "feb", "apr", "aug", "sept", "okt", "nov", "des", "ca", "kl", "nr",
        ],
        either: &["osv", "m.m", "m.fl", "e.kr", "f.kr", "kr", "mill", "mrd"],
    },
    Table {
        language: "hi",
        before: &["डॉ", "श्री", "श्रीमती", "पं", "प्रो", "कु", "सं", "डा", "मो", "रु"],
        number: &["पृ", "क्र"],
        either: &[],
    },
    Table {
        language: "ar",
        before: &["د", "أ", "م", "أ.د", "ص", "ق.م", "هـ", "ت"],
        number: &[],
        either: &[],
    },
    Table {
        language: "tr",
        before: &[
            "doç", "av", "sn", "hz", "bkz", "örn", "yrd", "alb", "gen", "org", "mah", "cad", "sok",
        ],
        number: &["s", "no", "c"],
        either: &["vb", "vs", "a.ş", "şti", "m.ö", "m.s"],
    },
];
