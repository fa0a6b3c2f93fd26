//! What is written short in Spanish, by the Ortografía of 2010 (appendix 2) and use,
//! and the words Roman numerals stand with.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::short::{self, Pair, Place, Table};
use super::super::list::list;
use super::super::romance::iberian::address::Places;
use super::super::romance::iberian::name;
use super::super::romance::iberian::roman::Heads;

const PAIRS: &[Pair] = &[
    ("EE", "UU", "Estados Unidos"),
    ("JJ", "OO", "Juegos Olímpicos"),
    ("CC", "OO", "Comisiones Obreras"),
    ("FF", "AA", "Fuerzas Armadas"),
    ("RR", "HH", "recursos humanos"),
    ("DD", "HH", "derechos humanos"),
    ("CC", "AA", "comunidades autónomas"),
    ("RR", "CC", "Reyes Católicos"),
    ("a", "C", "antes de Cristo"),
    ("d", "C", "después de Cristo"),
    ("p", "ej", "por ejemplo"),
    ("P", "ej", "Por ejemplo"),
    ("s", "f", "sin fecha"),
    ("S", "M", "Su Majestad"),
    ("S", "S", "Su Santidad"),
    ("c", "c", "con copia"),
    ("P", "D", "posdata"),
    ("q", "e.p.d", "que en paz descanse"),
    ("C", "P", "código postal"),
    ("m", "s.n.m", "metros sobre el nivel del mar"),
    ("e", "g", "por ejemplo"),
    ("i", "e", "es decir"),
    ("S", "A", "S A"),
    ("S", "L", "S L"),
];

const TABLE: Table = &[
    (
        Place::BeforeNumberBare,
        &[
            ("n.º", "número"),
            ("nº", "número"),
            ("n°", "número"),
            ("N.º", "número"),
            ("Nº", "número"),
            ("N°", "número"),
            ("n.os", "números"),
            ("p", "página"),
            ("pp", "páginas"),
            ("art", "artículo"),
            ("arts", "artículos"),
            ("Art", "Artículo"),
            ("cap", "capítulo"),
            ("caps", "capítulos"),
            ("Cap", "Capítulo"),
            ("vol", "volumen"),
            ("Vol", "Volumen"),
            ("fig", "figura"),
            ("Fig", "Figura"),
            ("t", "tomo"),
            ("s", "siglo"),
            ("ss", "siglos"),
            ("km", "kilómetro"),
            ("CP", "código postal"),
            ("vs", "versus"),
        ],
    ),
    (
        Place::DottedBeforeName,
        &[
            ("D", "don"),
            ("Sto", "santo"),
            ("Sta", "santa"),
            ("Fr", "fray"),
            ("Cap", "capitán"),
            ("Hno", "hermano"),
            ("Hna", "hermana"),
        ],
    ),
    (
        Place::Dotted,
        &[
            ("Sr", "señor"),
            ("sr", "señor"),
            ("Sra", "señora"),
            ("sra", "señora"),
            ("Srta", "señorita"),
            ("Sres", "señores"),
            ("Sras", "señoras"),
            ("Dr", "doctor"),
            ("Dra", "doctora"),
            ("Dres", "doctores"),
            ("Ud", "usted"),
            ("Uds", "ustedes"),
            ("Vd", "usted"),
            ("Vds", "ustedes"),
            ("Prof", "profesor"),
            ("Profa", "profesora"),
            ("Lic", "licenciado"),
            ("Ing", "ingeniero"),
            ("Arq", "arquitecto"),
            ("Gral", "general"),
            ("Cnel", "coronel"),
            ("Tte", "teniente"),
            ("Excmo", "excelentísimo"),
            ("Excma", "excelentísima"),
            ("Ilmo", "ilustrísimo"),
            ("Ilma", "ilustrísima"),
            ("Mons", "monseñor"),
            ("Dña", "doña"),
            ("etc", "etcétera"),
            ("aprox", "aproximadamente"),
            ("ej", "ejemplo"),
            ("admón", "administración"),
            ("Cía", "compañía"),
            ("dpto", "departamento"),
            ("Dpto", "Departamento"),
            ("depto", "departamento"),
            ("máx", "máximo"),
            ("mín", "mínimo"),
            ("pág", "página"),
            ("págs", "páginas"),
            ("Pág", "Página"),
            ("núm", "número"),
            ("núms", "números"),
            ("Núm", "Número"),
            ("tel", "teléfono"),
            ("Tel", "Teléfono"),
            ("tfno", "teléfono"),
            ("tlf", "teléfono"),
            ("cf", "confróntese"),
            ("vid", "véase"),
            ("v.gr", "verbigracia"),
            ("p.ej", "por ejemplo"),
            ("Hnos", "hermanos"),
            ("gob", "gobernador"),
            ("hab", "habitantes"),
            ("izda", "izquierda"),
            ("pza", "plaza"),
            ("ed", "edición"),
        ],
    ),
    (
        Place::Bare,
        &[
            ("Dña", "doña"),
            ("EEUU", "Estados Unidos"),
            ("EUA", "Estados Unidos"),
            ("CCOO", "Comisiones Obreras"),
            ("JJOO", "Juegos Olímpicos"),
            ("RRHH", "recursos humanos"),
            ("CCAA", "comunidades autónomas"),
            ("vs", "versus"),
            ("P.º", "paseo"),
            ("Pº", "paseo"),
            ("y/o", "y o"),
        ],
    ),
];

