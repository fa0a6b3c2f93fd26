//! What a Portuguese noun is, as far as its ending or a list tells surely.

use super::super::list::list;
use super::super::romance::Gender;

/// Endings of feminine nouns.
const FEMININE: &[&str] = &[
    "a", "as", "ã", "ãs", "ção", "ções", "são", "sões", "dade", "dades", "tude", "tudes", "agem",
    "agens", "ez", "eza", "ice", "gem", "gens",
];
/// Masculine nouns that end like them, both numbers.
const MASCULINE_NOUNS: &[&str] = list!(
    "dia dias mapa mapas planeta planetas cometa cometas problema problemas programa programas
     sistema sistemas tema temas clima climas idioma idiomas poema poemas esquema esquemas
     sintoma sintomas drama dramas dilema dilemas diploma diplomas diagrama diagramas grama
     gramas quilograma quilogramas fantasma fantasmas panorama aroma aromas papa papas gorila
     gorilas teorema teoremas trauma traumas lema lemas tapa tapas telefonema telefonemas pijama
     pijamas samba sambas personagem personagens homem homens mês meses país países milhão
     milhões avião aviões caminhão caminhões camião camiões irmão irmãos leão leões cão cães pão
     pães cidadão cidadãos coração corações hospital hospitais hotel hotéis animal animais
     jogador jogadores trabalhador trabalhadores professor professores autor autores leitor
     leitores lugar lugares euro dólar dólares real reais metal metais gol gols bar bares militar
     militares trem trens jovens bilhão jornal jornais túneis barris papel papéis nível níveis
     vereador vereadores senador senadores pontos fim fins aniversário reich mar mares filme
     filmes time times clube clubes restaurante restaurantes"
);
/// Feminine nouns that no ending tells, both numbers.
const FEMININE_NOUNS: &[&str] = list!(
    "mulher mulheres mão mãos noite noites tarde tardes vez vezes classe classes parte partes lei
     leis luz luzes rede redes sede sedes base bases frase frases chave chaves nave naves morte
     mortes voz vozes fonte fontes série séries flor flores torre torres pele peles crise crises
     tese teses gente carne carnes cruz cruzes raiz raízes parede paredes superfície espécie
     espécies ordem ordens nuvem nuvens viagem viagens mensagem mensagens imagem imagens cor
     cores dor dores ponte pontes árvore árvores equipe equipes fase fases face faces edição ong
     dose doses greve greves estação estações gravidez"
);
/// Endings that are as often he as she.
const COMMON: &[&str] = list!(
    "ista istas nauta nautas cida cidas colega colegas atleta atletas poeta poetas guarda guardas
     crata cratas polícia polícias"
);

/// Words that no number counts, though they may follow one.
pub(super) const FUNCTION_WORDS: &[&str] = list!(
    "de do da dos das e ou a à ao aos às em no na nos nas com por pelo pela pelos pelas para que
     é era são foi foram há se não sem sobre após mais menos os as o um uma sua suas seus seu
     depois antes então desde até entre como quando já está estão mas embora enquanto segundo
     contra sob vai vão tem têm será havia tinha cada contudo apenas todas todos fora nada nunca
     agora esta estas estes outra para chega ganha passa somos temos vamos estamos atrás além"
);

pub(super) fn gender(word: &str) -> Option<Gender> {
    if FEMININE_NOUNS.contains(&word) {
        return Some(Gender::Feminine);
    }
    if MASCULINE_NOUNS.contains(&word) {
        return Some(Gender::Masculine);
    }
    if word.chars().count() < 3 || COMMON.iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    if FEMININE.iter().any(|ending| word.ends_with(ending)) {
        return Some(Gender::Feminine);
    }
    word.ends_with(['o'])
        .then_some(Gender::Masculine)
        .or_else(|| {
            let plural = word.ends_with("os");
            plural.then_some(Gender::Masculine)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_tells_what_it_is_or_nothing() {
        let table = [
            ("pessoas", Some(Gender::Feminine)),
            ("dias", Some(Gender::Masculine)),
            ("ações", Some(Gender::Feminine)),
            ("mulheres", Some(Gender::Feminine)),
            ("jornalistas", None),
            ("gatos", Some(Gender::Masculine)),
            ("viagens", Some(Gender::Feminine)),
        ];
        for (word, expected) in table {
            assert_eq!(gender(word), expected, "{word}");
        }
    }
}
