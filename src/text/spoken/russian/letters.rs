//! Letters by their names.

/// The names of letters; a letter alone may be a preposition.
pub(super) fn letters(text: &str) -> String {
    let names = text.chars().map(|ch| {
        let upper: String = ch.to_uppercase().collect();
        let named = LETTERS.iter().find(|(letter, _)| upper == *letter);
        named.map_or(upper.clone(), |(_, name)| (*name).to_owned())
    });
    names.collect::<Vec<_>>().join(" ")
}

const LETTERS: &[(&str, &str)] = &[
    ("А", "а"),
    ("Б", "бэ"),
    ("В", "вэ"),
    ("Г", "гэ"),
    ("Д", "дэ"),
    ("Е", "е"),
    ("Ё", "ё"),
    ("Ж", "жэ"),
    ("З", "зэ"),
    ("И", "и"),
    ("Й", "и краткое"),
    ("К", "ка"),
    ("Л", "эль"),
    ("М", "эм"),
    ("Н", "эн"),
    ("О", "о"),
    ("П", "пэ"),
    ("Р", "эр"),
    ("С", "эс"),
    ("Т", "тэ"),
    ("У", "у"),
    ("Ф", "эф"),
    ("Х", "ха"),
    ("Ц", "цэ"),
    ("Ч", "че"),
    ("Ш", "ша"),
    ("Щ", "ща"),
    ("Ъ", "твёрдый знак"),
    ("Ы", "ы"),
    ("Ь", "мягкий знак"),
    ("Э", "э"),
    ("Ю", "ю"),
    ("Я", "я"),
];