/// "Sr.", "p. ej.", and what is said letter by letter.
pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    short::read(at, PAIRS, TABLE).or_else(|| name::spelled(at, SPELLED))
}

/// Said letter by letter though they have vowels.
const SPELLED: &[&str] = list!(
    "UE VIH OMS FMI BCE ADN ARN DNI IPC CEO FBI TVE RTVE USB IRPF UCI ETT IA API EPO OCDE TDAH
     OCU UGT UPN ERC ETB ITV"
);

pub(super) const HEADS: Heads = Heads {
    century: &["siglo", "siglos", "s", "ss"],
    titles: list!(
        "rey reina papa emperador emperatriz zar zarina príncipe princesa infante sultán faraón
         don d san káiser duque conde pontífice"
    ),
    kings: list!(
        "Felipe Alfonso Carlos Juan Fernando Luis Enrique Jaime Pedro Sancho Ramiro Jorge
         Guillermo Eduardo Ricardo Napoleón Pío Benedicto Gregorio León Pablo Alejandro Federico
         Francisco Inocencio Clemente Urbano Nicolás Ramsés Otón Gustavo Adolfo Haakon Harald
         Leopoldo Balduino Bonifacio Sixto Julio José Jacobo Iván Tutmosis Ptolomeo Darío
         Humberto Víctor Manuel Alberto Rainiero Mohamed Hasán Abdalá Maximiliano Calixto Ordoño
         Bermudo Ramón Berenguer Borbón Amadeo Adriano Celestino"
    ),
    queens: list!(
        "Isabel Catalina Juana María Cristina Ana Margarita Victoria Beatriz Leonor Blanca
         Berenguela Cleopatra Urraca Petronila"
    ),
    counted: list!(
        "capítulo cap tomo volumen vol parte libro acto escena fase tipo título artículo art
         sección anexo apéndice nivel grado canto clase tabla figura grupo categoría episodio
         unidad ronda legislatura corona párrafo"
    ),
    ranked: list!(
        "guerra república congreso edición aniversario cumbre feria festival copa concilio reich
         internacional legislatura semana premio premios torneo campeonato jornada jornadas
         encuentro foro conferencia plan certamen centenario asamblea dinastía maratón milenio
         convenio gala bienal trofeo simposio"
    ),
};

pub(super) const PLACES: Places = Places {
    streets: &[
        ("Av", "avenida"),
        ("Avda", "avenida"),
        ("Ave", "avenida"),
        ("Pza", "plaza"),
        ("Plza", "plaza"),
        ("Pl", "plaza"),
        ("P.º", "paseo"),
        ("Pº", "paseo"),
        ("Ctra", "carretera"),
        ("Cra", "carrera"),
        ("Blvr", "bulevar"),
        ("Blvd", "bulevar"),
        ("Col", "colonia"),
        ("Urb", "urbanización"),
        ("Pje", "pasaje"),
        ("Edif", "edificio"),
        ("av", "avenida"),
        ("avda", "avenida"),
    ],
    slashed: &[
        ("C", "calle"),
        ("c", "calle"),
        ("Av", "avenida"),
        ("Pza", "plaza"),
    ],
    sides: &[
        ("izq", "izquierda"),
        ("izda", "izquierda"),
        ("izqda", "izquierda"),
        ("dcha", "derecha"),
        ("dch", "derecha"),
        ("der", "derecha"),
        ("ctro", "centro"),
    ],
    unnumbered: "sin número",
};
