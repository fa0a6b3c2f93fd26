//! Whether a noun is feminine, where its ending or a short list tells surely.

use super::super::list::list;
use super::super::romance::Gender;

/// Nouns that are often counted.
const FEMININE: &[&str] = list!(
    "heure minute seconde semaine journée nuit année fois personne femme fille page ligne chambre
     pièce place voiture maison ville commune région école entreprise voix tonne victime langue
     étape lettre équipe étoile feuille cuillère tasse pomme carte table chose idée règle recette
     photo vidéo image œuvre loi usine banque famille mesure rue porte clé vie vache poule
     bouteille boîte marche main plage île vague goutte note erreur couleur moto société chaîne
     série saison salle"
);
/// Endings of feminine nouns.
const ENDINGS: &[&str] = &[
    "tion", "sion", "aison", "ette", "ence", "ance", "esse", "trice", "euse", "ière", "ienne",
    "aine", "ité", "ture", "ade", "elle",
];
/// With such an ending and masculine all the same, or of both.
const MASCULINE: &[&str] = list!(
    "silence grade stade domaine squelette capitaine modèle parallèle cimetière arrière derrière
     bastion rebelle libelle malade nomade camarade comité squelette quelque"
);

/// The gender of `noun`; masculine where nothing tells.
pub(super) fn of(noun: &str) -> Gender {
    let noun = noun.to_lowercase();
    let single = noun.strip_suffix(['s', 'x']).unwrap_or(&noun);
    let listed = |word: &str| FEMININE.contains(&word);
    let ends = ENDINGS.iter().any(|ending| single.ends_with(ending));
    let masculine = MASCULINE.contains(&single);
    if !masculine && (ends || listed(&noun) || listed(single)) {
        return Gender::Feminine;
    }
    Gender::Masculine
}
