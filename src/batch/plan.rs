//! Inputs → posts: which files are read, and where their sound will stand.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::article::{self, Article, Kind};
use crate::error::{Error, Result};

/// The posts to narrate, in order, no two with the same outputs.
#[derive(Debug)]
pub struct Plan {
    posts: Vec<Post>,
}

/// One source of an article.
#[derive(Debug)]
pub struct Post {
    name: String,
    stem: String,
    kind: Kind,
    content: Content,
}

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Plan {
    /// The posts, in the order they are made.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }
}

impl Post {
    /// What messages call it: its path as given, or `stdin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its outputs, relative to the output folder and without extension; parts are
    /// separated by `/`.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// Reads it, as it is now.
    ///
    /// # Errors
    /// Those of [`article::read`], and `unreadable`.
    pub fn read(&self) -> Result<Article> {
        match &self.content {
            Content::Bytes(bytes) => article::read(self.kind, &self.name, bytes),
            Content::File(path) => {
                let file = std::fs::File::open(path).map_err(|error| unreadable(path, error))?;
                let bytes = bounded(file).map_err(|error| unreadable(path, error))?;
                article::read(self.kind, &self.name, &bytes)
            }
        }
    }
}

/// Finds the posts of `inputs`: files of any kind aloud reads, folders (their
/// Markdown and HTML files, at any depth, in the order of their names; names that
/// begin with a dot are passed over), and `-` for `stdin`.
///
/// A file's outputs bear its name; those of a folder's files mirror their place in
/// the folder.
///
/// # Errors
/// The caller's: `unreadable`, `unknown_kind` (naming those aloud reads),
/// `nothing_to_narrate`, and `same_output`, naming both sources.
pub fn plan(inputs: &[PathBuf], stdin: &mut dyn Read) -> Result<Plan> {
    let mut posts = Vec::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            posts.push(from_stdin(stdin)?);
        } else if input.is_dir() {
            posts.extend(in_folder(input)?);
        } else {
            posts.push(from_file(input)?);
        }
    }
    apart(posts).map(|posts| Plan { posts })
}

fn from_stdin(stdin: &mut dyn Read) -> Result<Post> {
    let bytes = bounded(stdin).map_err(|error| unreadable(Path::new("stdin"), error))?;
    Ok(Post {
        name: "stdin".into(),
        stem: "stdin".into(),
        kind: Kind::of_bytes(&bytes),
        content: Content::Bytes(bytes),
    })
}

fn from_file(path: &Path) -> Result<Post> {
    std::fs::metadata(path).map_err(|error| unreadable(path, error))?;
    let Some(kind) = Kind::of_path(path) else {
        let known: Vec<&str> = Kind::ALL
            .iter()
            .flat_map(|kind| kind.extensions)
            .copied()
            .collect();
        return Err(Error::caller(
            "unknown_kind",
            format!(
                "{}: not a kind of file aloud reads; it reads .{}.",
                path.display(),
                known.join(", .")
            ),
        ));
    };
    let stem = stem_of(Path::new(path.file_name().unwrap_or_default()));
    Ok(Post {
        name: path.display().to_string(),
        stem,
        kind,
        content: Content::File(path.to_owned()),
    })
}

fn in_folder(folder: &Path) -> Result<Vec<Post>> {
    let mut posts = Vec::new();
    for path in files_under(folder)? {
        let Some(kind) = Kind::of_path(&path).filter(|kind| kind.in_folders) else {
            continue;
        };
        posts.push(Post {
            name: path.display().to_string(),
            stem: stem_of(path.strip_prefix(folder).unwrap_or(&path)),
            kind,
            content: Content::File(path),
        });
    }
    if posts.is_empty() {
        let message = format!(
            "{}: no Markdown or HTML files in this folder.",
            folder.display()
        );
        return Err(Error::caller("nothing_to_narrate", message));
    }
    Ok(posts)
}

/// Every visible file at any depth, sorted. Links to folders are not followed: they
/// may lead in a circle.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, error))?;
            let path = entry.path();
            let kind = entry
                .file_type()
                .map_err(|error| unreadable(&path, error))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Refuses two posts with one output. Letters' case does not tell them apart, for it
/// does not on every file system the files may be copied to. A file named twice is
/// one post.
fn apart(posts: Vec<Post>) -> Result<Vec<Post>> {
    let mut kept: Vec<Post> = Vec::with_capacity(posts.len());
    let mut taken: HashMap<String, usize> = HashMap::new();
    for post in posts {
        let key = post.stem.to_lowercase();
        let Some(first) = taken.get(&key).map(|first| &kept[*first]) else {
            taken.insert(key, kept.len());
            kept.push(post);
            continue;
        };
        if !is_same_file(first, &post) {
            let message = format!(
                "{} and {} would both be written to {}; rename one, or narrate them into two folders.",
                first.name, post.name, post.stem
            );
            return Err(Error::caller("same_output", message));
        }
    }
    Ok(kept)
}

fn is_same_file(one: &Post, other: &Post) -> bool {
    match (&one.content, &other.content) {
        (Content::File(one), Content::File(other)) => {
            let one = one.canonicalize().ok();
            one.is_some() && one == other.canonicalize().ok()
        }
        _ => false,
    }
}

/// `path` without its extension, `/` between its parts.
fn stem_of(path: &Path) -> String {
    let path = path.with_extension("");
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// All of it, or just enough for the reader to see that it is too large.
fn bounded(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(article::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::caller("unreadable", format!("{}: {error}.", path.display())).caused_by(error)
}
