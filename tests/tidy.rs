//! Guards what a reviewer would otherwise have to remember.
//!
//! Every rule is a function from text to complaints, so that each can be shown
//! to complain; the tests at the end hold the tree to them.

use std::fs;
use std::path::{Path, PathBuf};

/// Who may use whom: a line may use the lines below it and, in its own line,
/// what stands to its right; never what stands above.
const LAYERS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["config"],
    &["http", "batch"],
    &["narrator", "article"],
    &["caption", "engine"],
    &["phoneme", "voice"],
    &["text", "audio"],
    &["error"],
];

/// Past this many lines of code a file is a folder that has not been made yet.
const LONGEST_FILE: usize = 600;
/// The binary parses, calls the library and exits.
const LONGEST_MAIN: usize = 40;
/// Names that say nothing of what is inside.
const NAMELESS: &[&str] = &["utils", "util", "helpers", "helper", "misc", "common"];
/// Macros that mean "not finished".
const UNFINISHED: &[&str] = &["todo!", "dbg!", "unimplemented!"];
/// What `make` promises.
const TARGETS: &[&str] = &[
    "help",
    "setup",
    "setup-test",
    "build",
    "run",
    "test",
    "test-decoder",
    "screenshots",
    "lint",
    "bench",
    "bench-peers",
    "golden",
    "clean",
];

// --- Reading Rust without its comments and strings ---------------------------

/// The source with comments and the contents of strings blanked, lines kept.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = length_of_prose(rest, code.chars().next_back());
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let (prose, after) = rest.split_at(skipped);
            code.extend(prose.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
        }
    }
    code
}

/// How many bytes at the start of `rest` are a comment, a string or a character.
fn length_of_prose(rest: &str, before: Option<char>) -> usize {
    let in_a_name = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        length_of_block_comment(rest)
    } else if rest.starts_with('"') {
        length_of_quoted(rest, '"')
    } else if rest.starts_with('r') && !(in_a_name && before != Some('b')) {
        length_of_raw_string(rest)
    } else if rest.starts_with('\'') {
        length_of_character(rest)
    } else {
        0
    }
}

/// Block comments nest in Rust.
fn length_of_block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn length_of_quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn length_of_raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let open = 1 + hashes;
    if !rest[open..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = open + 1;
    rest[body..]
        .find(&close)
        .map_or(rest.len(), |end| body + end + close.len())
}

