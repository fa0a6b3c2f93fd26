//! Words that open sentences rather than names: after "U.S." a "The" tells more
//! than any list of abbreviations.

/// Whether `next` (from its first letter on) begins with such a word of `language`;
/// "A." and "I." are initials.
pub(super) fn is_starter(language: &str, next: &str) -> bool {
    let end = next
        .find(|ch: char| !ch.is_alphabetic())
        .unwrap_or(next.len());
    let initial = next[end..].starts_with('.') && next[..end].chars().nth(1).is_none();
    if initial {
        return false;
    }
    let word = next[..end.min(next.floor_char_boundary(32))].to_lowercase();
    let list = STARTERS.iter().find(|(known, _)| *known == language);
    list.is_some_and(|(_, words)| words.split(' ').any(|known| known == word))
}

const STARTERS: &[(&str, &str)] = &[
    (
        "en",
        "the then it he she they we you i a an this that these those there here but and or so in on \
         at after before when while if as however its his her their our my your no not what who why \
         how where one some many most all for from with to by once both each another since although \
         though because until during yes also now later today yesterday meanwhile nobody everyone \
         nothing everything thus hence still yet only even please can do does did is are was were \
         will would could should let maybe perhaps such few several between under over without",
    ),
    (
        "de",
        "der die das er sie es wir ich ihr du dann und aber ein eine einer eines einem einen dies \
         dieser diese dieses diesen diesem doch denn so danach davor da dort hier wenn als während \
         obwohl weil nach vor in im am an auf bei mit von zu seit bis jedoch man was wer wie wo warum \
         nun jetzt heute gestern morgen sein seine seinen ihre ihren mein meine unser alle viele \
         einige kein keine nicht auch nur ja nein später deshalb trotzdem außerdem für ob damit",
    ),
    (
        "fr",
        "le la les l un une des il elle ils elles on nous vous je tu ce cette ces cet c d mais et ou \
         donc or ni car puis alors ensuite dans en sur à au aux avec pour par quand lorsque si comme \
         qui que quoi où pourquoi comment son sa ses leur leurs mon ma mes notre votre tout tous \
         après avant depuis pendant aujourd hier demain non oui aucun plusieurs chaque y cela ça",
    ),
    (
        "es",
        "el la los las un una unos unas él ella ellos ellas nosotros yo tú usted ustedes este esta \
         estos estas ese esa eso esto pero y o e luego entonces después antes en con por para de del \
         al a cuando si como que qué quién dónde cómo su sus mi mis nuestro todo todos hoy ayer \
         mañana no sí también además aunque mientras desde hasta sin sobre hay es fue era",
    ),
    (
        "it",
        "il lo la i gli le l un uno una egli lui lei loro noi voi io tu questo questa questi queste \
         quello quella ma e o poi allora dopo prima in nel nella con per da dal di del della a al \
         quando se come che chi dove perché suo sua suoi mio tutto tutti oggi ieri domani non sì \
         anche inoltre mentre è c era fu",
    ),
    (
        "pt",
        "o a os as um uma ele ela eles elas nós eu você vocês este esta isto esse essa isso mas e ou \
         então depois antes em no na nos nas com por para de do da ao quando se como que quem onde \
         seu sua seus meu todo todos hoje ontem amanhã não sim também além embora enquanto desde até \
         sem sobre há é foi era",
    ),
    (
        "nl",
        "de het een hij zij ze wij we ik jij je u dit dat deze die maar en of dan toen daarna in op \
         aan bij met van voor na als wanneer terwijl omdat wat wie waar hoe waarom zijn haar hun mijn \
         alle veel niet ook er nu vandaag gisteren",
    ),
    (
        "ru",
        "он она оно они мы я ты вы это этот эта эти тот та те но и а или затем потом тогда после до в \
         во на с со по к из от для когда если как что кто где почему его её их мой наш все всё сегодня \
         вчера завтра не нет да также однако пока там здесь у за при",
    ),
    (
        "uk",
        "він вона воно вони ми я ти ви це цей ця ці але і та або потім тоді після до в у на з по коли \
         якщо як що хто де чому його її їх мій наш усі все сьогодні вчора не ні так також однак",
    ),
    (
        "pl",
        "on ona ono oni one my ja ty wy to ten ta te ale i a lub potem wtedy po przed w we na z ze do \
         od dla kiedy gdy jeśli jak co kto gdzie dlaczego jego jej ich mój nasz wszystko dziś wczoraj \
         nie tak także jednak",
    ),
    (
        "sv",
        "den det de en ett han hon vi jag du ni detta denna dessa men och eller sedan då efter före i \
         på av med från till för när om som vad vem var hur varför hans hennes deras min alla inte \
         också nu idag igår",
    ),
    (
        "tr",
        "bu şu o bir ben sen biz siz onlar ama ve veya sonra önce ancak fakat eğer ne kim nerede nasıl \
         neden bugün dün yarın hayır evet",
    ),
];
