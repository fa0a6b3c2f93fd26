//! What a Spanish noun is, as far as its ending or a list tells surely.

use super::super::list::list;
use super::super::romance::Gender;

/// Endings of feminine nouns, without their plural.
const FEMININE: &[&str] = &[
    "a", "ción", "cion", "sión", "sion", "dad", "tad", "tud", "umbre", "eza", "xión", "xion",
];
/// Masculine nouns in -a, singular.
const MASCULINE_IN_A: &[&str] = list!(
    "día mediodía mapa planeta cometa problema programa sistema tema clima idioma poema esquema
     síntoma drama dilema telegrama diploma diagrama kilograma fantasma panorama aroma tranvía
     sofá papa cura gorila enigma teorema trauma carisma emblema lema plasma crucigrama
     organigrama holograma pentagrama magma dogma estigma prisma sintagma axioma ideograma
     anagrama hematoma tequila vodka karma pijama guardia policía guía centinela extra"
);
/// Words in -ista, -ta and the like that are as often he as she.
const COMMON: &[&str] =
    list!("ista nauta ícola cida pata atleta poeta colega demócrata crata dálmata");
/// Feminine nouns that do not look so, both numbers.
const FEMININE_NOUNS: &[&str] = list!(
    "mujer mujeres mano manos foto fotos moto motos calle calles noche noches tarde tardes vez
     veces clase clases parte partes ley leyes luz luces red redes sede sedes base bases frase
     frases llave llaves nave naves nube nubes muerte muertes voz voces fuente fuentes serie
     series imagen imágenes flor flores torre torres cárcel cárceles sal sales piel pieles radio
     radios señal señales crisis tesis hipótesis síntesis canciones gente leche carne cruz cruces
     raíz raíces pared paredes superficie especie especies catástrofe catástrofes orden órdenes
     unidades labor labores pyme pymes ong hectáreas dosis plantas"
);
/// Masculine nouns that look feminine by a letter or that no ending tells.
const MASCULINE_NOUNS: &[&str] = list!(
    "avión camión gorrión país países mes meses hombre hombres millón coche coches barco euros
     hospital hospitales hotel hoteles animal animales árbol árboles jugador jugadores trabajador
     trabajadores trabajo militar militares menor habitantes estudiantes votantes visitante
     visitantes viaje viajes puente puentes informe informes lugar lugares gol goles set sets
     puntos inmigrantes migrantes manifestantes agentes participantes profesores escritores
     autores lectores usuarios kilos ejemplares escaños bar bares local locales dólar dólares
     real reales tren trenes plan planes papel papeles congreso aniversario fin fines gramo
     tanque tanques misil misiles dron drones incendio incendios concejal concejales reich lustro
     cliente clientes paciente pacientes docente docentes"
);

/// Words that no number counts, though they may follow one.
pub(super) const FUNCTION_WORDS: &[&str] = list!(
    "de del y o u e a al en con por para que es era son fue fueron ha han se no sin sobre tras
     más menos los las el la lo sus su les nos pues además después antes entonces desde hasta
     entre como cuando si ya está están pero aunque mientras según contra bajo ante veces horas
     hora apenas jamás quizás atrás detrás será había tenía cada para muchas vamos tenemos somos
     estamos hemos todas todos fuera para nada nunca ahora toda una esta estas estos otra llega
     gana pasa"
);

pub(super) fn gender(word: &str) -> Option<Gender> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    if FEMININE_NOUNS.contains(&word) {
        return Some(Gender::Feminine);
    }
    if MASCULINE_NOUNS.contains(&word) || MASCULINE_IN_A.contains(&singular) {
        return Some(Gender::Masculine);
    }
    if word.chars().count() < 3 || COMMON.iter().any(|ending| singular.ends_with(ending)) {
        return None;
    }
    let stem = word.strip_suffix("es").unwrap_or(word);
    let ends = |ending: &&str| {
        singular.ends_with(*ending) || (ending.len() > 1 && stem.ends_with(*ending))
    };
    if FEMININE.iter().any(ends) {
        return Some(Gender::Feminine);
    }
    singular.ends_with('o').then_some(Gender::Masculine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_tells_what_it_is_or_nothing() {
        let table = [
            ("personas", Some(Gender::Feminine)),
            ("días", Some(Gender::Masculine)),
            ("viviendas", Some(Gender::Feminine)),
            ("acciones", Some(Gender::Feminine)),
            ("mujeres", Some(Gender::Feminine)),
            ("periodistas", None),
            ("gatos", Some(Gender::Masculine)),
        ];
        for (word, expected) in table {
            assert_eq!(gender(word), expected, "{word}");
        }
    }
}
