//! What is written short in Portuguese, and the words Roman numerals stand with.

use super::super::at::At;
use super::super::claim::Claim;
use super::super::form::short::{self, Pair, Place, Table};
use super::super::list::list;
use super::super::romance::iberian::address::Places;
use super::super::romance::iberian::name;
use super::super::romance::iberian::roman::Heads;

const PAIRS: &[Pair] = &[
    ("a", "C", "antes de Cristo"),
    ("d", "C", "depois de Cristo"),
    ("p", "ex", "por exemplo"),
    ("P", "ex", "Por exemplo"),
    ("V", "Exa", "Vossa Excelência"),
    ("V", "Ex.ª", "Vossa Excelência"),
    ("V", "Exª", "Vossa Excelência"),
    ("V", "S.ª", "Vossa Senhoria"),
    ("V", "Sa", "Vossa Senhoria"),
    ("S", "Exa", "Sua Excelência"),
    ("S", "A", "S A"),
    ("s", "d", "sem data"),
    ("e", "g", "por exemplo"),
    ("i", "e", "isto é"),
    ("N", "Sra", "Nossa Senhora"),
    ("E", "U.A", "Estados Unidos"),
    ("P", "S", "pós-escrito"),
    ("n", "r", "nota da redação"),
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
            ("pág", "página"),
            ("art", "artigo"),
            ("Art", "Artigo"),
            ("arts", "artigos"),
            ("cap", "capítulo"),
            ("Cap", "Capítulo"),
            ("caps", "capítulos"),
            ("vol", "volume"),
            ("Vol", "Volume"),
            ("fig", "figura"),
            ("Fig", "Figura"),
            ("séc", "século"),
            ("Séc", "Século"),
            ("sécs", "séculos"),
            ("ap", "apartamento"),
            ("vs", "versus"),
        ],
    ),
    (
        Place::DottedBeforeName,
        &[
            ("D", "dom"),
            ("Sto", "santo"),
            ("Sta", "santa"),
            ("Pe", "padre"),
            ("Cap", "capitão"),
            ("Fr", "frei"),
        ],
    ),
    (
        Place::Dotted,
        &[
            ("Sr", "senhor"),
            ("sr", "senhor"),
            ("Sra", "senhora"),
            ("sra", "senhora"),
            ("Srs", "senhores"),
            ("Sras", "senhoras"),
            ("Srta", "senhorita"),
            ("Dr", "doutor"),
            ("dr", "doutor"),
            ("Dra", "doutora"),
            ("dra", "doutora"),
            ("Drs", "doutores"),
            ("Prof", "professor"),
            ("prof", "professor"),
            ("Profa", "professora"),
            ("Eng", "engenheiro"),
            ("Arq", "arquiteto"),
            ("Gen", "general"),
            ("Cel", "coronel"),
            ("Ten", "tenente"),
            ("Sgt", "sargento"),
            ("Exmo", "excelentíssimo"),
            ("Exma", "excelentíssima"),
            ("Ilmo", "ilustríssimo"),
            ("Ilma", "ilustríssima"),
            ("Mons", "monsenhor"),
            ("etc", "et cetera"),
            ("aprox", "aproximadamente"),
            ("ex", "exemplo"),
            ("Ex", "Exemplo"),
            ("Cia", "companhia"),
            ("Ltda", "limitada"),
            ("Lda", "limitada"),
            ("depto", "departamento"),
            ("Depto", "Departamento"),
            ("máx", "máximo"),
            ("mín", "mínimo"),
            ("pág", "página"),
            ("págs", "páginas"),
            ("Pág", "Página"),
            ("núm", "número"),
            ("tel", "telefone"),
            ("Tel", "Telefone"),
            ("obs", "observação"),
            ("Obs", "Observação"),
            ("hab", "habitantes"),
            ("apto", "apartamento"),
            ("Apto", "Apartamento"),
            ("apt", "apartamento"),
            ("séc", "século"),
            ("p.ex", "por exemplo"),
            ("E.U.A", "Estados Unidos"),
            ("Dep", "deputado"),
            ("Sen", "senador"),
            ("Min", "ministro"),
            ("Gov", "governador"),
        ],
    ),
    (
        Place::Bare,
        &[
            ("EUA", "Estados Unidos"),
            ("Profª", "professora"),
            ("Prof.ª", "professora"),
            ("Dr.ª", "doutora"),
            ("Drª", "doutora"),
            ("Sr.ª", "senhora"),
            ("Srª", "senhora"),
            ("vs", "versus"),
            ("e/ou", "e ou"),
        ],
    ),
];

/// "Sr.", "p. ej.", and what is said letter by letter.
pub(super) fn read(at: &At<'_>) -> Option<Claim> {
    short::read(at, PAIRS, TABLE).or_else(|| name::spelled(at, SPELLED))
}

/// Said letter by letter though they have vowels.
const SPELLED: &[&str] = list!(
    "UE OMS FMI BCE ADN ARN DNA RNA CPI CEO FBI USB UCI UTI IA API OCDE INE IPCA SUS TSE OAB ONG
     IPTU IPVA RTP SIC TVI EDP CGTP UGT PEC PCC OMC CIA OEA IRS IRC"
);

pub(super) const HEADS: Heads = Heads {
    century: &["século", "séculos", "séc", "sécs"],
    titles: list!(
        "rei rainha papa imperador imperatriz czar czarina príncipe princesa infante sultão faraó
         dom d dona são duque conde pontífice"
    ),
    kings: list!(
        "Pedro João Afonso Sancho Dinis Fernando Duarte Manuel Sebastião Henrique Filipe José
         Miguel Luís Luiz Carlos Jorge Guilherme Eduardo Ricardo Napoleão Pio Bento Gregório Leão
         Paulo Alexandre Frederico Francisco Inocêncio Clemente Urbano Nicolau Ramsés Otão
         Gustavo Haakon Harald Leopoldo Balduíno Bonifácio Sisto Júlio Jaime Ivã Juan Felipe
         Alberto Vítor Emanuel Humberto Adriano"
    ),
    queens: list!(
        "Isabel Elizabeth Catarina Joana Maria Cristina Ana Margarida Vitória Beatriz Leonor
         Cleópatra"
    ),
    counted: list!(
        "capítulo cap tomo volume vol parte livro ato acto cena fase tipo título artigo art seção
         secção anexo apêndice nível grau canto classe tabela figura grupo categoria episódio
         unidade etapa inciso módulo"
    ),
    ranked: list!(
        "guerra república congresso edição aniversário cúpula cimeira feira festival copa
         concílio reich internacional legislatura semana prêmio prémio torneio campeonato jornada
         encontro fórum conferência plano centenário assembleia dinastia maratona milênio bienal
         simpósio governo seminário exército convenção"
    ),
};

pub(super) const PLACES: Places = Places {
    streets: &[
        ("R", "rua"),
        ("Av", "avenida"),
        ("Pç", "praça"),
        ("Pça", "praça"),
        ("Pr", "praça"),
        ("Rod", "rodovia"),
        ("Est", "estrada"),
        ("Al", "alameda"),
        ("Trav", "travessa"),
        ("Tv", "travessa"),
        ("Lg", "largo"),
        ("Lgo", "largo"),
        ("Jd", "jardim"),
        ("Ed", "edifício"),
        ("av", "avenida"),
    ],
    slashed: &[],
    sides: &[
        ("esq", "esquerdo"),
        ("dto", "direito"),
        ("dt.º", "direito"),
        ("dir", "direito"),
        ("fte", "frente"),
    ],
    unnumbered: "sem número",
};