/// A quote opens a character only if another closes it; otherwise it is a lifetime.
fn length_of_character(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => length_of_quoted(rest, '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

// --- The rules ------------------------------------------------------------------

/// The modules of this crate that the code names as `crate::…`, groups included.
fn modules_used(code: &str) -> Vec<String> {
    let name_at = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut used = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let path = &code[at + start.len()..];
        match path.strip_prefix('{') {
            Some(group) => used.extend(names_of_group(group).iter().map(|name| name_at(name))),
            None => used.push(name_at(path)),
        }
    }
    used.retain(|name| name.starts_with(char::is_lowercase));
    used
}

/// The items of `a::b, c::{d, e}}`, up to the brace that closes the group.
fn names_of_group(group: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut names = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                names.push(group[start..at].trim());
                break;
            }
            ',' if depth == 0 => {
                names.push(group[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn layer_of(module: &str) -> Option<(usize, usize)> {
    LAYERS.iter().enumerate().find_map(|(line, names)| {
        let column = names.iter().position(|name| *name == module)?;
        Some((line, column))
    })
}

/// Complains where `module` uses what stands above it.
fn layering(module: &str, code: &str) -> Vec<String> {
    let Some((line, column)) = layer_of(module) else {
        return vec![format!("{module} has no line in LAYERS of tests/tidy.rs")];
    };
    let mut complaints = Vec::new();
    for used in modules_used(code) {
        match layer_of(&used) {
            _ if used == module => {}
            Some(place) if place > (line, column) => {}
            Some(_) => complaints.push(format!("{module} uses {used}, which stands above it")),
            None => complaints.push(format!("{module} uses {used}, which has no line in LAYERS")),
        }
    }
    complaints
}

/// The one file that makes outbound connections, and the one room that may use it.
const FETCHES: &str = "src/voice/fetch.rs";
const MAY_FETCH: [&str; 2] = ["src/voice/", "src/cli/voices/"];

/// Complains of code that could reach the network: serving never does.
fn outbound(path: &Path, code: &str) -> Vec<String> {
    let path = path.to_string_lossy();
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let reaches = ["ureq", "TcpStream::connect", "UdpSocket", "reqwest"];
    let mut complaints = Vec::new();
    if path.starts_with("src/") && path != FETCHES {
        let reaching = reaches.iter().filter(|what| code.contains(**what));
        complaints.extend(reaching.map(|what| format!("has {what}: only {FETCHES} connects")));
    }
    let allowed = MAY_FETCH.iter().any(|room| path.starts_with(room));
    if path.starts_with("src/") && !allowed {
        let rooms = ["voice::fetch", "voice::install::", "fetch::Source"];
        let used = rooms.iter().filter(|room| code.contains(**room));
        complaints.extend(used.map(|room| format!("uses {room}: only `aloud voices` fetches")));
    }
    complaints
}

fn length(code: &str, longest: usize) -> Vec<String> {
    let lines = code.lines().filter(|line| !line.trim().is_empty()).count();
    if lines > longest {
        vec![format!("{lines} lines of code, more than {longest}")]
    } else {
        Vec::new()
    }
}

fn finished(code: &str) -> Vec<String> {
    UNFINISHED
        .iter()
        .filter(|unfinished| code.contains(*unfinished))
        .map(|unfinished| format!("has {unfinished}"))
        .collect()
}

/// Every exception from a lint says why.
fn reasoned(code: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for opening in ["[allow(", "[expect("] {
        for (at, _) in code.match_indices(opening) {
            let exception = code[at..].split(']').next().unwrap_or_default();
            if !exception.contains("reason") {
                let line = code[..at].matches('\n').count() + 1;
                complaints.push(format!("line {line}: #{exception}] without a reason"));
            }
        }
    }
    complaints
}

fn named(path: &Path) -> Vec<String> {
    path.iter()
        .filter_map(|part| Path::new(part).file_stem()?.to_str())
        .filter(|stem| NAMELESS.contains(stem))
        .map(|stem| format!("\"{stem}\" does not say what it does"))
        .collect()
}

/// The README opens with the two commands and shows the other faces.
fn readme(text: &str) -> Vec<String> {
    let top: String = text.lines().take(20).collect::<Vec<_>>().join("\n");
    let mut complaints = Vec::new();
    for command in ["make run", "make test"] {
        if !top.contains(command) {
            complaints.push(format!("{command} is not in the first 20 lines"));
        }
    }
    for shown in [
        "/click-to-listen.js",
        "/v1/audio/speech",
        "aloud serve",
        "aloud say",
        "aloud narrate",
        "aloud voices",
        "aloud doctor",
    ] {
        if !text.contains(shown) {
            complaints.push(format!("{shown} is not shown"));
        }
    }
    complaints
}

/// Every setting of `struct Config` has its row in the README.
fn settings(config: &str, readme: &str) -> Vec<String> {
    let (_, fields) = config.split_once("pub struct Config {").unwrap_or_default();
    let fields = fields.split('}').next().unwrap_or_default();
    let names = fields.lines().filter_map(|line| {
        let (name, _) = line.trim().strip_prefix("pub ")?.split_once(':')?;
        Some(name)
    });
    let mut complaints: Vec<String> = names
        .clone()
        .filter(|name| !readme.contains(&format!("\n| `{name}` |")))
        .map(|name| format!("the setting {name} is not in the README's table"))
        .collect();
    if names.count() == 0 {
        complaints.push("no setting found in struct Config".to_owned());
    }
    complaints
}

fn makefile(text: &str) -> Vec<String> {
    TARGETS
        .iter()
        .filter(|target| {
            !text
                .lines()
                .any(|line| line.starts_with(&format!("{target}:")) && line.contains("## "))
        })
        .map(|target| format!("make {target} is not there, or `make help` does not tell of it"))
        .collect()
}

fn changelog(text: &str) -> Vec<String> {
    let headings: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    match headings.first() {
        Some(&"## [Unreleased]") => Vec::new(),
        other => vec![format!(
            "the first heading is {other:?}, not ## [Unreleased]"
        )],
    }
}

// --- The tree -------------------------------------------------------------------

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Files written here with that ending, relative to the root, in order.
fn files(ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for room in ["src", "tests", "web-widget", "tools", "benches"] {
        collect(&root().join(room), ending, &mut found);
    }
    found.sort();
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return; // A room that has not been built yet.
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "node_modules" {
            collect(&path, ending, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            let relative = path.strip_prefix(root()).unwrap_or(&path);
            found.push(relative.to_path_buf());
        }
    }
}

/// Applies a rule to every Rust file's path and code.
fn every_rust_file(rule: impl Fn(&Path, &str) -> Vec<String>) -> Vec<String> {
    let files = files("rs");
    assert!(files.len() > 10, "only {} Rust files found", files.len());
    files
        .iter()
        .flat_map(|path| {
            let code = code_only(&read(&path.to_string_lossy()));
            let complaints = rule(path, &code);
            complaints
                .into_iter()
                .map(|complaint| format!("{}: {complaint}", path.display()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The top module a file of `src` belongs to; `lib.rs` is the map and belongs to none.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("src").ok()?;
    let top = Path::new(inside.iter().next()?).file_stem()?.to_str()?;
    (top != "lib").then(|| top.to_owned())
}

#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn modules_use_only_what_stands_below_them() {
    assert_none(&every_rust_file(|path, code| {
        module_of(path).map_or_else(Vec::new, |module| layering(&module, code))
    }));
}

#[test]
fn no_file_outgrows_its_room() {
    assert_none(&every_rust_file(|_, code| length(code, LONGEST_FILE)));
    let scripts = files("js").into_iter().chain(files("py"));
    for path in scripts {
        let complaints = length(&read(&path.to_string_lossy()), LONGEST_FILE);
        assert!(complaints.is_empty(), "{}: {complaints:?}", path.display());
    }
    assert_none(&length(&code_only(&read("src/main.rs")), LONGEST_MAIN));
}

#[test]
fn only_the_command_for_voices_reaches_the_network() {
    assert_none(&every_rust_file(outbound));
    let fetches = code_only(&read(FETCHES));
    assert!(
        fetches.contains("ureq"),
        "the guard looks for the wrong name"
    );
}

#[test]
fn a_way_out_is_found_wherever_it_is_taken() {
    for (path, code, complaints) in [
        ("src/http/ops.rs", "ureq::get(url)", 1),
        ("src/http/ops.rs", "use crate::voice::fetch::Patience;", 1),
        ("src/http/ops.rs", "use crate::voice::{fetch::Source};", 1),
        (
            "src/http/ops.rs",
            "#[cfg(test)] mod tests { TcpStream::connect(a) }",
            0,
        ),
        ("src/cli/serve.rs", "std::net::TcpStream::connect(a)", 1),
        (
            "src/cli/voices/list.rs",
            "use crate::voice::fetch::Source;",
            0,
        ),
        ("src/voice/install.rs", "use super::fetch::Source;", 0),
        ("src/voice/fetch.rs", "use ureq::Agent;", 0),
        ("tests/cli.rs", "TcpStream::connect(a)", 0),
    ] {
        let found = outbound(Path::new(path), code);
        assert_eq!(found.len(), complaints, "{path}: {found:?}");
    }
}

#[test]
fn nothing_is_left_unfinished() {
    assert_none(&every_rust_file(|_, code| finished(code)));
}

#[test]
fn every_exception_from_a_lint_has_a_reason() {
    assert_none(&every_rust_file(|_, code| reasoned(code)));
}

#[test]
fn every_name_says_what_is_inside() {
    let all = ["rs", "js", "mjs", "py"].into_iter().flat_map(files);
    let complaints: Vec<String> = all
        .flat_map(|path| {
            let complaints = named(&path);
            complaints
                .into_iter()
                .map(move |complaint| format!("{}: {complaint}", path.display()))
        })
        .collect();
    assert_none(&complaints);
}

#[test]
fn the_papers_show_the_commands() {
    assert_none(&readme(&read("README.md")));
    assert_none(&makefile(&read("Makefile")));
    assert_none(&changelog(&read("CHANGELOG.md")));
    assert_none(&settings(&read("src/config.rs"), &read("README.md")));
}

// --- The rules complain when they should ------------------------------------------

#[test]
fn a_use_of_an_upper_module_is_found_however_it_is_written() {
    for (code, complaints) in [
        ("use crate::error::Error;", 0),
        ("use crate::text::Span;", 0),
        ("use crate::http::serve;", 1),
        ("fn f() { crate::narrator::go() }", 1),
        (
            "use crate::{error::Error, cli::run, batch::{plan, manifest}};",
            2,
        ),
        (
            "use crate::{\n    error::{Error, Result},\n    http,\n};",
            1,
        ),
        ("/// See [`crate::http`].\n// crate::cli\nfn f() {}", 0),
        ("const S: &str = \"crate::http\";", 0),
        ("use crate::nowhere::Thing;", 1),
        ("use crate::Aloud;", 0),
    ] {
        let found = layering("engine", &code_only(code));
        assert_eq!(found.len(), complaints, "{code}: {found:?}");
    }
}

#[test]
fn neighbours_may_use_each_other_in_one_direction_only() {
    assert_eq!(layering("caption", "use crate::engine::Mark;").len(), 0);
    assert_eq!(layering("engine", "use crate::caption::Mark;").len(), 1);
    assert_eq!(
        layering("engine", "use crate::engine::tone::Tone;").len(),
        0
    );
    assert_eq!(layering("surprise", "").len(), 1);
}

#[test]
fn comments_and_strings_are_no_code() {
    for (source, words) in [
        ("a // b\nc", "a c"),
        ("a /* b /* c */ d */ e", "a e"),
        (r#"f("x // \" y") g"#, "f( ) g"),
        ("r#\"a \" b\"# c", "c"),
        ("br\"x\" c", "b c"),
        ("for r in '\"'..'\\'' {}", "for r in .. {}"),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
        ("\"é\n\" é", "é"),
        ("\"never closed", ""),
    ] {
        let code = code_only(source);
        let found: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(found.join(" "), words, "{source}");
        assert_eq!(code.matches('\n').count(), source.matches('\n').count());
    }
}

#[test]
fn unfinished_and_unreasoned_code_is_found() {
    assert_eq!(finished(&code_only("fn f() { todo!() }")).len(), 1);
    assert_eq!(finished(&code_only("fn f() {} // todo!()")).len(), 0);
    let allow = |inside: &str| reasoned(&code_only(&format!("\n#[allow({inside})]\nfn f() {{}}")));
    assert_eq!(allow("dead_code").len(), 1);
    assert!(allow("dead_code")[0].starts_with("line 2"));
    assert_eq!(allow("dead_code, reason = \"C calls it\"").len(), 0);
    assert_eq!(reasoned("#![allow(unsafe_code)]").len(), 1);
}

#[test]
fn long_files_and_empty_names_are_found() {
    assert_eq!(length("a\n\nb\nc\n", 2).len(), 1);
    assert_eq!(length("a\n\nb\n", 2).len(), 0);
    assert_eq!(length(&code_only("// why\n// and how\na\n"), 1).len(), 0);
    assert_eq!(named(Path::new("src/text/utils.rs")).len(), 1);
    assert_eq!(named(Path::new("src/common/mod.rs")).len(), 1);
    assert_eq!(named(Path::new("src/text/sentence.rs")).len(), 0);
}

#[test]
fn missing_papers_are_found() {
    assert!(readme("# aloud").len() > 2);
    assert_eq!(makefile("run: build\n\t@true").len(), TARGETS.len());
    assert_eq!(
        makefile("run: build ## Build and serve").len(),
        TARGETS.len() - 1
    );
    assert_eq!(changelog("# Changelog\n\n## [Unreleased]\n").len(), 0);
    assert_eq!(changelog("# Changelog\n\n## [0.1.0]\n").len(), 1);
    let config = "pub struct Config {\n    /// Why.\n    pub listen: A,\n    pub queue: B,\n}";
    assert_eq!(settings(config, "\n| `listen` | x |\n| `queue` |").len(), 0);
    assert_eq!(settings(config, "\n| `listen` | x |").len(), 1);
    assert_eq!(settings("", "").len(), 1);
}
